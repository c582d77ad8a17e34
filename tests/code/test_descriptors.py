"""Descriptors that cannot be read are refused in a line; what cannot be applied has its line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pactexit
from breaks import OF_DESCRIPTORS, apply, swap
from pactexit.validation import places

COMMAND = Path(sys.executable).with_name("pactexit")


def judge(path: Path) -> subprocess.CompletedProcess[str]:
    words = [str(COMMAND), "validate", str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_a_missing_table_is_a_problem_of_the_data(small: Path) -> None:
    (small / "tables" / "terms.csv").unlink()
    done = judge(small)
    assert done.returncode == 1
    assert done.stdout.startswith("tables/terms.csv: scheme: cannot be read. Fix: ")
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "there is no such descriptor"),
        ("{", "is no JSON"),
        ("[]", "is no Data Package"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_descriptor_that_cannot_be_read_ends_the_command_with_one_line(
    content: str | None, reason: str, small: Path
) -> None:
    path = small / "datapackage.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
    done = judge(path)
    assert done.returncode == 2
    assert done.stdout == ""
    (message,) = done.stderr.splitlines()
    assert message.startswith("pactexit: ")
    assert reason in message


def test_what_only_frictionless_knows_of_a_descriptor_is_a_problem_of_the_data(small: Path) -> None:
    path = small / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0]["schema"]["fields"][1]["name"] = "country_id"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    problems = pactexit.validate(path).problems
    assert ("datapackage.json", "schema") in {(p.path, p.rule) for p in problems}


@pytest.mark.parametrize("part", ["a table", "a column"])
def test_a_package_that_lacks_a_part_of_the_schema_is_told_so(part: str, small: Path) -> None:
    path = small / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    if part == "a table":
        del descriptor["resources"][-1]
    else:
        del descriptor["resources"][-1]["schema"]["fields"][-1]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    report = pactexit.validate(path)
    (problem,) = [p for p in report.problems if p.rule == "schema"]
    assert (problem.path, problem.value) == ("datapackage.json", "terms")


def test_what_cannot_be_applied_hides_nothing_else(small: Path) -> None:
    """Each kind of fault at once, and a misspelt value in a table: all of it is found."""
    kinds = [
        *("misspelt constraint", "pattern that is no regex", "limit that is no day"),
        *("example of another type", "misspelt property of a column", "encoding that there is not"),
    ]
    for kind in kinds:
        for edit in OF_DESCRIPTORS[kind].edits:
            apply(small, edit)
    table = small / "tables" / "agreements.csv"
    table.write_bytes(swap(",memorandum,", ",memorandm,")(table.read_bytes()))
    table.write_bytes(swap("2003-08-15", "2003-09-31")(table.read_bytes()))
    report = pactexit.validate(small)
    found = {p.rule for p in report.problems}
    assert {OF_DESCRIPTORS[kind].rule for kind in kinds} | {"enum", "edtf"} <= found


@pytest.mark.parametrize(
    ("field", "rule", "text"),
    [
        ({"type": "integer", "constraints": {"enum": 7}}, "invalid_constraint", "Write a list."),
        ({"type": "integer", "constraints": {"minLength": True}}, "invalid_constraint", "integer"),
        ({"type": "number", "constraints": {"maximum": "nan"}}, "invalid_constraint", "no number"),
        (
            {"type": "date", "constraints": {"minimum": "2021-01-01", "maximum": "2020-01-01"}},
            "invalid_constraint",
            "no value keeps both",
        ),
        (
            {"type": "integer", "constraints": {"exclusiveMinimum": 1, "maximum": 1}},
            "invalid_constraint",
            "no value keeps both",
        ),
        ({"type": "string", "constraints": {"pattern": "(a"}}, "invalid_constraint", "regular"),
        ({"type": "string", "categories": "a"}, "invalid_constraint", "a list"),
        ({"type": "integer", "categories": [1, "b"]}, "invalid_constraint", "categories of an"),
        ({"type": "strng"}, "field", "Write string."),
        ({"type": "qqqq", "constraints": {"minimum": 1}}, "field", "Write one of string, "),
        ({"type": "time", "format": "hh:mm"}, "unknown_format", "or a pattern"),
        ({"type": "geojson", "format": "topo"}, "unknown_format", "Write "),
    ],
)
def test_a_field_is_told_what_it_cannot_ask(
    field: dict[str, Any], rule: str, text: str, tmp_path: Path
) -> None:
    other = {"name": "number", "type": "integer"}
    resource = {
        "name": "birds",
        "path": "birds.csv",
        "schema": {"fields": [{"name": "bird"} | field, other]},
    }
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "flock",
        "resources": [resource],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor, indent=1), encoding="utf-8")
    (tmp_path / "birds.csv").write_text("bird,number\n,x\n", encoding="utf-8")
    report = pactexit.validate(tmp_path)
    first, second = report.problems
    assert (first.path, first.rule, first.column) == ("datapackage.json", rule, "bird")
    assert first.table == "birds"
    assert first.line is not None
    assert text in f"{first.message} {first.fix}"
    # the other column is judged all the same
    assert (second.line, second.rule) == (2, "type")


def test_the_line_of_each_part_of_a_json_text_is_known() -> None:
    text = '{\n"a": [1,\n {"b,:": "x]\\"}",\n"c": []}],\n\n"":\n{"d": null}}'
    assert json.loads(text)
    found = places.lines(text)
    assert found == {
        (): 1,
        ("a",): 2,
        ("a", 0): 2,
        ("a", 1): 3,
        ("a", 1, "b,:"): 3,
        ("a", 1, "c"): 4,
        ("",): 6,
        ("", "d"): 7,
    }
    assert places.line_of(found, ("a", 1, "c", "not", "there")) == 4
