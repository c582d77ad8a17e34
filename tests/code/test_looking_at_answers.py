"""An answer looked at, counted, iterated and read again; a table is an answer too."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from pactexit import dataset as datasets
from pactexit.asking import ask, questions, table
from pactexit.database import connect
from pactexit.problem import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection

FLAGSHIP = "terminations_by_nato_accession_year"
SHOWN = 20


@pytest.fixture
def con(small: Path) -> Iterator[DuckDBPyConnection]:
    with connect(small) as connection:
        yield connection


class Page(HTMLParser):
    """The tags that are open, the tags that were, and the texts of cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.cells: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        if tag != "br":
            self.open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self.open:
            self.cells[-1] += data


@pytest.mark.parametrize("name", questions())
def test_length_rows_and_dictionaries_are_one_answer(con: DuckDBPyConnection, name: str) -> None:
    answer = ask(name, con)
    rows = answer.fetchall()
    assert len(answer) == len(rows)
    assert list(answer) == [dict(zip(answer.columns, row, strict=True)) for row in rows]
    assert answer.df().shape == answer.to_arrow_table().shape == answer.pl().shape


def test_every_reading_gives_the_same_rows(con: DuckDBPyConnection) -> None:
    answer = ask("agreement_status", con)
    first, looked = answer.fetchall(), repr(answer)
    assert first
    con.execute("delete from agreements")
    assert not ask("agreement_status", con).fetchall()
    assert answer.fetchall() == answer.pl().rows() == first
    assert (len(answer), repr(answer)) == (len(first), looked)
    answer.fetchall().clear()
    assert answer.fetchall() == first


def test_an_answer_is_shown_with_title_rows_and_source(con: DuckDBPyConnection) -> None:
    order = "rus-government-2020-03-10"
    shown = repr(ask(FLAGSHIP, con, order_id=order, as_of="2021-01-31"))
    title, blank, header, rule, *rows, last_blank, counted, source = shown.splitlines()
    assert title == questions()[FLAGSHIP].title
    assert blank == last_blank == ""
    assert header.split() == [column.name for column in questions()[FLAGSHIP].returns]
    assert set(rule) == {"-", " "}
    assert counted == f"{len(rows)} row{'' if len(rows) == 1 else 's'}."
    version = datasets.read().version
    assert source == (
        f"Pact Exit {version}, data as of 2021-01-31, CC-BY-4.0. Asked with order id {order}."
    )


def test_a_long_or_wide_answer_is_cut_and_says_so(con: DuckDBPyConnection) -> None:
    claims = table("claims", con)
    assert len(claims) > SHOWN
    lines = repr(claims).splitlines()
    assert len(lines) == SHOWN + len(["title", "", "header", "rule", "", "counted", "source"])
    assert f"{len(claims):,} rows, of which the first {SHOWN} are shown." in lines[-2]
    assert max(map(len, lines[:-2])) <= 120
    left_out = lines[-2].partition("Further columns: ")[2].rstrip(".").split(", ")
    assert lines[2].split() + left_out == claims.columns
    page = Page(claims._repr_html_())
    assert page.seen.count("tr") == SHOWN + 1
    assert page.seen.count("td") == SHOWN * len(claims.columns)
    assert f"{len(claims):,} rows, of which the first {SHOWN} are shown." in claims._repr_html_()


def test_a_notebook_shows_every_cell_escaped(con: DuckDBPyConnection) -> None:
    hostile = '<script>alert(1)</script> & "quotes" \x1b[31m\n<td>'
    con.execute("update agreements set title_en = $title, note = null", {"title": hostile})
    answer = ask("agreement_status", con)
    html = answer._repr_html_()
    page = Page(html)
    assert page.open == []
    assert set(page.seen) <= {
        *("div", "p", "b", "small", "br", "i"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    shown = hostile.replace("\x1b", "\\x1b").replace("\n", "\\n")
    assert page.cells[answer.columns.index("title_en")] == shown
    assert "<i>NULL</i>" in html
    assert questions()["agreement_status"].title in html
    assert "data as of" in html
    assert "\x1b" not in html + repr(answer)
    assert len(repr(answer).splitlines()) == min(len(answer), SHOWN) + 7


def test_an_empty_answer_can_be_looked_at(con: DuckDBPyConnection) -> None:
    answer = ask("agreement_age_at_exit", con, as_of="1900-01-01")
    assert (len(answer), list(answer)) == (0, [])
    assert "0 rows." in repr(answer)
    assert Page(answer._repr_html_()).seen.count("tr") == 1


def test_every_table_and_view_is_an_answer(con: DuckDBPyConnection) -> None:
    names = [row[0] for row in con.execute("show tables").fetchall()]
    assert {*datasets.read().tables, "steps", "partners", "exit_steps"} <= {*names}
    for name in names:
        answer = table(name, con)
        rows = con.execute(f'select * from "{name}"').fetchall()
        assert sorted(map(repr, answer.fetchall())) == sorted(map(repr, rows))
        assert answer.columns == answer.relation.columns == answer.pl().columns
        assert answer.types == list(map(str, answer.relation.types))
        assert answer.df().shape == answer.to_arrow_table().shape == (len(rows), len(answer.types))


def test_a_table_has_the_meanings_of_the_schema_and_the_order_of_its_key(
    con: DuckDBPyConnection,
) -> None:
    answer = table("agreements", con)
    keys = [row["agreement_id"] for row in answer]
    assert keys == sorted(keys)
    fields = datasets.read().tables["agreements"].fields
    meanings = {column.name: column.meaning for column in answer.question.returns}
    assert {field.name: field.description for field in fields}.items() <= meanings.items()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("agreement", "There is no table 'agreement'. Did you mean agreements?"),
        ("exit_step", "There is no table 'exit_step'. Did you mean exit_steps?"),
        ('agreements" --', "There is no table 'agreements\" --'. Did you mean agreements?"),
        ("qqq", "There is no table 'qqq'."),
    ],
)
def test_an_unknown_table_is_told_with_the_nearest(
    con: DuckDBPyConnection, name: str, message: str
) -> None:
    with pytest.raises(UnknownNameError) as refused:
        table(name, con)
    assert str(refused.value) == message


def test_a_short_closed_vocabulary_is_told_in_full(con: DuckDBPyConnection) -> None:
    with pytest.raises(UnknownNameError) as refused:
        ask("agreement_age_at_exit", con, at_stage="efective")
    assert str(refused.value) == (
        "There is no at_stage 'efective'. Did you mean effective? Known: announced, authorised, "
        "decided, effective, notified, proposed, revoked."
    )
