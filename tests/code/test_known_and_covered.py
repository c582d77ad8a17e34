"""What was known by a day, what coverage bears, and what is called ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from pactexit.asking import ask, questions
from pactexit.database import connect
from plain_questions import ANSWERS
from plain_tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

BULGARIA = "bgr-2001-logistics"
POLAND = "pol-1995-military-cooperation"
WINDOW = "rus-exit-steps-nato-2020,exit-steps,RUS,nato,military,2020-01-01,2021-12-31"


def rewritten(folder: Path, table: str, *swaps: tuple[str, str]) -> Path:
    path = folder / "tables" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    for old, new in swaps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return folder


def answered(folder: Path, name: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a question, which plain Python gives too."""
    with connect(folder) as con:
        answer = ask(name, con, **params)
        rows = answer.fetchall()
    assert rows == ANSWERS[name](Tables(folder), **params)
    return [dict(zip(answer.columns, row, strict=True)) for row in rows]


def status(folder: Path, **params: Any) -> object:
    (row,) = answered(folder, "agreement_status", agreement_id=BULGARIA, **params)
    return row["status"]


def test_a_revocation_revokes_from_the_day_on_which_it_was_known(small: Path) -> None:
    """It happened on 1 July 2020; the first report of it is of 21 December 2021."""
    assert status(small, as_of="2020-07-01") == "in force"
    assert status(small, as_of="2020-07-01", known_by="2020-12-31") == "exit authorised"
    assert status(small, as_of="2020-07-01", known_by="2021-12-21") == "in force"


def test_a_step_is_known_from_its_first_source_and_not_from_one_that_differs(small: Path) -> None:
    claim = f"events,{BULGARIA}-rus-authorised,*,exists,gazette-a-2020-03-10-order,,"
    differs = f"events,{BULGARIA}-rus-authorised,stage,decided,gazette-a-2020-03-10-order,,Not so."
    later = f"events,{BULGARIA}-rus-authorised,stage,authorised,gazette-a-2021-06-01-decree,,"
    rewritten(small, "claims", (claim, f"{differs}\n{later}"))
    assert status(small, as_of="2020-06-30", known_by="2021-05-31") == "in force"
    assert status(small, as_of="2020-06-30", known_by="2021-06-01") == "exit authorised"


@pytest.mark.parametrize(
    ("published_on", "known_on"),
    [("2020-03", "2020-03-31"), ("2020~", "2020-12-31"), ("", "2024-01-15")],
)
def test_a_claim_is_known_on_the_last_day_on_which_its_source_may_have_been_published(
    small: Path, published_on: str, known_on: str
) -> None:
    source = "gazette-a/2020-03-10,{},2024-01-15"
    rewritten(small, "sources", (source.format("2020-03-10"), source.format(published_on)))
    before = {"2020-03-31": "2020-03-30", "2020-12-31": "2020-12-30", "2024-01-15": "2024-01-14"}
    asked = {"as_of": "2020-03-31"}
    assert status(small, **asked, known_by=known_on) == "exit authorised"
    assert status(small, **asked, known_by=before[known_on]) == "in force"


@pytest.mark.parametrize(("table", "key"), [("events", "event_id"), ("orders", "order_id")])
def test_every_cell_of_a_step_or_an_act_can_make_it_known(live: Path, table: str, key: str) -> None:
    view = {"events": "known_steps", "orders": "known_orders"}[table]
    with connect(live) as con:
        known = con.sql(f"select {key}, known_on from {view} order by {key}").fetchall()
        supported = con.execute(
            """
            select record_id, min(coalesce(published_on_latest, read_on))
            from claim_standings inner join sources using (source_id)
            where table_name = ? and standing = 'supports' group by all order by all
            """,
            [table],
        ).fetchall()
        (columns,) = con.sql(
            f"select list(column_name) from schema_columns where table_name = '{table}'"
        ).fetchall()[0]
        sql = con.sql(f"select sql from duckdb_views() where view_name = '{view}'").fetchall()[0][0]
    assert known == supported
    assert len(known) > 100
    assert not [column for column in columns if f"'{column}'" not in sql]


def poland(folder: Path, **params: Any) -> dict[str, Any]:
    (row,) = answered(folder, "exits_by_level", partner_id="POL", **params)[:1]
    return row


def test_a_zero_holds_up_to_the_end_of_a_complete_window_and_no_further(small: Path) -> None:
    for as_of, decided in (("2021-12-31", 0), ("2022-01-01", None), (None, None)):
        row = poland(small, as_of=as_of)
        assert (row["authorised"], row["decided"]) == (1, decided)
        assert (row["note"] is None) is (decided == 0)


