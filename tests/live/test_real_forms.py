"""Forms filled from real acts give the rows that the record has of them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pactexit import dataset as datasets
from pactexit.contributing.answers import read
from pactexit.contributing.form import questions
from pactexit.contributing.proposal import propose
from pactexit.contributing.record import Record, Row

FORMS = Path(__file__).with_name("forms")


def rows(folder: Path, table: str) -> list[Row]:
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def without(folder: Path, gone: dict[str, Callable[[Row], bool]]) -> dict[str, list[Row]]:
    """Takes rows out, with the claims on them and the sources that say nothing else."""
    record = Record(datasets.read(folder))
    taken = {}
    for table, is_gone in gone.items():
        taken[table] = [row for row in record.tables[table] if is_gone(row)]
    keys = {(table, record.key(table, row)) for table, found in taken.items() for row in found}
    claims = [
        row for row in record.tables["claims"] if (row["table_name"], row["record_id"]) in keys
    ]
    taken["claims"] = claims
    speaking = {row["source_id"] for row in record.tables["claims"] if row not in claims}
    taken["sources"] = [row for row in record.tables["sources"] if row["source_id"] not in speaking]
    for table, found in taken.items():
        path = folder / "tables" / f"{table}.csv"
        left = [row for row in record.tables[table] if row not in found]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, left[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(left)
    return taken


def enter(folder: Path, form: str) -> None:
    dataset = datasets.read(folder)
    answers = read((FORMS / form).read_text(encoding="utf-8"), questions(dataset))
    proposal = propose(dataset, answers)
    assert proposal.report.valid, proposal.report.to_text()
    assert proposal.difference
    proposal.write()


@pytest.fixture
def copy(live: Path, tmp_path: Path) -> Path:
    shutil.copytree(live / "tables", tmp_path / "tables")
    shutil.copy(live / "datapackage.json", tmp_path)
    return tmp_path


def unclaimed(folder: Path, taken: dict[str, list[Row]]) -> list[str]:
    """The cells of the rows that no claim speaks of, but for their keys and codings."""
    record = Record(datasets.read(folder))
    claimed = {
        (row["table_name"], row["record_id"], row["field"]) for row in rows(folder, "claims")
    }
    whole = {(table, key) for table, key, field in claimed if field == "*"}
    return [
        f"{table} {record.key(table, row)} {column}"
        for table in ("agreements", "orders", "events")
        for row in taken.get(table, [])
        for column, value in row.items()
        if value
        and (table, record.key(table, row), column) not in claimed
        and (table, record.key(table, row)) not in whole
    ]


def test_the_order_of_5_december_2025_comes_back_from_three_forms(live: Path, copy: Path) -> None:
    order, agreement = "rus-government-2025-12-05", "prt-2000-military-cooperation"
    taken = without(
        copy,
        {
            "orders": lambda row: row["order_id"] == order,
            "events": lambda row: row["order_id"] == order,
            "agreements": lambda row: row["agreement_id"] == agreement,
            "parties": lambda row: row["agreement_id"] == agreement,
        },
    )
    assert {table: len(found) for table, found in taken.items()}["events"] == 3
    for form in ("portugal-2025-12-05.md", "france-2025-12-05.yml", "canada-2025-12-05.yml"):
        enter(copy, form)
    for table in ("agreements", "orders", "events", "countries", "terms", "coverage"):
        path = Path("tables") / f"{table}.csv"
        assert (copy / path).read_bytes() == (live / path).read_bytes(), table
    roles = [
        {
            (row["country_id"], row["role"])
            for row in rows(folder, "parties")
            if row["agreement_id"] == agreement
        }
        for folder in (copy, live)
    ]
    assert roles[0] == roles[1] == {("PRT", "party"), ("RUS", "party")}
    assert unclaimed(copy, taken) == []


def test_a_step_of_an_act_on_record_comes_back_from_a_news_link(live: Path, copy: Path) -> None:
    step = "pol-1993-military-cooperation-rus-authorised"
    taken = without(copy, {"events": lambda row: row["event_id"] == step})
    assert len(taken["events"]) == 1
    before = rows(copy, "orders"), rows(copy, "agreements")
    enter(copy, "poland-2025-12-19.yml")
    assert (rows(copy, "orders"), rows(copy, "agreements")) == before
    assert rows(copy, "events") == rows(live, "events")
    assert unclaimed(copy, taken) == []
    (source,) = [row for row in rows(copy, "sources") if row["publisher"] == "Example News"]
    assert source["source_id"] == "example-news-undated-report-on-the-order"
    said = {
        (row["table_name"], row["field"], row["value"], row["quote"])
        for row in rows(copy, "claims")
        if row["source_id"] == source["source_id"]
    }
    quote = "Разрешить Минобороны России прекратить"
    assert said == {
        ("agreements", "*", "exists", ""),
        ("agreements", "signed_on", "1993-07-07", ""),
        ("orders", "*", "exists", ""),
        ("orders", "kind", "government-order", ""),
        ("orders", "number", "3810-р", ""),
        ("orders", "published_on", "2025-12", ""),
        ("events", "*", "exists", ""),
        ("events", "action", "terminate", ""),
        ("events", "stage", "authorised", quote),
        ("events", "occurred_on", "2025-12-19", ""),
        ("events", "verb_ru", quote, ""),
    }
