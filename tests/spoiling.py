"""A dataset of which every free text is hostile, and the pages of some sections made of it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from builder.record import Record
from builder.writing import Writer
from exports import HOSTILE
from pactexit import dataset as datasets

#: What a page would run, obey or be torn by, beside what other tools misread.
MARKUP = [
    *("<script>window.ran = 1</script>", "</script><script>window.ran = 1</script>"),
    *('<img src="x" onerror="window.ran = 1">', '" onmouseover="window.ran = 1" x="'),
    *("' autofocus onfocus='window.ran = 1", "javascript:window.ran=1", "</title></main></html>"),
    *("data:text/html,<script>window.ran=1</script>", "<!--", "{{ 7 * 7 }}", "{% raw %}"),
    *("<style>body { display: none }</style>", "\x1b[31mred\x07\x0b", "مرحبا بالعالم", "\u2067a"),
]


def write_site(data: Path, folder: Path, built: Path, sections: Iterable[ModuleType]) -> Path:
    """The pages of some sections alone, with the assets of a build."""
    shutil.copytree(built / "assets", folder / "assets")
    assets = {
        f"{path.stem.rpartition('-')[0]}{path.suffix}": f"assets/{path.name}"
        for path in (folder / "assets").iterdir()
    }
    record = Record(datasets.read(data))
    writer = Writer(folder, record, "", assets)
    for section in sections:
        writer.write_all(section.pages(record))
    return folder


@pytest.fixture(scope="session")
def spoilt(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset in which every free text of every row is hostile; a test may only read it."""
    folder = tmp_path_factory.mktemp("spoilt") / "data"
    shutil.copytree(hostile, folder)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    values = cycle([*MARKUP, *HOSTILE])
    for resource in described["resources"]:
        if resource["name"] not in {"terms", "coverage"}:
            spoil(folder / resource["path"], [*free_texts(resource["schema"])], values)
    return folder


def free_texts(schema: dict[str, Any]) -> Iterator[str]:
    """The columns of text that are no key, no code and no date."""
    keys = {*schema["primaryKey"], "record_id", "table_name", "field"}
    keys |= {name for key in schema.get("foreignKeys", []) for name in key["fields"]}
    for field in schema["fields"]:
        is_text = field["type"] == "string" and "enum" not in field["constraints"]
        if is_text and field["name"] not in keys and "rdfType" not in field:
            yield field["name"]


def spoil(path: Path, columns: list[str], values: Iterator[str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]], lineterminator="\n")
        writer.writeheader()
        # the sources that are hostile already stay as they are
        for row in rows:
            if not row.get("source_id", "").startswith("hostile"):
                row |= {column: next(values) for column in columns}
            writer.writerow(row)
