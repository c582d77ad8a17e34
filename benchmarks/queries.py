"""How fast the questions are answered, and how soon the command starts, beside code by hand.

`python benchmarks/queries.py --agreements 10000 1000000 --runs 5` makes tables of each size
(`agreements.py` says of what shape), has three questions answered so often by their query files and
by what somebody would write by hand in each program (`by_hand.py`), on tables that each has already
opened, and prints a table: the median of the seconds, the median of the ratios to DuckDB by hand,
and the peak of memory. It ends with exit code 1 where two programs disagree. Then `pactexit query`
runs in turn with a script that imports duckdb and reads the same CSV files. `--write` writes
docs/benchmarks-queries.md.

SQLite and pandas are left out above some size; `--patient` lets them try.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from by_hand import ASKED, OPENINGS
from validate import DOCS, table

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
TABLES = HERE.parent / "tables"
MOST_ROWS = {"sqlite": 100_000, "spark": 1_000_000, "pandas": 1_000_000}
HEAD = [
    *("agreements", "question", "program", "rows", "seconds", "ratio to DuckDB by hand"),
    "peak, MiB",
]
STARTS = {
    "pactexit query": [
        str(Path(sys.executable).with_name("pactexit")),
        "query",
        "exits_by_partner",
    ],
    "bare script": [
        sys.executable,
        "-c",
        "import duckdb, pathlib, sys\n"
        "con = duckdb.connect()\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).glob('*.csv')):\n"
        "    con.execute(f\"create table {path.stem} as from read_csv('{path}')\")\n"
        "print(con.execute('select count(*) from events').fetchall())",
        str(TABLES),
    ],
}


def compare(rows: int, asked: argparse.Namespace) -> Iterator[list[str]]:
    """Has the questions answered on tables of one size; a row for each question and program."""
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        # in processes of their own, which give their memory back
        words = [sys.executable, str(HERE / "agreements.py"), folder, str(rows)]
        subprocess.run(words, check=True)
        for opening in asked.programs:
            if rows <= MOST_ROWS.get(opening, rows) or asked.patient:
                words = [sys.executable, str(HERE / "by_hand.py"), opening, folder, str(asked.runs)]
                done = subprocess.run(words, capture_output=True, text=True, check=True)
                found += json.loads(done.stdout)
    for question in ASKED:
        runs = [run for run in found if run["question"] == question]
        by_hand = next((run["seconds"] for run in runs if run["program"] == "duckdb"), None)
        for run in runs:
            if run["answer"] != runs[0]["answer"]:
                sys.exit(f"{question}: {run['program']} answers otherwise.")
            ratios = [a / b for a, b in zip(run["seconds"], by_hand or [], strict=bool(by_hand))]
            yield [
                *(f"{rows:,}", question, run["program"], f"{len(run['answer']):,}"),
                f"{median(run['seconds']):.3f}",
                f"{median(ratios):.2f}" if ratios else "",
                f"{run['peak']:.0f}",
            ]


def start(runs: int) -> tuple[dict[str, float], float]:
    """Seconds of each command, medians of so many runs in turn, and the median of the ratios."""
    seconds: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(runs + 1):
        for name, words in STARTS.items():
            began = time.perf_counter()
            subprocess.run(words, capture_output=True, check=True)
            seconds[name].append(time.perf_counter() - began)
    ours, bare = (counted[1:] for counted in seconds.values())
    ratios = [a / b for a, b in zip(ours, bare, strict=True)]
    return {name: median(counted[1:]) for name, counted in seconds.items()}, median(ratios)


_PAGE = """\
# Benchmarks of the questions

How long three questions take here, and written by hand with other programs. These are runs of one
machine on one day, and promise nothing for another. To repeat them, or for other sizes:

```sh
pip install '.[benchmarks]'
python benchmarks/queries.py {words}
```

The tables are made by [agreements.py](../benchmarks/agreements.py) under the schema of this
project, and are open, in memory, when the clock starts. `pactexit` asks the query file; the others,
and `duckdb`, run what [by_hand.py](../benchmarks/by_hand.py) has, which does what the question
without its other parameters needs: it joins no windows of coverage that adjoin, since these tables
have none. Three derivations of a few rows are made when a connection of `pactexit` opens. All gave
the same answers, notes left out. A question takes up to ten milliseconds more to read and to plan,
which shows on small tables. Shown are medians; the ratio is the median of those to DuckDB by hand
in the same turn. Peaks of memory count the tables, for `pactexit` and `duckdb` together, and not
the Java of Spark.
{machine}

{results}

The start of the command, each run a process of its own, in turn with a script that imports duckdb
and reads the same CSV files: {start}
"""


def main(words: list[str]) -> None:
    """Runs what is asked for, printing each row of the table as it is known."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--agreements", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    found = [opening for opening in OPENINGS if opening != "spark" or shutil.which("java")]
    parser.add_argument("--programs", nargs="+", choices=[*OPENINGS], default=found)
    parser.add_argument("--write", action="store_true", help="docs/benchmarks-queries.md")
    limits = ", ".join(f"{program} {most:,}" for program, most in MOST_ROWS.items())
    parser.add_argument("--patient", action="store_true", help=f"no limit of rows ({limits})")
    asked = parser.parse_args(words)
    results: list[list[str]] = []

    def rows() -> Iterator[list[str]]:
        for size in asked.agreements:
            for cells in compare(size, asked):
                results.append(cells)
                yield cells

    for line in table(HEAD, rows()):
        print(line, flush=True)
    seconds, ratio = start(asked.runs)
    told = ", ".join(f"{name} {median_:.2f} s" for name, median_ in seconds.items())
    told += f"; the median of the ratios is {ratio:.2f}."
    print(f"\n{told}")
    if asked.write:
        programs = ("duckdb", "polars", "pandas", "pyspark")
        versions = ", ".join(f"{name} {metadata.version(name)}" for name in programs)
        machine = f"Python {platform.python_version()} on {os.cpu_count()} processors, {versions}."
        text = _PAGE.format(
            words=" ".join(words),
            machine=machine,
            results="\n".join(table(HEAD, results)),
            start=told,
        )
        (DOCS / "benchmarks-queries.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