def test_without_as_of_a_zero_holds_where_the_record_is_complete_to_its_end(small: Path) -> None:
    partial = "rus-exit-steps-nato-2022,exit-steps,RUS,nato,military,2022-01-01,2023-12-31,{}"
    rewritten(small, "coverage", (partial.format("partial"), partial.format("complete")))
    assert poland(small)["decided"] == 0
    # a step beyond every window: the record goes on, and nobody has searched there
    step = f"{POLAND}-rus-said,{POLAND},,RUS,terminate,announced,2024-02,reported,,\n"
    with (small / "tables" / "events.csv").open("a", encoding="utf-8") as file:
        file.write(step)
    assert poland(small)["decided"] is None


@pytest.mark.parametrize(
    ("ends", "begins", "decided"),
    [("2020-06-30", "2020-07-01", 0), ("2020-06-30", "2020-07-02", None)],
)
def test_windows_that_adjoin_make_one(
    small: Path, ends: str, begins: str, decided: int | None
) -> None:
    """One of NATO and one of NATO or the EU: both speak of Poland."""
    first = WINDOW.replace("2021-12-31", ends)
    second = WINDOW.replace("nato-2020", "both-2020").replace(",nato,", ",nato-or-eu,")
    second = second.replace("2020-01-01", begins)
    rewritten(small, "coverage", (WINDOW, f"{first},complete,2024-01-15,\n{second}"))
    assert poland(small, as_of="2021-06-30")["decided"] == decided
    rows = answered(small, "exits_by_year", partner_group="nato", agreement_scope="military")
    quarter = next(row for row in rows if row["exit_year"] == 2021)
    assert quarter["is_complete"] is True


def test_a_window_bears_a_zero_from_the_day_on_which_it_was_searched(small: Path) -> None:
    assert poland(small, as_of="2021-06-30", known_by="2024-01-15")["decided"] == 0
    assert poland(small, as_of="2021-06-30", known_by="2024-01-14")["decided"] is None


#: Questions that say so, and only of what is effective.
SAY_ENDED = {
    *("agreement_status", "agreement_year", "dyad_year", "fates_by_signing_cohort"),
    *("partner_year", "survival_of_agreements"),
}


def test_nothing_below_effective_is_called_terminated_or_ended() -> None:
    said = {
        name
        for name, question in questions().items()
        for text in (
            *(name, question.title, str(question.chart)),
            *(part for c in question.returns for part in (c.name, c.meaning)),
        )
        if re.search(r"\b(terminated|ended|abrogated|denounced)\b", text.replace("_", " "))
    }
    assert said == SAY_ENDED


def test_an_agreement_has_ended_where_an_exit_is_effective_and_only_there(small: Path) -> None:
    rows = answered(small, "agreement_status")
    assert {row["status"] == "ended" for row in rows} == {True, False}
    assert all((row["status"] == "ended") is (row["stage"] == "effective") for row in rows)


def test_a_number_made_of_imprecise_dates_has_bounds() -> None:
    """Days and years between two steps: the least and the most, or whichever is asked for."""
    spans = {
        (name, column.name)
        for name, question in questions().items()
        if all(parameter.name != "duration_bound" for parameter in question.params)
        for column in question.returns
        if column.type in {"INTEGER", "BIGINT", "DOUBLE"}
        and re.search(r"(^|_)(days|years|months|age)(_|$)", column.name)
    }
    stems = {(name, re.sub(r"_(min|max)$", "", column)) for name, column in spans}
    assert {(name, f"{stem}_{end}") for name, stem in stems for end in ("min", "max")} == spans
    assert ("stage_intervals", "effect_days") in stems


STATUS_AND_COUNTS = {
    *("terminations_by_nato_accession_year", "terminations_in_total", "agreement_status"),
    *(f"exits_by_{by}" for by in ("eu_accession_year", "issuer", "level", "partner", "subject")),
    *("exits_by_year", "nato_waves_covered", "orders_overview", "facts_by_support"),
    "share_of_agreements_with_an_exit",
}


@pytest.mark.parametrize("name", sorted(STATUS_AND_COUNTS))
def test_status_and_counts_can_be_asked_as_known_by_a_day(small: Path, name: str) -> None:
    with connect(small) as con:
        now = ask(name, con).fetchall()
        then = ask(name, con, known_by="2019-12-31").fetchall()
    assert then != now
