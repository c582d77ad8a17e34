"""Unique keys of the standard: by value, without rows in which a part is missing, in blocks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import pactexit
from pactexit.problem import Problem
from pactexit.validation import stream


def judge(folder: Path, text: str, keys: object, **field: Any) -> list[Problem]:
    fields = [{"name": "ring", "type": "string"}, {"name": "day", "type": "string"} | field]
    schema = {"fields": fields, "uniqueKeys": keys, "primaryKey": ["ring"]}
    resource = {"name": "birds", "path": "birds.csv", "schema": schema}
    descriptor = {"name": "flock", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    (folder / "birds.csv").write_text(f"ring,day\n{text}", encoding="utf-8", newline="")
    return [p for p in pactexit.validate(folder).problems if p.severity == "error"]


def test_a_unique_key_that_stands_twice_is_found_at_its_line(tmp_path: Path) -> None:
    problems = judge(tmp_path, "a,1\nb,2\nc,1\nd,\ne,\nf,1\n", [["day"]])
    assert [(p.line, p.row, p.rule, p.column, p.key, p.value) for p in problems] == [
        (4, 3, "unique_key", "day", "c", "1"),
        (7, 6, "unique_key", "day", "f", "1"),
    ]
    assert all("stands in line 2 too" in p.message for p in problems)


def test_a_key_of_several_columns_differs_where_one_of_them_does(tmp_path: Path) -> None:
    keys = [["ring", "day"], ["day"]]
    problems = judge(tmp_path, "a,1\nb,1\n", keys)
    assert [(p.line, p.column) for p in problems] == [(3, "day")]


def test_numbers_are_compared_by_value_and_missing_values_left_out(tmp_path: Path) -> None:
    rows = "a,1\nb,01\nc,NA\nd,NA\n"
    kind = {"type": "integer", "missingValues": ["", "NA"]}
    problems = judge(tmp_path, rows, [["day"]], **kind)
    assert [(p.line, p.value) for p in problems] == [(3, "01")]


def test_the_earlier_row_may_stand_in_an_earlier_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "BLOCK", 40)
    rows = [f"r{number:02},{number % 20}" for number in range(30)]
    problems = judge(tmp_path, "\n".join(rows) + "\n", [["day"]])
    assert [p.line for p in problems] == [*range(22, 32)]
    assert "stands in line 2 too" in problems[0].message


def test_a_table_that_frictionless_reads_alone_is_looked_at_too(tmp_path: Path) -> None:
    problems = judge(tmp_path, "a,1\r\nb,2\nc,1\r", [["day"]])
    assert [(p.line, p.rule) for p in problems] == [(4, "unique_key")]
