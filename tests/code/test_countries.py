"""A country goes by its codes, its names, and its numbers in other lists of states."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT
from pactexit import countries
from pactexit.asking import ask, questions
from pactexit.cli import main
from pactexit.database import connect
from pactexit.problem import PactExitError, UnknownNameError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

with (ROOT / "tables" / "countries.csv").open(encoding="utf-8", newline="") as file:
    LIVE = list(csv.DictReader(file))
FORMS = ("country_id", "iso_alpha2", "iso_numeric", "name_en", "name_ru")
# questions with a parameter that is a country
ASKED = [
    (asked.name, parameter.name)
    for asked in questions().values()
    for parameter in asked.params
    if parameter.one_of == "countries.country_id"
]


@pytest.fixture
def con(small: Path) -> DuckDBPyConnection:
    return connect(small)


@pytest.mark.parametrize("row", LIVE, ids=lambda row: row["country_id"])
def test_every_code_and_name_of_the_table_means_its_country_alone(row: dict[str, str]) -> None:
    for form in filter(None, (row[column] for column in FORMS)):
        for text in (form, form.lower(), form.upper(), f" {form} "):
            assert countries.meant(text, LIVE) == [row["country_id"]], text
    for kind in ("cow", "gw"):
        number = row[f"{kind}_code"]
        sharing = [other["country_id"] for other in LIVE if other[f"{kind}_code"] == number]
        if number:
            for text in (f"{kind}:{number}", f"{kind.upper()}: {number}", f"{kind}:0{number}"):
                assert countries.meant(text, LIVE) == sharing
        assert len(sharing) == 1 or not number or sharing == ["RUS", "SUN"]


def test_no_two_countries_share_a_name_in_daily_use() -> None:
    for country, names in countries._ALSO_CALLED.items():
        for name in names:
            assert countries.meant(name, LIVE) == [country]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("the United Kingdom", "GBR"),
        ("Turkiye", "TUR"),
        ("СОЕДИНЁННЫЕ ШТАТЫ", "USA"),
        ("ссср", "SUN"),
        ("united   states", "USA"),
        ("cow:345", "SRB"),
        ("gw:340", "SRB"),
        ("cow:255", "DEU"),
        ("gw:260", "DEU"),
        ("276", "DEU"),
    ],
)
def test_case_accents_and_articles_do_not_matter(text: str, country: str) -> None:
    assert countries.country_id("partner_id", text, LIVE) == country


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Polnad", "Did you mean Poland?"),
        ("PLO", "Did you mean POL?"),
        ("польшаа", "Did you mean Польша?"),
        ("Germania", "Did you mean Romania or Germany?"),
        # the number of another list, or of ISO without its zeros
        ("cow:260", "Did you mean gw:260 (DEU)?"),
        ("gw:345", "Did you mean cow:345 (SRB)?"),
        ("290", "Did you mean cow:290 (POL) or gw:290 (POL)?"),
        ("8", "Did you mean 008 (ALB)?"),
        # states that were, and words that are near none
        ("Yugoslavia", countries.ACCEPTED),
        ("Югославия", countries.ACCEPTED),
        ("QQ", countries.ACCEPTED),
        ("", countries.ACCEPTED),
        ("cow:", countries.ACCEPTED),
        ("cow:99999", countries.ACCEPTED),
        ("'; drop table events; --", countries.ACCEPTED),
    ],
)
def test_what_means_no_country_is_refused_with_the_nearest(text: str, hint: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        countries.country_id("partner_id", text, LIVE)
    assert str(refused.value) == f"There is no partner_id {text!r}. {hint}"


@pytest.mark.parametrize("text", ["cow:365", "gw:365"])
def test_a_number_of_two_states_is_refused(con: DuckDBPyConnection, text: str) -> None:
    with pytest.raises(PactExitError) as refused:
        ask("agreement_status", con, partner_id=text)
    assert str(refused.value) == f"partner_id: '{text}' is RUS and SUN. Write one of the two."


@pytest.mark.parametrize(("name", "parameter"), ASKED)
def test_every_question_on_a_country_takes_every_form(
    con: DuckDBPyConnection, name: str, parameter: str
) -> None:
    wanted = ask(name, con, **{parameter: "DEU"})
    for text in ("de", "276", "germany", "Германия", "cow:255", "gw:260"):
        answer = ask(name, con, **{parameter: text})
        assert answer.params[parameter] == "DEU"
        assert answer.fetchall() == wanted.fetchall()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["pactexit", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    return run


def test_the_command_takes_the_same_words(run: Any) -> None:
    wanted = run("query", "agreement_status", "--partner-id", "POL")
    assert wanted[0] == 0
    assert run("query", "agreement_status", "--partner-id", "Польша") == wanted
    assert run("show", "cow:290") == run("show", "Poland") == run("show", "POL")
    assert run("show", "POL")[1].startswith("countries: POL\n")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["query", "agreement_status", "--partner-id", "Polnad"], "Did you mean Poland?"),
        (["show", "Polnad"], "There is no record 'Polnad'. Did you mean Poland?"),
        (["show", "cow:365"], "'cow:365' is RUS and SUN. Write one of the two."),
        (["show", "qqqq"], "There is no record 'qqqq'."),
    ],
)
def test_the_command_refuses_in_one_line(run: Any, arguments: list[str], reason: str) -> None:
    code, output, errors = run(*arguments)
    assert (code, output) == (2, "")
    assert errors.startswith("pactexit: ")
    assert errors.count("\n") == 1
    assert reason in errors
