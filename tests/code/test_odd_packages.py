"""What stands in packages of other people, and has once been too much for a library below."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flocks import FIELD, birds, judge, write

from pactexit.validation import validate


@pytest.mark.parametrize("name", ["*", "^.*$", "^b", "", "a.b", "{}", "%s", '"', "select", " "])
def test_a_column_may_have_any_name(name: str, tmp_path: Path) -> None:
    label = '""""' if name == '"' else name
    (tmp_path / "birds.csv").write_text(f"bird,{label}\nowl, 1\nowl,\n", encoding="utf-8")
    fields = [FIELD, {"name": name, "type": "string", "constraints": {"required": True}}]
    write(tmp_path, birds(schema={"fields": fields, "primaryKey": [name]}))
    report = validate(tmp_path)
    found = [(problem.rule, problem.column, problem.line) for problem in report.problems]
    if name == "":
        # frictionless has nothing for a column without a name
        assert not report.valid
    else:
        assert ("white_space", name, 2) in found
        assert ("required", name, 3) in found


def test_a_column_may_stand_in_a_key_twice(tmp_path: Path) -> None:
    (tmp_path / "birds.csv").write_text("bird,seen\nowl,1\nowl,2\n", encoding="utf-8")
    schema = birds()["schema"] | {"primaryKey": ["bird", "bird"]}
    write(tmp_path, birds(schema=schema))
    assert validate(tmp_path).counts == {"primary_key": 1}


@pytest.mark.parametrize(
    ("kind", "limit"), [("integer", "x"), ("integer", [1]), ("date", "x"), ("number", {"a": 1})]
)
def test_a_limit_of_another_type_is_one_problem_and_no_warning_of_a_library(
    kind: str, limit: object, tmp_path: Path
) -> None:
    cell = "2025-12-19" if kind == "date" else "1"
    (tmp_path / "birds.csv").write_text(f"bird,seen\nowl,{cell}\n", encoding="utf-8")
    field = {"name": "seen", "type": kind, "constraints": {"minimum": limit}}
    write(tmp_path, birds(schema={"fields": [FIELD, field]}))
    done = judge(tmp_path)
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.startswith("datapackage.json:1: invalid_constraint: seen ")


@pytest.mark.parametrize(
    "part",
    [
        {"schema": {"fields": [FIELD | {"$schema": [7]}]}},
        {"schema": {"fields": [FIELD], "foreignKeys": [{"fields": ["bird"], "reference": "x"}]}},
        {"schema": {"fields": [[FIELD]]}},
        {"schema": "a\nb.json"},
    ],
)
def test_a_part_that_frictionless_stumbles_over_ends_in_one_line(
    part: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "birds.csv").write_text("Bird\nowl\n", encoding="utf-8")
    write(tmp_path, birds(**part))
    done = judge(tmp_path)
    assert done.returncode > 0
    assert (done.stdout + done.stderr).count("\n") <= 2


def test_a_package_that_frictionless_stumbles_over_is_not_valid(tmp_path: Path) -> None:
    (tmp_path / "birds.csv").write_text("bird,seen\nowl,1\n", encoding="utf-8")
    write(tmp_path, birds(), **{"$schema": [7]})
    assert judge(tmp_path).stdout.startswith("datapackage.json: schema: ")


def test_a_package_of_our_name_with_columns_of_other_types_is_told_so(small: Path) -> None:
    path = small / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    descriptor = json.loads(text)
    (orders,) = [part for part in descriptor["resources"] if part["name"] == "orders"]
    for field in orders["schema"]["fields"]:
        if field["name"] == "published_on":
            del field["rdfType"]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    (problem,) = [p for p in validate(small).problems if p.rule == "schema"]
    assert problem.message == "is without published_on, or has it as another type"


def test_a_file_in_a_wholly_wrong_encoding_is_one_error_without_warnings(tmp_path: Path) -> None:
    (tmp_path / "birds.csv").write_bytes("bird,seen\nowl,1\n".encode("utf-16") * 50)
    write(tmp_path, birds())
    assert {problem.severity for problem in validate(tmp_path).problems} == {"error"}
