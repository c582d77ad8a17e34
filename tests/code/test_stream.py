"""Tables read in blocks: the records, places and counts are those of one reading as a whole."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from random import Random

import pytest

import pactexit
from pactexit.dataset import LINE, ROW
from pactexit.problem import Tally
from pactexit.validation import grammar, stream
from pactexit.validation.grammar import Grammar
from pactexit.validation.stream import Stream

HEADER = "a,b,c"
PIECES = [
    *("x", "y z", "1", "é", "Ж", "\0", "\ufeff", ",", ",", ",", ",", '"', '""', ',"', '",'),
    *('"x"', '"x,y"', '"x\ny"', '"x\r\ny"', '"x\ry"', '"a ""b"""', "\n", "\n", "\r\n", "\r"),
    *("x,y,z\n", "x,y,z\r\n", '"x","y","z"\n', "x,,\n", ",,\n", "\n\n", '"x\n,y\n",b,c\n'),
]

Record = tuple[int, int, list[str]]


def expected(text: str) -> list[Record]:
    """Number, physical line and cells of each record after the header, by Python's csv module."""
    lines = [raw.decode() for raw in text.encode().splitlines(keepends=True)]
    reader = csv.reader(lines)
    found = []
    line = 1
    for number, cells in enumerate(reader):
        found.append((number, line, cells))
        line = reader.line_num + 1
    return found[1:]


def read(table: Stream) -> list[Record]:
    found: list[Record] = []
    for block in table.blocks():
        *_, row, line = block.frame.columns
        assert (row, line) == (ROW, LINE)
        found += [(number, place, cells) for *cells, number, place in block.frame.iter_rows()]
        found += block.odd
    return sorted(found)


@pytest.mark.parametrize("size", [1, 30, 200, 16_000_000])
def test_records_and_their_lines_are_those_of_one_reading(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "BLOCK", size)
    monkeypatch.setattr(stream, "LINES", 5)
    for module in (stream, grammar):
        monkeypatch.setattr(module, "PIECE", 7)
    path = tmp_path / "table.csv"
    odd = 0
    for seed in range(40):
        random = Random(seed)
        # half of them hold whole lines only, as most tables do
        pieces = PIECES if seed % 2 else PIECES[-7:]
        text = HEADER + "\n" + "".join(random.choices(pieces, k=random.randint(0, 40)))
        path.write_bytes(text.encode())
        table = Stream(path, Grammar(HEADER.split(","), ",", '"'))

        found = read(table)

        assert found == expected(text), (seed, text)
        chosen = random.sample(found, min(3, len(found)))
        assert list(table.again([number for number, _, _ in chosen])) == sorted(chosen)
        assert list(table.again([number for number, _, _ in found])) == sorted(found)
        odd += sum(len(cells) != 3 for _, _, cells in found)
    assert odd > 30


def package(folder: Path, rows: list[str]) -> Path:
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]
    schema = {"fields": fields, "primaryKey": ["a"]}
    resource = {"name": "t", "path": "t.csv", "encoding": "utf-8", "schema": schema}
    (folder / "t.csv").write_text("\n".join(["a,b", *rows, ""]), encoding="utf-8")
    path = folder / "datapackage.json"
    path.write_text(json.dumps({"name": "p", "resources": [resource]}), encoding="utf-8")
    return path


def test_of_very_many_problems_the_first_are_told_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tally, "KEPT", 4)
    wrong = [f"x{number}, spaces {number}" for number in range(10)]
    ragged = [f"{number},b,c,d" for number in range(20, 30)]
    twice = ["50,b"] * 10

    report = pactexit.validate(package(tmp_path, [*wrong, *ragged, *twice]))

    assert report.counts == {
        "extra_cell": 20,
        "primary_key": 19,
        "type": 10,
        "white_space": 10,
    }
    for rule in report.counts:
        assert sum(problem.rule == rule for problem in report.problems) == 4
    assert [p.line for p in report.problems if p.rule == "type"] == [2, 3, 4, 5]
    assert report.to_json()["truncated"] is True
    assert "primary_key: 15 more are only counted." in report.to_text(show_all=True)
    assert report.verdict == "p: not valid: 1 table, 30 rows, 49 errors, 10 warnings"


def test_a_few_problems_are_all_told(tmp_path: Path) -> None:
    report = pactexit.validate(package(tmp_path, ["x,b", "y,b"]))

    assert [problem.rule for problem in report.problems].count("type") == 2
    assert report.to_json()["truncated"] is False


def test_the_days_that_need_no_second_look_are_those_of_the_calendar(tmp_path: Path) -> None:
    written = [
        f"{year}-{month:02}-{day:02}"
        for year in (1600, 1700, 1896, 1900, 1999, 2000, 2001, 2004, 2100, 9996)
        for month in range(14)
        for day in range(33)
    ]
    field = {"name": "day", "type": "date", "constraints": {"minimum": "1700-02-28"}}
    resource = {"name": "days", "path": "days.csv", "schema": {"fields": [field]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    (tmp_path / "days.csv").write_text("\n".join(["day", *written]))

    def is_fine(text: str) -> bool:
        try:
            return date.fromisoformat(text) >= date(1700, 2, 28)
        except ValueError:
            return False

    found = {problem.value for problem in pactexit.validate(tmp_path).problems}
    assert found == {text for text in written if not is_fine(text)}
