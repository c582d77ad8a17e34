"""Ordinary damage to the files, one kind at a time: found, at its line, with a mending."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from damages import TO_TABLES, Edit, swap
from text_damages import HARMLESS, TO_TEXT

import pactexit
from conftest import SMALL
from pactexit.validation import hygiene

DAMAGES = TO_TABLES | TO_TEXT
COMMAND = Path(sys.executable).with_name("pactexit")
TABLES = sorted(path.stem for path in SMALL.iterdir())


def damage(folder: Path, table: str, edit: Edit) -> None:
    path = folder / "tables" / f"{table}.csv"
    path.write_bytes(edit(path.read_bytes()))


def test_there_are_many_kinds_of_damage_and_one_for_each_rule_of_hygiene() -> None:
    assert len(DAMAGES) >= 60
    assert hygiene.RULES.keys() <= {kind.rule for kind in DAMAGES.values()}


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_found_at_its_line_with_a_mending(kind: str, small: Path) -> None:
    wanted = DAMAGES[kind]
    damage(small, wanted.table, wanted.edit)

    report = pactexit.validate(small)

    assert not report.valid
    table = wanted.shows_in or wanted.table
    found = [p for p in report.problems if p.rule == wanted.rule and p.table == table]
    assert found, report.to_text(show_all=True)
    problem = found[0]
    assert problem.path == f"tables/{table}.csv"
    assert problem.line == wanted.line
    assert wanted.column in {None, problem.column}
    assert wanted.text in f"{problem.message} {problem.fix}"
    assert problem.fix.endswith(".")
    # what is found is a cause, and whatever else is broken is expected or said to follow
    assert problem.follows is None
    others = {p.rule for p in report.problems if p.follows is None} - {wanted.rule}
    assert others <= {*wanted.also}, report.to_text(show_all=True)


@pytest.mark.parametrize("form", HARMLESS)
def test_harmless_forms_of_the_files_give_nothing(form: str, small: Path) -> None:
    for table in TABLES:
        damage(small, table, HARMLESS[form])
    assert pactexit.validate(small).problems == ()


def test_a_quote_around_a_cell_that_needs_none_gives_nothing(small: Path) -> None:
    damage(small, "events", swap("gbr-government-2019-04-01", '"gbr-government-2019-04-01"'))
    assert pactexit.validate(small).problems == ()


def test_a_missing_table_is_a_problem_of_the_data(small: Path) -> None:
    (small / "tables" / "terms.csv").unlink()
    done = subprocess.run([COMMAND, "validate", small], capture_output=True, text=True, check=False)
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
    done = subprocess.run([COMMAND, "validate", path], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    (message,) = done.stderr.splitlines()
    assert message.startswith("pactexit: ")
    assert reason in message


def test_a_descriptor_that_breaks_the_standard_is_a_problem_of_the_data(small: Path) -> None:
    path = small / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0]["schema"]["fields"][0]["type"] = "strnig"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    report = pactexit.validate(path)
    assert not report.valid
    assert report.problems[0].path == "datapackage.json"


def test_ten_kinds_of_damage_in_ten_files_are_all_found_in_one_run(small: Path) -> None:
    kinds = [
        *("misspelt value", "day in another form", "empty required cell", "row twice"),
        *("reference to nothing", "source that was forgotten", "cell too few"),
        *("day that does not exist", "line ends of two kinds", "quote never closed"),
    ]
    for kind in kinds:
        damage(small, DAMAGES[kind].table, DAMAGES[kind].edit)
    found = {(p.table, p.rule, p.line) for p in pactexit.validate(small).problems}
    for kind in kinds:
        assert (DAMAGES[kind].table, DAMAGES[kind].rule, DAMAGES[kind].line) in found, kind


def test_ten_kinds_of_damage_in_one_file_are_all_found_in_one_run(small: Path) -> None:
    edits = [
        (swap("2003-08-15", "2003-09-31"), "edtf", 2, "signed_on"),
        (swap(",memorandum,", ",memorandm,"), "enum", 3, "kind"),
        (swap("Sofia,true", "Sofia,yes"), "type", 3, "has_entered_into_force"),
        (swap("Bonn", '"Bonn"x'), "text_after_quote", 4, "signed_at"),
        (swap("London", "Lоndon"), "homoglyph", 5, "signed_at"),
        (swap("gbr-2005-joint", "GBR-2005-joint"), "pattern", 6, "agreement_id"),
        (swap("Tokyo,", "Tokyo ,"), "white_space", 7, "signed_at"),
        (swap(",jpn-1996-naval-visits,", ",jpn-1997-naval-visits,"), "foreign_key", 8, None),
        (swap("Geneva", "GenÃ¨ve"), "mojibake", 9, "signed_at"),
        (swap(",1995-03,Warsaw,,,,,,\n", ",1995-03,Warsaw,,,,,\n"), "missing_cell", 13, "note"),
    ]
    for edit, *_ in edits:
        damage(small, "agreements", edit)
    problems = [p for p in pactexit.validate(small).problems if p.table == "agreements"]
    for _, rule, line, column in edits:
        found = [p for p in problems if (p.rule, p.line) == (rule, line)]
        assert [p.follows for p in found] == [None], (rule, line)
        assert column in {None, found[0].column}


@pytest.mark.parametrize(("constraint", "value"), [("pattern", "[a-z"), ("enum", 7)])
def test_a_constraint_that_cannot_be_applied_is_a_problem_of_the_descriptor(
    constraint: str, value: object, small: Path
) -> None:
    path = small / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0]["schema"]["fields"][1]["constraints"][constraint] = value
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    done = subprocess.run([COMMAND, "validate", path], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("datapackage.json: ")
    assert "Traceback" not in done.stderr


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
