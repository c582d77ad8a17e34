"""The record itself: valid, sourced, and with every disagreement that is known."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pycountry
import pytest
from babel import Locale

import pactexit
from pactexit.validation.engine import accepted

SCRIPTS = Path(sys.executable).parent


def read(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_live_tables_break_no_rule(live: Path) -> None:
    report = pactexit.validate(live)
    assert report.problems == (), report.to_text()


@pytest.mark.parametrize(
    "words", [["pactexit", "format", "--check"], ["frictionless", "validate", "datapackage.json"]]
)
def test_the_live_tables_are_canonical_and_frictionless_agrees(
    words: list[str], live: Path
) -> None:
    program, *arguments = words
    done = subprocess.run(
        [SCRIPTS / program, *arguments], cwd=live, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_accepted_oddity_is_of_a_row_on_record(live: Path) -> None:
    for entry in accepted():
        table = read(live, entry["table_name"])
        assert entry["record_id"] in {next(iter(row.values())) for row in table}
        assert entry["reason"]


def test_known_disagreements_are_on_record_with_a_reason(live: Path) -> None:
    columns = ("table_name", "record_id", "field", "value", "source_id")
    claims = {tuple(row[c] for c in columns): row["note"] for row in read(live, "claims")}
    conflicts = {
        (row[0], row[1], row[2], row[4], row[6])
        for row in pactexit.ask("claims_in_conflict").fetchall()
    }
    with Path(__file__).with_name("disagreements.csv").open(encoding="utf-8", newline="") as file:
        points = list(csv.DictReader(file))
    found = Counter[str]()
    for point in points:
        claim = tuple(point[c] for c in columns)
        assert claims.get(claim), (point["point"], claim)
        # what is no rival value stands as a note on the row as a whole
        assert claim in conflicts or point["field"] == "*", (point["point"], claim)
        found[point["point"]] += 1
    assert len(found) >= 25


def test_codes_of_countries_are_those_of_iso(live: Path) -> None:
    compared = 0
    for row in read(live, "countries"):
        country = pycountry.countries.get(alpha_3=row["country_id"])
        if country is None:
            assert row["country_id"] in {"SUN", "XKX"}
            continue
        assert (row["iso_alpha2"], row["iso_numeric"]) == (country.alpha_2, country.numeric)
        compared += 1
    assert compared >= 56


def test_russian_names_of_countries_are_those_of_the_cldr(live: Path) -> None:
    names = Locale("ru").territories
    for row in read(live, "countries"):
        if row["name_ru"]:
            assert row["name_ru"] == names[row["iso_alpha2"]], row["country_id"]


def test_members_of_nato_by_year_are_the_thirty_two(live: Path) -> None:
    years = Counter(
        r["nato_acceded_on"][:4] for r in read(live, "countries") if r["nato_acceded_on"]
    )
    assert years == {
        "1949": 12, "1952": 2, "1955": 1, "1982": 1, "1999": 3, "2004": 7, "2009": 2,
        "2017": 1, "2020": 1, "2023": 1, "2024": 1,
    }  # fmt: skip


def test_explain_lists_the_endorsed_value_first(live: Path) -> None:
    done = subprocess.run(
        [
            SCRIPTS / "pactexit",
            "explain",
            "agreements",
            "dnk-1994-military-cooperation",
            "signed_on",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [
        line.split()[:3] for line in done.stdout.splitlines()[2:] if line.startswith("signed_on")
    ]
    assert lines[0] == ["signed_on", "1994-09-08", "supports"]
    standings = [standing for _, _, standing in lines]
    assert standings == sorted(standings, key=["supports", "compatible", "differs"].index)
    assert len(lines) >= 5


def test_the_crosswalk_to_dcad_names_the_rows_that_carry_its_identifiers(live: Path) -> None:
    agreements = {row["agreement_id"]: row for row in read(live, "agreements")}
    with (live / "docs" / "dcad-crosswalk.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["dcad_id"] for row in rows}) >= 30
    for row in rows:
        agreement = agreements[row["agreement_id"]]
        assert row["relation"] in {"matched", "another-instrument"}
        assert (agreement["dcad_id"] == row["dcad_id"]) == (row["relation"] == "matched"), row
        assert row["why"]
