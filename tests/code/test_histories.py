"""Histories made at random: `diff` lists exactly the edits, and applied they give the new rows."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from histories import History, rows_of

import pactexit
from breaks import KEYS
from conftest import ROOT
from pactexit.changes import Difference

SEEDS = range(20)
SCHEMA = json.loads((ROOT / "docs" / "difference.schema.json").read_text(encoding="utf-8"))


def frozen(value: object) -> object:
    return frozenset(value.items()) if isinstance(value, dict) else value


def counted(tables: dict[str, list[dict[str, str]]]) -> dict[str, Counter[Any]]:
    return {name: Counter(map(frozen, rows)) for name, rows in tables.items()}


@pytest.fixture(params=SEEDS)
def history(request: pytest.FixtureRequest, small: Path, tmp_path: Path) -> History:
    """A history that is written to the folder `new` beside `small`."""
    found = History.of(small, request.param)
    if request.param % 2:
        # every other one is a package like any other
        for folder in (small,):
            path = folder / "datapackage.json"
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace('"name": "pactexit"', '"name": "flock"', 1), "utf-8")
        found.descriptor["name"] = "flock"
    found.edit()
    found.write(tmp_path / "new")
    return found


def test_exactly_the_edits_are_listed_and_applied_they_give_the_new_version(
    history: History, small: Path, tmp_path: Path
) -> None:
    difference = pactexit.diff(small, tmp_path / "new")

    found = [
        (c.of, c.kind, c.table, c.key, c.column, c.before, c.after) for c in difference.changes
    ]
    assert Counter(tuple(map(frozen, edit)) for edit in found) == Counter(
        tuple(map(frozen, edit)) for edit in history.edits
    )
    assert all(change.sentence for change in difference.changes)

    as_json = json.loads(json.dumps(difference.to_json()))
    jsonschema.validate(as_json, SCHEMA)
    again = Difference.from_json(as_json)
    assert again == difference
    before = {name: rows_of(small, name) for name in KEYS}
    assert counted(again.applied_to(before)) == counted(history.tables)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_order_and_another_form_are_no_change(
    seed: int, small: Path, tmp_path: Path
) -> None:
    History.of(small, seed).write(tmp_path / "new")
    difference = pactexit.diff(small, tmp_path / "new")
    assert not difference, difference.to_text()
    assert difference.to_text().endswith(": no change\n")
