"""Whether validation ends well on files of other projects: no traceback, bounded time and memory.

`python benchmarks/foreign_files.py FOLDER...` judges each data package that it finds in a folder,
and each CSV or TSV file in a package of its own: once with a schema of texts, once with the schema
that frictionless infers. Each runs in a process of its own under limits. It prints a table, and
each file with which something went wrong; exit code 1 where that is so.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Seconds of CPU beyond the start of the interpreter, its imports included; seconds by the clock,
#: which a busy machine stretches; and bytes of addresses.
SECONDS, CLOCK, BYTES = 5, 60, 4 << 30
CODES = (0, 1, 2)


@dataclass
class Outcome:
    """How a process ended: its exit code (negative: the signal), its time and its peak memory."""

    code: int
    errors: str
    seconds: float
    mebibytes: float

    @property
    def is_late(self) -> bool:
        """Whether it was ended because it took too long."""
        return self.code in {-signal.SIGXCPU, -signal.SIGALRM}

    @property
    def fault(self) -> str | None:
        """What went wrong with the tool itself, if anything did."""
        if self.is_late:
            return f"over {SECONDS} s"
        if "Traceback" in self.errors or "a fault of pactexit" in self.errors:
            return self.errors.strip().splitlines()[-1]
        return None if self.code in CODES else f"ended with {self.code}"


HEADER = """\
| what | files | exit 0 | exit 1 | exit 2 | faults | over time | longest s | peak MiB |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |"""


def row(name: str, outcomes: list[Outcome]) -> str:
    """A line of the table."""
    codes = [sum(outcome.code == code for outcome in outcomes) for code in CODES]
    late = sum(outcome.is_late for outcome in outcomes)
    faults = sum(outcome.fault is not None for outcome in outcomes) - late
    seconds = max((outcome.seconds for outcome in outcomes), default=0)
    memory = max((outcome.mebibytes for outcome in outcomes), default=0)
    cells = " | ".join(map(str, [name, len(outcomes), *codes, faults, late]))
    return f"| {cells} | {seconds:.1f} | {memory:.0f} |"


def limited(work: Callable[[], int]) -> Outcome:
    """Runs what returns an exit code in a process of its own, which has all imports already."""
    with tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(errors.fileno(), 2)
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
            signal.alarm(CLOCK)
            try:
                code = work()
            except BaseException:  # noqa: BLE001 - whatever it is, the parent counts it
                sys.excepthook(*sys.exc_info())
                code = 70
            sys.stderr.flush()
            os._exit(code)
        _, status, usage = os.wait4(child, 0)
        seconds = usage.ru_utime + usage.ru_stime
        errors.seek(0)
        text = errors.read().decode(errors="replace")
    return Outcome(os.waitstatus_to_exitcode(status), text, seconds, usage.ru_maxrss / 1024)


def validate(place: Path) -> Outcome:
    """The command on a descriptor, its report as a page included."""
    from pactexit.cli import main

    def work() -> int:
        sys.argv = ["pactexit", "validate", str(place), "--format", "html"]
        try:
            main()
        except SystemExit as end:
            return int(end.code or 0)
        return 70

    return limited(work)


def texts(path: Path, delimiter: str) -> dict[str, object]:
    """A schema of texts, with the labels of the first record."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        labels = next(csv.reader(file, delimiter=delimiter), [])
    return {"fields": [{"name": label, "type": "string"} for label in labels]}


def inferred(path: Path, target: Path) -> bool:
    """Whether frictionless infers a schema within the limits, which it writes to `target`."""
    from frictionless import Schema

    def work() -> int:
        target.write_text(Schema.describe(str(path)).to_json(), encoding="utf-8")
        return 0

    return limited(work).code == 0


def table(path: Path, folder: Path, *, with_texts: bool) -> Outcome | None:
    """The command on a package of one table; None where there is no schema for it."""
    copy = folder / f"table{path.suffix.lower()}"
    shutil.copyfile(path, copy)
    resource = {"name": "table", "path": copy.name, "schema": "schema.json"}
    schema = folder / "schema.json"
    if with_texts:
        schema.write_text(json.dumps(texts(copy, "\t" if copy.suffix == ".tsv" else ",")))
    elif not inferred(copy, schema):
        return None
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"name": "foreign", "resources": [resource]}))
    return validate(descriptor)


def tables(folder: Path, *, with_texts: bool) -> Iterator[tuple[Path, Outcome]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".csv", ".tsv"} and path.is_file():
            with tempfile.TemporaryDirectory() as place:
                outcome = table(path, Path(place), with_texts=with_texts)
            if outcome is not None:
                yield path, outcome


def packages(folder: Path) -> Iterator[tuple[Path, Outcome]]:
    for path in sorted(folder.rglob("*datapackage*.json")):
        yield path, validate(path)


def main(folders: list[Path]) -> int:
    """Prints the table and what went wrong."""
    # imported once, so that each process begins with all there is to import
    import frictionless  # noqa: F401
    import pandera.polars  # noqa: F401

    from pactexit.validation import bounds, forms  # noqa: F401

    print(HEADER)
    wrong = 0
    for folder in folders:
        for name, found in (
            ("packages", packages(folder)),
            ("tables of texts", tables(folder, with_texts=True)),
            ("tables as inferred", tables(folder, with_texts=False)),
        ):
            outcomes = dict(found)
            print(row(f"{folder.name}: {name}", list(outcomes.values())), flush=True)
            for path, outcome in outcomes.items():
                if outcome.fault is not None:
                    print(f"{path}: {outcome.fault}", file=sys.stderr, flush=True)
                    wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
