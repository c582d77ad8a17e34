"""The database: typed tables, views, and one line where a table cannot be opened."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from pactexit import dataset as datasets
from pactexit.database import connect
from pactexit.derivations import views
from pactexit.problem import DescriptorError, PactExitError
from plain_tables import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection

Rows = list[tuple[Any, ...]]


@pytest.fixture
def con(small: Path) -> Iterator[DuckDBPyConnection]:
    with connect(small) as connection:
        yield connection


def rows(con: DuckDBPyConnection, sql: str) -> Rows:
    return con.execute(sql).fetchall()


def types(con: DuckDBPyConnection, table: str) -> dict[str, str]:
    found = rows(con, f"select column_name, column_type from (describe {table})")
    return dict(found)


def test_columns_have_the_types_of_the_schema(con: DuckDBPyConnection) -> None:
    countries, agreements, orders = (types(con, t) for t in ("countries", "agreements", "orders"))
    assert countries["nato_acceded_on"] == "DATE"
    assert countries["borders_russia"] == "BOOLEAN"
    assert countries["cow_code"] == "BIGINT"
    assert countries["iso_numeric"] == "VARCHAR"
    assert agreements["has_entered_into_force"] == "BOOLEAN"
    assert orders["instruments_named"] == "BIGINT"
    assert agreements["signed_on"] == "VARCHAR"


def test_every_imprecise_date_has_two_bounds_and_nothing_else_has(
    con: DuckDBPyConnection, small: Path
) -> None:
    for table in datasets.read(small).tables.values():
        found = types(con, table.name)
        added = {
            f"{field.name}_{side}": "DATE"
            for field in table.fields
            if field.is_edtf
            for side in ("earliest", "latest")
        }
        assert found.keys() - set(table.columns) == added.keys()
        assert added.items() <= found.items()


def test_a_table_holds_the_rows_and_the_bounds_of_its_file(
    con: DuckDBPyConnection, small: Path
) -> None:
    for name in datasets.read(small).tables:
        assert rows(con, f"select count(*) from {name}") == [(len(getattr(Tables(small), name)),)]
    assert rows(
        con,
        "select signed_on, signed_on_earliest, signed_on_latest from agreements "
        "where signed_on is null or signed_on similar to '.*[~\\]]' order by 1 nulls last",
    ) == [
        ("2001~", date(2001, 1, 1), date(2001, 12, 31)),
        ("[1992-12-30..1993-01-02]", date(1992, 12, 30), date(1993, 1, 2)),
        (None, None, None),
    ]


def test_every_table_and_view_is_there(con: DuckDBPyConnection, small: Path) -> None:
    present = {name for (name,) in rows(con, "select table_name from information_schema.tables")}
    assert {*datasets.read(small).tables, *views()} <= present
    assert {"cells", "records", "schema_columns", "schema_values"} <= present


def test_a_step_has_its_track_its_rank_and_the_day_of_its_cancellation(
    con: DuckDBPyConnection,
) -> None:
    found = rows(
        con,
        "select event_id, track, stage_rank, cancelled_on from steps where agreement_id in "
        "('bgr-2001-logistics', 'jpn-1996-naval-visits', 'jpn-2008-visits-protocol') order by 1",
    )
    assert found == [
        ("bgr-2001-logistics-rus-authorised", "exit", 3, date(2020, 7, 1)),
        ("bgr-2001-logistics-rus-limited", "limitation", 6, None),
        ("bgr-2001-logistics-rus-notified", "exit", 5, date(2020, 7, 1)),
        ("bgr-2001-logistics-rus-revoked", "exit", None, None),
        ("jpn-1996-naval-visits-jpn-resumed", "suspension", None, None),
        ("jpn-1996-naval-visits-jpn-suspended", "suspension", 6, date(2016, 10, 1)),
        ("jpn-1996-naval-visits-rus-resumed", "suspension", None, None),
        ("jpn-1996-naval-visits-rus-suspended", "suspension", 6, date(2016, 9, 1)),
        ("jpn-2008-visits-protocol-rus-announced", "exit", 1, None),
        ("jpn-2008-visits-protocol-rus-effective", "exit", 6, None),
    ]


def test_steps_keep_every_event_and_exit_steps_only_acts_of_will(con: DuckDBPyConnection) -> None:
    assert rows(con, "select count(*), count(distinct event_id) from steps") == [(27, 27)]
    left_out = rows(
        con, "select event_id from steps anti join exit_steps using (event_id) order by 1"
    )
    assert [event_id for (event_id,) in left_out] == [
        "bgr-2001-logistics-rus-limited",
        "gbr-1998-information-protection-rus-announced",
        "jpn-1996-naval-visits-jpn-resumed",
        "jpn-1996-naval-visits-jpn-suspended",
        "jpn-1996-naval-visits-rus-resumed",
        "jpn-1996-naval-visits-rus-suspended",
        "jpn-2008-visits-protocol-rus-effective",
        "multi-1996-inspections-rus-suspension-decided",
        "multi-1996-inspections-rus-suspension-effective",
    ]


def test_partners_leave_out_russia_the_ussr_disputed_parties_and_context(
    con: DuckDBPyConnection,
) -> None:
    found = rows(
        con,
        "select agreement_id, partner_id, is_bilateral, nato_accession_year, is_in_nato, is_in_eu "
        "from partners order by 1, 2",
    )
    assert found == [
        ("aut-2003-mountain-rescue", "AUT", False, None, False, True),
        ("bgr-2001-logistics", "BGR", True, 2004, True, True),
        ("deu-1989-military-visits", "DEU", True, 1955, True, True),
        ("gbr-1998-information-protection", "GBR", True, 1949, True, False),
        ("gbr-2005-joint-exercises", "GBR", True, 1949, True, False),
        ("jpn-1996-naval-visits", "JPN", True, None, False, False),
        ("jpn-2008-visits-protocol", "JPN", True, None, False, False),
        ("multi-1996-inspections", "BGR", False, 2004, True, True),
        ("multi-1996-inspections", "DEU", False, 1955, True, True),
        ("multi-1996-inspections", "NOR", False, 1949, True, False),
        ("multi-1996-inspections", "POL", False, 1999, True, True),
        ("multi-undated-observation", "GBR", False, 1949, True, False),
        ("multi-undated-observation", "POL", False, 1999, True, True),
        ("nor-1992-incidents-at-sea", "NOR", True, 1949, True, False),
        ("pol-1995-military-cooperation", "POL", True, 1999, True, True),
    ]


def test_only_windows_of_complete_coverage_count_and_those_that_adjoin_make_one(
    con: DuckDBPyConnection,
) -> None:
    found = rows(
        con,
        "select agreement_id, partner_id, actor_id, from_on, to_on from exit_coverage "
        "where agreement_id in "
        "('aut-2003-mountain-rescue', 'jpn-1996-naval-visits', 'pol-1995-military-cooperation') "
        "order by 1, 2, 3, 4",
    )
    pol = ("pol-1995-military-cooperation", "POL")
    assert found == [
        ("aut-2003-mountain-rescue", "AUT", "RUS", date(2022, 1, 1), date(2022, 12, 31)),
        ("jpn-1996-naval-visits", "JPN", "RUS", date(2018, 1, 1), date(2018, 12, 31)),
        ("jpn-1996-naval-visits", "JPN", "RUS", date(2019, 7, 1), date(2019, 12, 31)),
        (*pol, "GBR", date(2021, 1, 1), date(2022, 12, 31)),
        (*pol, "RUS", date(2018, 1, 1), date(2018, 12, 31)),
        # of all states up to the end of 2019, of NATO from then on
        (*pol, "RUS", date(2019, 7, 1), date(2021, 12, 31)),
    ]


def test_each_claim_has_one_standing(con: DuckDBPyConnection) -> None:
    found = rows(
        con,
        "select record_id, claimed_value, endorsed_value, standing from claim_standings "
        "where field <> '*' order by standing, record_id, claimed_value",
    )
    pol, effective = "pol-1995-military-cooperation", "deu-1989-military-visits-rus-effective"
    span = "[1992-12-30..1993-01-02]"
    assert found == [
        ("bgr-2001-logistics", "2001", "2001~", "compatible"),
        (effective, "2021-12", "2021-12-20", "compatible"),
        ("nor-1992-incidents-at-sea", "[1992..1993]", span, "compatible"),
        (pol, "1995", "1995-03", "compatible"),
        ("deu-1989-military-visits/RUS", "party", "successor", "differs"),
        (pol, "1995-03-14", "1995-03", "differs"),
        (pol, "[1995-03-10..1996]", "1995-03", "differs"),
        (pol, "[1995..1995-03-10]", "1995-03", "differs"),
        ("rus-government-2020-03-10", "3", "2", "differs"),
        ("rus-president-2021-06-01", "201", "210", "differs"),
        ("NOR", "true", "true", "supports"),
        (effective, "2021-12-20", "2021-12-20", "supports"),
        ("deu-1989-military-visits/RUS", "successor", "successor", "supports"),
        ("multi-1996-inspections/GBR", "disputed", "disputed", "supports"),
        ("nor-1992-incidents-at-sea", span, span, "supports"),
        (pol, "1995-03", "1995-03", "supports"),
        ("rus-government-2020-03-10", "2", "2", "supports"),
        ("rus-president-2021-06-01", "210", "210", "supports"),
        ("jpn-2008-visits-protocol", "interministerial", None, "unendorsed"),
        ("multi-undated-observation", "1998", None, "unendorsed"),
    ]
    whole = rows(con, "select distinct standing from claim_standings where field = '*'")
    assert whole == [("supports",)]


CANNOT_BE_OPENED = r"\A[^\n]+: the tables cannot be opened: [^\n]+ `pactexit validate [^\n]+\Z"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: None, id="missing"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"one,two\n1,2\n", id="another table"),
        pytest.param(lambda whole: whole.partition(b"\n")[2], id="no header"),
        pytest.param(lambda whole: whole + b"short,row\n", id="short row"),
        pytest.param(lambda whole: whole + b"\xff\xfe\n", id="no text"),
    ],
)
def test_a_missing_or_broken_table_is_one_line_that_names_the_remedy(
    small: Path, damage: Callable[[bytes], bytes | None]
) -> None:
    events = small / "tables" / "events.csv"
    damaged = damage(events.read_bytes())
    events.unlink()
    if damaged is not None:
        events.write_bytes(damaged)
    with pytest.raises(PactExitError, match=CANNOT_BE_OPENED):
        connect(small)


def test_columns_may_stand_in_another_order(con: DuckDBPyConnection, small: Path) -> None:
    events = small / "tables" / "events.csv"
    with events.open(encoding="utf-8", newline="") as file:
        lines = [line[::-1] for line in csv.reader(file)]
    with events.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    with connect(small) as turned:
        assert rows(turned, "from events") == rows(con, "from events")


def test_a_cell_of_the_wrong_type_is_refused_in_one_line(small: Path) -> None:
    agreements = small / "tables" / "agreements.csv"
    text = agreements.read_text(encoding="utf-8")
    agreements.write_text(text.replace(",true,", ",perhaps,", 1), encoding="utf-8")
    with pytest.raises(PactExitError, match=CANNOT_BE_OPENED):
        connect(small)


def test_a_missing_descriptor_is_told_apart_from_a_broken_table(tmp_path: Path) -> None:
    with pytest.raises(DescriptorError, match=r"\A[^\n]*there is no such descriptor[^\n]*\Z"):
        connect(tmp_path)
