"""Files as text, judged alone: quotes, encodings and letters that true files have, and others."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactexit import dataset
from pactexit.dataset import Table
from pactexit.problem import Problem
from pactexit.rules import letters, within_row
from pactexit.validation import hygiene, look, rows

#: A table with the columns `id,name,day,note`.
HEADER = "id,name,day,note"


@pytest.fixture
def table(tmp_path: Path) -> Table:
    found = next(iter(dataset.read().tables.values()))
    fields = tuple(replace(found.fields[0], name=name) for name in HEADER.split(","))
    path = tmp_path / "table.csv"
    return replace(found, path=path, fields=fields, primary_key=("id",), dialect={})


def judge(table: Table, content: str | bytes, **dialect: Any) -> list[Problem]:
    table.path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(hygiene.check(replace(table, dialect=dialect), "error"))


def rules(problems: list[Problem]) -> list[tuple[str, int | None]]:
    return [(problem.rule, problem.line) for problem in problems]


@pytest.mark.parametrize(
    "rows",
    [
        "a,Anna,1,\n",
        'a,"Anna, Bert",1,\n',
        'a,"Anna ""the first""",1,""\n',
        '"a","""",1,""\n',
        'a,Anna,1,"a note\nof two, or, three, lines\n"\nb,Bert,2,\n',
        'a,Anna,1,"first"\nb,"Bert\n""the second""",2,"last"',
        'a,Anna,1,"first\r\nsecond"\n',
        "",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_quotes_in_their_places_are_no_problem(rows: str, end: str, table: Table) -> None:
    assert judge(table, (HEADER + "\n" + rows).replace("\r\n", "\n").replace("\n", end)) == []


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ('a,"Anna,1,\nb,Bert,2,\n', [("unclosed_quote", 2)]),
        ('a,"Anna,1,\nb,"Bert,2,\nc,Cleo,3,\n', [("unclosed_quote", 2), ("unclosed_quote", 3)]),
        ('a,"Anna,1,\nb,Bert",2,\nc,C"leo,3,\n', [("swallowed_rows", 2), ("stray_quote", 4)]),
        ('a,"Anna,1,\nb,Bert,2,\nc,"Cleo, D",3,\n', [("unclosed_quote", 2)]),
        ('a,"Anna "B" C",1,\nb,Bert,2,\n', [("text_after_quote", 2)]),
        ('a,Anna,1,"two\nlines" more\nb,Bert,2,\n', [("text_after_quote", 3)]),
        ('a, "Anna",1,\n', [("stray_quote", 2)]),
    ],
)
def test_each_line_with_a_quote_out_of_place_is_found(
    rows: str, wanted: list[tuple[str, int]], table: Table
) -> None:
    assert rules(judge(table, f"{HEADER}\n{rows}")) == wanted


def test_swallowed_rows_are_named_by_their_keys(table: Table) -> None:
    rows = [f"k{number},Anna,1," for number in range(12)]
    rows[2], rows[10] = 'k2,"Anna,1,', 'k10,Anna",1,'
    (problem,) = judge(table, "\n".join([HEADER, *rows]))
    assert (problem.rule, problem.line, problem.column) == ("swallowed_rows", 4, "name")
    assert problem.key == "k2"
    assert problem.message.endswith("runs to line 12 and swallows k3, k4, k5, k6, k7, 3 more")


def test_the_dialect_says_what_a_quote_and_a_delimiter_are(table: Table) -> None:
    semicolons = HEADER.replace(",", ";") + "\na;'Anna; Bert';1;5\"\n"
    assert judge(table, semicolons, delimiter=";", quoteChar="'") == []
    assert rules(judge(table, semicolons)) == [("delimiter", 1)]
    assert judge(table, f'{HEADER}\na, "Anna",1,\n', skipInitialSpace=True) == []
    assert judge(table, f'{HEADER}\na,"An\\"na",1,\n', escapeChar="\\") == []


def test_line_breaks_inside_cells_are_no_line_ends(table: Table) -> None:
    content = f'{HEADER}\r\na,Anna,1,"two\nlines"\r\nb,Bert,2,\r\n'
    assert judge(table, content) == []
    (problem,) = judge(table, content + "c,Cleo,3,\nd,Dora,4,\n")
    assert (problem.rule, problem.line) == ("line_ends", 5)
    assert "CRLF, but 2 in LF" in problem.message


