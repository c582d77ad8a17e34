"""How fast a package is validated here and by others: runs in turn on generated tables.

`python benchmarks/validate.py --rows 10000 100000 --runs 3` makes a clean and a damaged package of
each size (`generated.py` says of what shape), has each judged so many times by every program in
turn, each run in a process of its own, and prints a table: medians of wall and CPU time (both with
the start of Python and all imports), the highest peak of memory, the problems found, and the median
of the ratios to the run of frictionless in the same turn. `--slow-paths` adds packages that need
more than one plain pass, of so many rows or of the first size. `--write` writes docs/benchmarks.md
and .svg.

`pip install '.[benchmarks]'` installs the other programs; those that are missing are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
#: What each program judges of the package.
LOOKS_AT = {
    "pactexit": "descriptor, text of the files, structure, cells, keys, references, text hygiene",
    "frictionless": "descriptor, structure, cells, keys, references",
    "csvw": "structure, cells, keys, references; stops at some problems",
    "pandera": "cells, the key and references of rows that polars has split",
    "dataframely": "cells, the key and references of rows that polars has split",
}
#: These read row by row in Python; above so many rows a run takes many minutes.
MOST_ROWS = {"frictionless": 1_000_000, "csvw": 10_000}
SLOW_PATHS = (
    *("every row wrong", "mixed line ends", "null bytes", "trailing blank line"),
    "quoted newlines",
)


@dataclass(frozen=True)
class Run:
    """One run of one program: seconds, MiB and problems."""

    wall: float
    cpu: float
    peak: float
    problems: int


@dataclass(frozen=True)
class Result:
    """The runs of one program on one package, in their order; none where it failed."""

    rows: int
    kind: str
    tool: str
    runs: list[Run]
    ratio: float | None

    @property
    def cells(self) -> list[str]:
        """The row of the table."""
        if not self.runs:
            return [f"{self.rows:,}", self.kind, self.tool, *["failed"] * 3, "", ""]
        return [
            *(f"{self.rows:,}", self.kind, self.tool),
            f"{median(run.wall for run in self.runs):.2f}",
            f"{median(run.cpu for run in self.runs):.2f}",
            f"{max(run.peak for run in self.runs):.0f}",
            f"{self.runs[0].problems:,}",
            "" if self.ratio is None else f"{self.ratio:.1f}",
        ]


HEAD = [
    *("rows", "package", "program", "wall, s", "CPU, s", "peak, MiB", "problems"),
    "times faster than frictionless",
]


def tools() -> list[str]:
    """The programs that are installed."""
    return [tool for tool in LOOKS_AT if util.find_spec(tool) is not None]


def measure(tool: str, folder: Path, longest: float) -> Run | None:
    """One run in a process of its own; None where it fails or takes longer than `longest`."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    words = [sys.executable, str(HERE / "peers.py"), tool, str(folder)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=longest, check=True)
    except subprocess.TimeoutExpired:
        print(f"{tool} took more than {longest:.0f} seconds.", file=sys.stderr)
        return None
    except subprocess.CalledProcessError as error:
        print(f"{tool} failed: {error.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = json.loads(done.stdout.splitlines()[-1])
    return Run(wall, cpu, found["peak"], found["problems"])


def compare(rows: int, kind: str, asked: argparse.Namespace) -> Iterator[Result]:
    """Has one package judged by every program in turn, as often as asked."""
    chosen = [t for t in asked.tools if asked.patient or rows <= MOST_ROWS.get(t, rows)]
    with tempfile.TemporaryDirectory() as name:
        # in a process of its own, which gives its memory back
        words = [sys.executable, str(HERE / "generated.py"), name, str(rows), kind]
        subprocess.run(words, check=True)
        turns: list[dict[str, Run]] = []
        for _ in range(asked.runs):
            turn = {tool: measure(tool, Path(name), asked.longest) for tool in chosen}
            turns.append({tool: run for tool, run in turn.items() if run is not None})
    for tool in chosen:
        ratios = [
            turn["frictionless"].wall / turn[tool].wall
            for turn in turns
            if {"frictionless", tool} <= turn.keys()
        ]
        runs = [turn[tool] for turn in turns if tool in turn]
        yield Result(rows, kind, tool, runs, median(ratios) if ratios else None)


_PAGE = """\
# Benchmarks

How long it takes to judge a package here and with other programs. These are runs of one machine on
one day, and promise nothing for another. To repeat them, or for other sizes:

```sh
pip install '.[benchmarks]'
python benchmarks/validate.py {words}
```

Each run is a process of its own, with the start of Python and all imports; the programs take turns.
Shown are the medians of wall and CPU time, the highest peak of memory, and the median of the ratios
to frictionless in the same turn. A row has fifteen columns, some 228 bytes and three references, as
[generated.py](../benchmarks/generated.py) describes; in the damaged package one row in a thousand
has something wrong. {machine}

![Seconds by number of rows](benchmarks.svg)

{results}

The programs do not look at the same things, and count problems in different ways: a cell can break
two rules, and a copy can count once or twice.

{tools}
"""


def page(results: list[Result], words: list[str]) -> str:
    """The results as a page of the documents."""
    machine = f"Python {platform.python_version()} on {os.cpu_count()} processors."
    tools = [
        [f"{tool} {metadata.version(tool)}", looks_at]
        for tool, looks_at in LOOKS_AT.items()
        if any(result.tool == tool for result in results)
    ]
    return _PAGE.format(
        words=" ".join(words),
        machine=machine,
        results="\n".join(table(HEAD, (result.cells for result in results))),
        tools="\n".join(table(["program", "looks at"], tools)),
    )


def table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """The lines of a table in Markdown; figures from the fourth column on."""
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join(['---'] * min(3, len(head)) + ['---:'] * (len(head) - 3))} |"
    yield from (f"| {' | '.join(cells)} |" for cells in rows)


