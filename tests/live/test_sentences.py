"""What `diff` says of real edits of the live tables, word by word."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import pactexit

POL = "pol-1993-military-cooperation"
NOTE = "gazette-2026-01-14-note"


@pytest.fixture
def edited(live: Path, tmp_path: Path) -> Path:
    """A copy of the live dataset that a test edits."""
    shutil.copytree(live / "tables", tmp_path / "tables")
    shutil.copy(live / "datapackage.json", tmp_path)
    return tmp_path


def add(folder: Path, table: str, *rows: str) -> None:
    with (folder / "tables" / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)


def swap(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / "tables" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def said(live: Path, edited: Path) -> list[str]:
    return [f"{c.kind}: {c.sentence}" for c in pactexit.diff(live, edited).changes]


def test_a_step_on_the_ladder_with_its_act_and_its_source(live: Path, edited: Path) -> None:
    step = f"{POL}-rus-notified"
    order = "rus-mfa-2026-01-14"
    add(edited, "orders", f"{order},RUS,Ministry of Foreign Affairs,note,,2026-01-14{',' * 14}")
    add(edited, "events", f"{step},{POL},{order},RUS,terminate,notified,2026-01-14,signed,,")
    add(edited, "sources", f"{NOTE},Gazette,Note,,2026-01-14,2026-01-20,page,en,official,,")
    add(
        edited,
        "claims",
        f"events,{step},stage,notified,{NOTE},,",
        f"orders,{order},*,exists,{NOTE},,",
    )
    assert said(live, edited) == [
        f"added: Ministry of Foreign Affairs, note of 2026-01-14 ({order}; source {NOTE})",
        "added: Poland, agreement of 1993: authorised to notified on 2026-01-14 "
        f"(terminate; order {order}; source {NOTE})",
        "added: Gazette (2026-01-14), Note",
        "added: Gazette (2026-01-14) on Poland, agreement of 1993, terminate, notified on "
        "2026-01-14: stage notified",
        "added: Gazette (2026-01-14) on Ministry of Foreign Affairs, note of 2026-01-14",
    ]


def test_an_endorsed_day_is_corrected_on_a_new_claim_and_only_then(
    live: Path, edited: Path
) -> None:
    swap(edited, "agreements", ",1993-07-07,Moscow,", ",1993-07-08,Moscow,")
    sentence = "Poland, agreement of 1993: signed on 1993-07-08 instead of 1993-07-07"
    assert said(live, edited) == [f"changed: {sentence}"]
    add(
        edited,
        "claims",
        f"agreements,{POL},signed_on,1993-07-08,lenta-ru-2025-12-19-kabmin-razreshil-dogovory-90-h,,",
    )
    source = "lenta-ru-2025-12-19-kabmin-razreshil-dogovory-90-h"
    assert said(live, edited)[0] == f"corrected: {sentence} (source {source})"


def test_what_was_not_established_is_and_what_was_is_not(live: Path, edited: Path) -> None:
    swap(edited, "agreements", ",2001-12-19,,", ",2001-12-19,Brussels,")
    swap(edited, "agreements", ",1993-07-07,Moscow,", ",1993-07-07,,")
    assert said(live, edited) == [
        "changed: Belgium, agreement of 2001: signed at Brussels, was not established (sources "
        "pravda-ru-2001-12-arrives-in-brussels, pravda-ru-2001-12-joint-permanent-council)",
        "changed: Poland, agreement of 1993: signed at not established, was Moscow",
    ]


def test_a_step_is_recoded_and_the_step_of_a_partner_goes(live: Path, edited: Path) -> None:
    step = f"{POL}-rus-authorised,{POL},rus-government-2025-12-19,RUS,terminate,"
    swap(edited, "events", f"{step}authorised", f"{step}announced")
    path = edited / "tables" / "events.csv"
    gone = "multi-1990-conventional-forces-in-europe-pol-suspension-decided,"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(gone)]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8")
    assert said(live, edited) == [
        'withdrawn: "Treaty on Conventional Armed Forces in Europe": decided on 2024-03-28 '
        "(suspend by Poland; order pol-law-2024-03-28)",
        "changed: Poland, agreement of 1993: authorised to announced on 2025-12-19",
    ]


def test_agreements_of_one_partner_kind_and_year_are_told_apart(live: Path, edited: Path) -> None:
    swap(
        edited,
        "parties",
        "nor-1995-military-cooperation,NOR,party",
        "nor-1995-military-cooperation,NOR,signatory",
    )
    swap(
        edited,
        "parties",
        "pol-2003-military-technical-cooperation,POL,party",
        "pol-2003-military-technical-cooperation,POL,signatory",
    )
    assert said(live, edited) == [
        "changed: Norway, agreement of 1995 (nor-1995-military-cooperation), Norway as party: role "
        "signatory instead of party",
        "changed: Poland, agreement of 2003, Poland as party: role signatory instead of party",
    ]


def test_coverage_and_the_descriptor_are_said_plainly(live: Path, edited: Path) -> None:
    window = ",orders,RUS,nato-or-eu,adjacent,2026-01-01,2026-1"
    swap(edited, "coverage", f"{window}1-23", f"{window}2-31")
    path = edited / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["version"] = "7.0.0"
    (events,) = [r for r in descriptor["resources"] if r["name"] == "events"]
    (stage,) = [field for field in events["schema"]["fields"] if field["name"] == "stage"]
    stage["constraints"]["enum"].insert(0, "halted")
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    version = pactexit.diff(live, live).old_version
    assert said(live, edited) == [
        f"changed: version of the package: 7.0.0 instead of {version}",
        "changed: events.stage: allowed values: halted added",
        "changed: coverage rus-orders-nato-or-eu-adjacent-2026: to on 2026-12-31 instead of "
        "2026-11-23",
    ]