@pytest.mark.parametrize(
    ("encoding", "word", "name"),
    [
        ("cp1251", "Соглашение", "cp1251"),
        ("koi8-r", "Соглашение", "KOI8-R"),
        ("cp866", "Соглашение", "cp866"),
        ("cp1252", "Orléans", "cp1252"),
        ("cp1252", "Straße", "cp1252"),
        ("cp1250", "Łódź", "cp1250"),
        ("utf-16", "Соглашение", "UTF-16"),
        ("utf-16-le", "Соглашение", "UTF-16LE"),
        ("utf-16-be", "Orléans", "UTF-16BE"),
    ],
)
def test_the_encoding_of_a_file_is_guessed(
    encoding: str, word: str, name: str, table: Table
) -> None:
    content = f"{HEADER}\n" + f"a,{word} x,1,\n" * 5
    (problem,) = judge(table, content.encode(encoding))
    assert problem.rule == "encoding"
    assert name in problem.fix
    if not encoding.startswith("utf"):
        assert problem.line == 2
        assert f'"{word}"' in problem.fix
        assert "nor are 4 more lines" in problem.message
        assert judge(replace(table, encoding=encoding), content.encode(encoding)) == []


def test_a_letter_on_the_border_of_two_blocks_is_read(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "_CHUNK", 3)
    assert judge(table, codecs.BOM_UTF8 + f"{HEADER}\na,Жжж,1,\n".encode()) == []
    assert rules(judge(table, f"{HEADER}\na,Ж".encode()[:-1])) == [("encoding", 2)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "3810-р",
            "430-р",
            "38-ФЗ",
            "2072-р",
            "СНВ-III",
            "№ 3810-Р»",
            "С\xa0Польшей",
            "В\xa0Москве",
        ),
        *(
            "ПРОВІДІ",
            "Її",
            "«Всё»",
            "Ђурђевдан",
            "Београд",
            "l’été «à la carte»",
            "São Paulo",
            "ÅÄÖ",
        ),
        *(
            "5 μm",
            "kΩ",
            "α-particle",
            "https://кремль.рф/a",
            "https://ru.wikipedia.org/wiki/СНВ_III",
        ),
        *(
            "Łódź",
            "Þórður",
            "créée",
            "naïveté…",
            "Why???",
            "a б c",
            "日本国",
            "Ελλάδα",
            "Ñandú",
            "ESPAÑA",
        ),
    ],
)
def test_true_text_is_neither_mixed_nor_misread(text: str) -> None:
    frame = pl.DataFrame({"x": [text]})
    found = frame.select(
        mixed=letters.is_mixed(pl.col("x")), misread=letters.is_mojibake(pl.col("x"))
    )
    assert found.row(0) == (False, False)


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕ", min_size=3, max_size=12))
def test_cyrillic_read_as_windows_text_is_found_and_mended(word: str) -> None:
    for codec in ("cp1251", "cp1252", "latin-1"):
        wrong = "".join(
            bytes([byte]).decode(codec, "replace").replace("\ufffd", chr(byte))
            for byte in word.encode()
        )
        found = pl.DataFrame({"x": [wrong]}).select(letters.is_mojibake(pl.col("x"))).item()
        assert found, wrong
        if codec != "latin-1":
            assert f'"{word}"' in letters.mended(wrong)


CELL = st.text(alphabet='aé"Ж, 7\n', max_size=6)


@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=6))
def test_whatever_a_program_writes_has_its_quotes_in_place(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    found = next(iter(dataset.read().tables.values()))
    table = replace(found, path=tmp_path_factory.mktemp("hygiene") / "table.csv", dialect={})
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("id", "name", "day", "note"), *rows])
    # a cell of several lines that look like rows is what stray quotes make
    problems = [p for p in judge(table, text.getvalue()) if p.rule != "swallowed_rows"]
    assert problems == []


A_TABLE = next(iter(dataset.read().tables.values()))
#: Letters, spaces and signs that rules look at, and some that none does.
ALPHABET = "aAoyk cсоуаЯйеёЁРС.,-=+@<b>&;?0\u00a0\u200b\u0301ÐÑé–“µΩ№\t"


@settings(max_examples=1_000)
@given(st.text(ALPHABET, max_size=12))
def test_what_hygiene_passes_over_breaks_none_of_its_rules(text: str) -> None:
    for kind, pattern in rows.WORTH_A_LOOK.items():
        cell = pl.Series("cell", [text])
        if cell.str.contains(pattern).item():
            continue
        for rule in within_row.RULES:
            if rule.everywhere and rule.on(A_TABLE, replace(A_TABLE.fields[0], type=kind)):
                holds = pl.DataFrame(cell).select(rule.holds(pl.col("cell"))).item()
                assert holds in {True, None}, (rule.name, text)
