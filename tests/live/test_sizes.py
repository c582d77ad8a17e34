"""How large the record is: a row that gets lost, or comes twice, breaks a number here.

The expected sizes stand in `sizes.json`: ranges of rows per table, and totals that change only when
the record does. Whoever adds to the record raises them.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

SIZES = json.loads(Path(__file__).with_name("sizes.json").read_text(encoding="utf-8"))


def read(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", SIZES["rows"])
def test_each_table_has_about_as_many_rows_as_expected(table: str, live: Path) -> None:
    least, most = SIZES["rows"][table]
    assert least <= len(read(live, table)) <= most


def test_every_table_has_an_expected_size(live: Path) -> None:
    assert SIZES["rows"].keys() == {path.stem for path in (live / "tables").glob("*.csv")}


def test_orders_of_russia_by_year_are_as_pinned(live: Path) -> None:
    years = Counter(
        (order["published_on"] or order["signed_on"])[:4]
        for order in read(live, "orders")
        if order["issuing_country_id"] == "RUS"
    )
    assert dict(sorted(years.items())) == SIZES["orders_of_russia_by_year"]


def test_agreements_by_partner_are_as_pinned(live: Path) -> None:
    partners = Counter(
        party["country_id"]
        for party in read(live, "parties")
        if party["country_id"] not in {"RUS", "SUN"}
    )
    assert dict(sorted(partners.items())) == SIZES["agreements_by_partner"]


def test_events_by_action_and_stage_are_as_pinned(live: Path) -> None:
    steps = Counter(f"{row['action']} {row['stage']}" for row in read(live, "events"))
    assert dict(sorted(steps.items())) == SIZES["events_by_action_and_stage"]
