"""What follows from what: a cause is named, and hides nothing that is wrong for itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import pactexit
from pactexit.problem import Problem

BIRDS = "ring,bird,mother,weight,note\n"
FIELDS: list[dict[str, Any]] = [
    {"name": "ring", "type": "string", "constraints": {"pattern": "[a-z]+-[0-9]+"}},
    {"name": "bird", "type": "string", "constraints": {"enum": ["owl", "kite", "gull"]}},
    {"name": "mother", "type": "string"},
    {"name": "weight", "type": "integer", "constraints": {"maximum": 900}},
    {"name": "note", "type": "string"},
]
MOTHER = {"fields": ["mother"], "reference": {"resource": "", "fields": ["ring"]}}


def judge(folder: Path, text: str | bytes, **schema: Any) -> list[Problem]:
    """The problems of one table of birds, of which each may name its mother."""
    whole = {"fields": FIELDS, "primaryKey": ["ring"], "foreignKeys": [MOTHER]} | schema
    resource = {"name": "birds", "path": "birds.csv", "schema": whole}
    descriptor = {"name": "flock", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    (folder / "birds.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(pactexit.validate(folder).problems)


def told(problems: list[Problem]) -> list[tuple[int | None, str, str | None]]:
    return [(p.line, p.rule, p.follows) for p in problems]


@pytest.mark.parametrize("wrong", ["OWL-1", "owl_1", "owl-1 ", "оwl-1"])
def test_an_orphan_of_a_row_that_failed_points_to_it(wrong: str, tmp_path: Path) -> None:
    rows = f"{wrong},owl,,1,\nowl-2,owl,owl-1,1,\nowl-3,owl,kite-9,1,\n"
    problems = [p for p in judge(tmp_path, BIRDS + rows) if p.rule == "foreign_key"]
    first, second = problems
    assert first.line == 3
    assert (first.follows or "").startswith("birds.csv:2: ")
    assert first.fix == "Mend birds.csv:2, and look at this again."
    # no row was meant that is like this one
    assert (second.line, second.follows) == (4, None)
    assert second.fix == "Add the row to birds."


def test_of_two_orphans_only_the_one_whose_row_was_swallowed_follows(tmp_path: Path) -> None:
    rows = 'owl-1,"owl,,1,\nowl-2,owl,,1,\nowl-3,owl",,1,\nowl-4,owl,owl-2,1,\nowl-5,owl,owl-7,1,\n'
    problems = judge(tmp_path, BIRDS + rows)
    orphans = {p.line: p.follows for p in problems if p.rule == "foreign_key"}
    assert orphans == {5: "birds.csv:2: swallowed_rows", 6: None}
    # alone it would be a warning, but the package is not valid because of it
    (cause,) = [p for p in problems if p.rule == "swallowed_rows"]
    assert cause.severity == "error"


def test_a_warning_from_which_no_error_follows_stays_one(tmp_path: Path) -> None:
    rows = 'owl-1,"owl",,1,a note\nowl-2,owl,,1,"a" note\n'
    problems = judge(tmp_path, BIRDS + rows)
    assert told(problems) == [(3, "text_after_quote", None)]
    assert problems[0].severity == "warning"


def test_odd_letters_come_before_what_they_break_and_not_before_other_rules(tmp_path: Path) -> None:
    rows = "owl-1,оwl,,1,\nowl-2,owl,,9_00_0,\n"
    assert told(judge(tmp_path, BIRDS + rows)) == [
        (2, "enum", "birds.csv:2: homoglyph"),
        (2, "homoglyph", None),
        (3, "maximum", None),
        (3, "number_form", "birds.csv:3: maximum"),
    ]


def test_a_misspelt_label_hides_no_cell_and_a_lost_one_does(tmp_path: Path) -> None:
    rows = "owl-1,oul,,1,\n"
    assert told(judge(tmp_path, BIRDS.replace("weight", "wieght") + rows)) == [
        (1, "incorrect_label", None),
        (2, "enum", None),
    ]
    problems = judge(tmp_path, BIRDS.replace("bird,", "") + rows)
    causes = [p for p in problems if p.follows is None]
    assert [(p.line, p.rule, p.fix) for p in causes] == [
        (1, "incorrect_label", "Insert the column bird before mother.")
    ]
    assert {"extra_cell", "missing_label"} <= {p.rule for p in problems}


@pytest.mark.parametrize(
    ("header", "fix"),
    [
        ("ring,bird,colour,mother,weight,note", "Delete the column colour, or describe it in "),
        ("ring,mother,bird,weight,note", "Put the columns into the order of the schema; bird "),
        ("owl-1,owl,,1,", "Write ring."),
    ],
)
def test_a_header_that_is_shifted_is_one_cause(header: str, fix: str, tmp_path: Path) -> None:
    problems = judge(tmp_path, f"{header}\nowl-1,oul,,1,\n")
    (cause,) = [problem for problem in problems if problem.follows is None]
    assert (cause.line, cause.rule) == (1, "incorrect_label")
    assert cause.fix.startswith(fix)


def test_two_misspelt_labels_are_two_causes(tmp_path: Path) -> None:
    text = BIRDS.replace("weight", "wieght").replace("note", "noet") + "owl-1,owl,,1,\n"
    problems = judge(tmp_path, text)
    assert [(p.column, p.follows) for p in problems] == [("weight", None), ("note", None)]


def test_lost_letters_hide_only_the_cells_that_hold_them(tmp_path: Path) -> None:
    text = (BIRDS + "owl-1,owl,,1,Уральская\nowl-2,oul,,1,\n").encode("cp1251")
    assert told(judge(tmp_path, text)) == [
        (2, "encoding", None),
        (2, "invisible_character", "birds.csv:2: encoding"),
        (3, "enum", None),
    ]


def test_a_quote_that_is_never_closed_hides_nothing_before_it(tmp_path: Path) -> None:
    rows = 'owl-1,oul,,1,\nowl-2,owl,,1,"a\nowl-3,oul,,1,\nowl-4,owl,owl-3,1,\n'
    problems = judge(tmp_path, BIRDS + rows)
    causes = [(p.line, p.rule) for p in problems if p.follows is None]
    assert causes == [(2, "enum"), (3, "unclosed_quote")]


def test_a_row_without_a_cell_is_one_cause(tmp_path: Path) -> None:
    problems = judge(tmp_path, BIRDS + "owl-1,owl,1\n")
    assert told(problems)[0] == (2, "missing_cell", None)
    assert {p.follows for p in problems[1:]} == {"birds.csv:2: missing_cell"}


def test_references_into_a_file_without_rows_follow_from_that(small: Path) -> None:
    table = small / "tables" / "orders.csv"
    table.write_bytes(table.read_bytes().splitlines(keepends=True)[0])
    problems = pactexit.validate(small).problems
    assert {p.rule for p in problems} == {"no_rows", "foreign_key", "claims_point_to_rows"}
    causes = {p.follows for p in problems}
    assert causes == {None, "tables/orders.csv: no_rows"}


def test_a_blank_row_and_an_empty_key_are_one_cause_each(tmp_path: Path) -> None:
    fields = [FIELDS[0] | {"constraints": {"required": True}}, *FIELDS[1:]]
    rows = "owl-1,owl,,1,\n\n,kite,,1,\n"
    assert told(judge(tmp_path, BIRDS + rows, fields=fields)) == [
        (3, "blank_row", None),
        (3, "primary_key", "birds.csv:3: blank_row"),
        (4, "required", None),
        (4, "primary_key", "birds.csv:4: required"),
    ]