def plot(results: list[Result]) -> str:
    """Wall time by number of rows, as SVG."""
    from pactexit.charts import Chart

    shown = [
        {
            "rows": result.rows,
            "seconds": median(run.wall for run in result.runs),
            "program": result.tool,
            "package": result.kind,
        }
        for result in results
        if result.runs and result.kind in {"clean", "damaged"}
    ]
    log = {"type": "log", "nice": False}
    sizes = sorted({row["rows"] for row in shown})
    template = {
        "width": 260,
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {
                "field": "rows",
                "type": "quantitative",
                "scale": log,
                "axis": {"format": "~s", "values": sizes},
            },
            "y": {"field": "seconds", "type": "quantitative", "scale": log, "title": "seconds"},
            "color": {"field": "program", "type": "nominal"},
            "column": {"field": "package", "type": "nominal", "title": None},
        },
    }
    return Chart(
        title="Seconds to judge a package, by number of rows",
        subtitle="",
        source=f"Python {platform.python_version()}, {os.cpu_count()} processors",
        description="Medians of the wall time of each program, on logarithmic scales.",
        template=template,
        rows=shown,
    ).svg()


def main(words: list[str]) -> None:
    """Runs what is asked for, printing each row of the table as it is known."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tools", nargs="+", choices=[*LOOKS_AT], default=tools())
    parser.add_argument("--slow-paths", type=int, nargs="?", const=0, metavar="ROWS")
    parser.add_argument("--write", action="store_true", help="docs/benchmarks.md and .svg")
    limits = ", ".join(f"{tool} {most:,}" for tool, most in MOST_ROWS.items())
    parser.add_argument("--patient", action="store_true", help=f"no limit of rows ({limits})")
    parser.add_argument("--longest", type=float, default=3600, help="seconds that a run may take")
    asked = parser.parse_args(words)
    packages = [(rows, kind) for rows in asked.rows for kind in ("clean", "damaged")]
    if asked.slow_paths is not None:
        packages += [(asked.slow_paths or asked.rows[0], kind) for kind in SLOW_PATHS]
    results: list[Result] = []

    def rows() -> Iterator[list[str]]:
        for package in packages:
            for result in compare(*package, asked):
                results.append(result)
                yield result.cells

    for line in table(HEAD, rows()):
        print(line, flush=True)
    if asked.write:
        (DOCS / "benchmarks.svg").write_text(plot(results), encoding="utf-8")
        (DOCS / "benchmarks.md").write_text(page(results, words), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
