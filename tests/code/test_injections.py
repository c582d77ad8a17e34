"""Whatever is written, as a SELECT or as a parameter: nothing changes, is read or breaks."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from injections import ANSWERED, EITHER, REFUSED, VALUES

from conftest import copy_small
from pactexit.asking import ask, questions
from pactexit.cli import main
from pactexit.cli.output import FORMATS, rendered
from pactexit.database import connect
from pactexit.problem import PactExitError
from pactexit.sandbox import closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

CANARY = "it-was-read-7f3a"
PARAMETERS = [
    (name, parameter) for name, asked in questions().items() for parameter in asked.params
]


class House:
    """A dataset, a connection to it, and a file and a variable that nobody may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.secret = folder / "secret.csv"
        self.secret.write_text(f"a\n{CANARY}\n", encoding="utf-8")
        self.con = closed.connect(folder)
        self.open = connect(folder)
        self.tables = [
            name
            for (name,) in self.con.execute(
                "select table_name from information_schema.tables order by all"
            ).fetchall()
        ]
        self.before = self.state()

    def filled(self, text: str) -> str:
        return text.format(secret=self.secret, folder=self.folder) if "{" in text else text

    def state(self) -> list[object]:
        """Everything that could change: rows, macros, settings and files."""
        return [
            *(self._rows(con, name) for con in (self.con, self.open) for name in self.tables),
            self.con.execute("select count(*) from duckdb_functions()").fetchall(),
            self.con.execute("select name, value from duckdb_settings() order by 1").fetchall(),
            sorted((path, path.stat().st_size) for path in self.folder.rglob("*")),
        ]

    def _rows(self, con: DuckDBPyConnection, table: str) -> object:
        return con.execute(f'select count(*), bit_xor(hash(t)) from "{table}" as t').fetchall()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PACTEXIT_SECRET", CANARY)
        yield House(copy_small(tmp_path_factory.mktemp("house") / "small"))


def test_there_are_at_least_three_hundred() -> None:
    refused = {text for family in REFUSED.values() for text in family}
    assert len(refused | {text for text, _ in ANSWERED} | set(EITHER) | set(VALUES)) >= 300


def refusal(house: House, text: str) -> str:
    """Why a SELECT is refused; `canary` is a name that Python has and DuckDB must not find."""
    canary = house.open.sql("select 1 as one")
    try:
        closed.select(house.con, house.filled(text))
    except PactExitError as refused:
        return str(refused)
    return pytest.fail(f"{text[:200]} is answered, beside {canary.columns}")


@pytest.mark.parametrize("family", REFUSED)
def test_a_select_that_is_none_is_refused_in_one_line(house: House, family: str) -> None:
    for text in REFUSED[family]:
        line = refusal(house, text)
        assert re.fullmatch(r"[^\n]{10,}", line), text[:200]
        assert "Traceback" not in line or "Traceback" in text
        assert CANARY not in line
    assert house.state() == house.before


@pytest.mark.parametrize(("text", "rows"), ANSWERED)
def test_a_harmless_select_is_answered(
    house: House, text: str, rows: list[tuple[object, ...]]
) -> None:
    expected = [tuple(house.filled(v) if isinstance(v, str) else v for v in row) for row in rows]
    assert closed.select(house.con, house.filled(text))[2] == expected
    assert house.state() == house.before


@pytest.mark.parametrize("text", EITHER)
def test_an_answer_of_any_kind_can_be_printed_and_holds_no_secret(house: House, text: str) -> None:
    try:
        columns, _, rows = closed.select(house.con, house.filled(text))
        said = [rendered(columns, rows, form) for form in FORMATS]
    except PactExitError as refused:
        said = [str(refused)]
    assert all(said)
    assert CANARY not in str(said)
    assert house.state() == house.before


@pytest.mark.parametrize(
    ("name", "parameter"), PARAMETERS, ids=[f"{n} {p.name}" for n, p in PARAMETERS]
)
def test_a_value_of_a_parameter_is_only_a_value(house: House, name: str, parameter: Any) -> None:
    place = PARAMETERS.index((name, parameter))
    for step in range(4):
        value = house.filled(VALUES[(4 * place + step) % len(VALUES)])
        literal = "'" + value.replace("'", "''") + "'"
        as_macro = f"select * from {name}({parameter.name} := {literal})"
        for asks in (True, False):
            rows, said = [], ""
            try:
                if asks:
                    rows = ask(name, house.open, **{parameter.name: value}).fetchall()
                else:
                    _, _, rows = closed.select(house.con, as_macro)
            except PactExitError as refused:
                said = str(refused)
            assert "\n" not in said
            assert CANARY not in f"{rows} {said}"
            # what is not on record selects nothing, and what is no value of the type is refused
            if parameter.one_of is not None or parameter.type != "VARCHAR":
                assert not rows or parameter.type == "BOOLEAN"
    assert house.state() == house.before


@pytest.mark.parametrize("value", VALUES)
def test_the_command_takes_a_value_as_a_value(
    house: House, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["query", "agreement_status", f"--partner-id={house.filled(value)}"]
    monkeypatch.setattr(sys, "argv", ["pactexit", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    output, errors = capsys.readouterr()
    assert ended.value.code == 2
    assert output == ""
    assert errors.startswith("pactexit: ")
    assert errors.count("\n") == 1
    assert len(errors) < 2500
    assert CANARY not in errors
