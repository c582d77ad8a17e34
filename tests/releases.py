"""Versions of the small dataset, and what is released of them."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from breaks import Describe, Edit, apply
from conftest import ROOT, SMALL
from pactexit.releasing.publishing import Release, release

FIRST = Describe({"version": "1.0.0", "created": "2031-01-02T00:00:00Z"})


def dataset(folder: Path, *edits: Edit) -> Path:
    """The small dataset in a new folder, as version 1.0.0 and then edited."""
    shutil.copytree(SMALL, folder / "tables")
    shutil.copy(ROOT / "datapackage.json", folder)
    shutil.copy(ROOT / "tables" / "terms.csv", folder / "tables")
    for edit in (FIRST, *edits):
        apply(folder, edit)
    return folder


def add_column(folder: Path, name: str) -> None:
    """Adds a column of text to countries, which holds a word in every row."""
    path = folder / "tables" / "countries.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [[*header, name], *([*row, f"word {row[0]}"] for row in rows)]
        )
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    (schema,) = [r["schema"] for r in descriptor["resources"] if r["name"] == "countries"]
    schema["fields"].append({"name": name, "type": "string", "description": "A word."})
    path.write_text(json.dumps(descriptor, indent=2, ensure_ascii=False), encoding="utf-8")


def rows(folder: Path) -> dict[str, set[frozenset[tuple[str, str]]]]:
    """The rows of each table of a package, without empty cells; their order says nothing."""
    found = {}
    for path in sorted((folder / "tables").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = {
                frozenset((name, cell) for name, cell in row.items() if cell)
                for row in csv.DictReader(file)
            }
    return found


def written(to: Path, data: Path, previous: Path | str | None = None) -> Release:
    return release(to, None if previous is None else str(previous), data)


def replacing(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)
