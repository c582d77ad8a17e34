"""Typos of one letter, and the right word in the mending of each."""

from __future__ import annotations

from pathlib import Path

import pytest

import pactexit
from breaks import Cell, apply, key_of, read, swap

GBR = "gbr-1998-information-protection"
BGR = "bgr-2001-logistics"
JPN = "jpn-2008-visits-protocol"
POL = "pol-1995-military-cooperation"
STEP = f"{POL}-rus-authorised"
WHOLE = f"agreements/{POL}/*/exists/gazette-a-2020-03-10-order"

CELLS = [
    # allowed values: a letter left out, doubled, swapped, added or another one
    (Cell("agreements", BGR, "kind", "memorandm"), "enum", "memorandum"),
    (Cell("agreements", GBR, "kind", "agreeement"), "enum", "agreement"),
    (Cell("agreements", GBR, "level", "intergovermental"), "enum", "intergovernmental"),
    (Cell("agreements", POL, "subject", "military-coperation"), "enum", "military-cooperation"),
    (Cell("agreements", POL, "scope", "miltiary"), "enum", "military"),
    (Cell("events", STEP, "action", "terminat"), "enum", "terminate"),
    (Cell("events", STEP, "stage", "authorized"), "enum", "authorised"),
    (Cell("events", STEP, "date_basis", "publishd"), "enum", "published"),
    (Cell("parties", f"{POL}/POL", "role", "partty"), "enum", "party"),
    (Cell("sources", "agency-c-undated-overview", "read_as", "exerpt"), "enum", "excerpt"),
    # rows of other tables, and codes of countries
    (Cell("events", STEP, "agreement_id", POL.replace("coop", "cop")), "foreign_key", POL),
    (
        Cell("events", STEP, "order_id", "rus-goverment-2020-03-10"),
        "foreign_key",
        "rus-government-2020-03-10",
    ),
    (
        Cell("agreements", JPN, "parent_agreement_id", "jpn-1996-naval-visit"),
        "foreign_key",
        "jpn-1996-naval-visits",
    ),
    (Cell("parties", f"{POL}/POL", "country_id", "POK"), "foreign_key", "POL"),
    (Cell("events", STEP, "actor_id", "RUD"), "foreign_key", "RUS"),
    (
        Cell("claims", WHOLE, "source_id", "gazette-a-2020-03-10-oder"),
        "foreign_key",
        "gazette-a-2020-03-10-order",
    ),
]
HEADERS = [
    ("events", "occurred_on", "ocurred_on"),
    ("claims", "record_id", "record_ids"),
    ("countries", "nato_acceded_on", "nato_aceded_on"),
    ("sources", "published_on", "publishd_on"),
]


def test_there_are_twenty_typos() -> None:
    assert len(CELLS) + len(HEADERS) == 20


@pytest.mark.parametrize(("typo", "rule", "right"), CELLS)
def test_the_right_value_is_suggested(typo: Cell, rule: str, right: str, small: Path) -> None:
    keys = [key_of(typo.table, row) for row in read(small, typo.table)]
    apply(small, typo)
    found = [
        problem
        for problem in pactexit.validate(small).problems
        if (problem.table, problem.rule, problem.column) == (typo.table, rule, typo.column)
    ]
    (problem,) = found
    assert (problem.line, problem.value) == (keys.index(typo.key) + 2, typo.value)
    assert f"rite {right}" in problem.fix


@pytest.mark.parametrize(("table", "right", "wrong"), HEADERS)
def test_the_right_label_is_suggested(table: str, right: str, wrong: str, small: Path) -> None:
    path = small / "tables" / f"{table}.csv"
    path.write_bytes(swap(right, wrong)(path.read_bytes()))
    problems = [p for p in pactexit.validate(small).problems if p.rule == "incorrect_label"]
    assert [(p.table, p.line, p.value) for p in problems] == [(table, 1, wrong)]
    assert problems[0].fix == f"Write {right}."
