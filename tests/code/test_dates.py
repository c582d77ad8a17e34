"""Imprecise dates: what the calendar allows, and their bounds in SQL."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pactexit import edtf
from pactexit.derivations import views
from plain_tables import bounds

VIEW = views()["date_bounds"].sql

dates = st.dates(date(1000, 1, 1), date(9998, 12, 31))
parts = st.builds(lambda day, length: day.isoformat()[:length], dates, st.sampled_from([4, 7, 10]))
ranges = st.lists(parts, min_size=2, max_size=2).map(
    lambda pair: "[{}..{}]".format(*sorted(pair, key=lambda part: (part + "-01-01")[:10]))
)
forms = st.one_of(parts, parts.map("{}~".format), ranges)


@pytest.mark.parametrize(
    "text",
    [
        "1996-06-14",
        "1995-02",
        "2001",
        "2001~",
        "1995-02~",
        "1996-06-14~",
        "2000-02-29",
        "[2007-12-12..2007-12-13]",
        "[1992..1993-02]",
        "[1993..1993]",
        "[1993-01..1993]",
        "0001-01-01",
    ],
)
def test_forms_used_here_are_valid(text: str) -> None:
    assert edtf.is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1995-06-31",
        "1900-02-29",
        "2001-13",
        "2001-00",
        "2001-1",
        "2001-01-00",
        "0000",
        "95",
        "20011",
        "2001?",
        "2001~~",
        "~2001",
        "200X",
        "2001-21-01",
        "2001/2002",
        "2001..2002",
        "[2001]",
        "[2001..]",
        "[..2001]",
        "[2002..2001]",
        "[2001-02..2001-01-31]",
        "[2001~..2002]",
        "[2001..2002]~",
        "[2001,2002]",
        " 2001",
        "2001\n",
        "２００１",
        "2001-01-01T00:00:00",
    ],
)
def test_other_texts_are_not_valid(text: str) -> None:
    assert not edtf.is_valid(text)


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
@example(1900, 2, 29)
@example(2000, 2, 29)
@example(0, 1, 1)
def test_a_day_is_valid_exactly_when_the_calendar_has_it(year: int, month: int, day: int) -> None:
    try:
        date(year, month, day)
    except ValueError:
        exists = False
    else:
        exists = True
    assert edtf.is_valid(f"{year:04}-{month:02}-{day:02}") is exists


@given(forms)
def test_every_generated_form_is_valid(text: str) -> None:
    assert edtf.is_valid(text)


@given(parts, parts)
def test_a_range_is_valid_exactly_when_it_does_not_run_backwards(first: str, last: str) -> None:
    begins = [bounds(part) for part in (first, last)]
    assert begins[0] is not None
    assert begins[1] is not None
    assert edtf.is_valid(f"[{first}..{last}]") is (begins[0][0] <= begins[1][0])


@given(st.lists(forms, min_size=20, max_size=60, unique=True))
@example(["2000-02", "1900-02", "2000-12", "2000", "9998-12~", "[1993-01..1993]"])
def test_the_view_gives_the_bounds_that_the_calendar_gives(texts: list[str]) -> None:
    with duckdb.connect() as con:
        con.execute("create table dates as select unnest($texts) as edtf", {"texts": texts})
        found = {text: (first, last) for text, first, last in con.sql(VIEW).fetchall()}
    assert found == {text: bounds(text) for text in texts}


@given(forms)
def test_the_plain_bounds_contain_each_other_in_order(text: str) -> None:
    found = bounds(text)
    assert found is not None
    first, last = found
    assert first <= last
    if len(text) == len("1996-06-14"):
        assert first == last == date.fromisoformat(text)
    if len(text) == len("1995-02"):
        assert (last + timedelta(days=1)).day == 1
