"""Agreements, parties and steps made at random, for questions that plain Python answers too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pactexit.derivations import views
from plain_tables import EXIT, STAGES, Row, Tables, bounds

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

FIRST, LAST = date(1995, 1, 1), date(2025, 12, 31)
STATES = ("AUT", "BGR", "DEU", "GBR", "JPN", "NOR", "POL")
_days = st.dates(FIRST, LAST)
_edtf = st.one_of(
    _days.map(date.isoformat),
    st.builds(lambda day, length: day.isoformat()[:length], _days, st.sampled_from([4, 7])),
    st.builds(lambda day, more: f"[{day}..{day + timedelta(more)}]", _days, st.integers(1, 900)),
)
_steps = st.fixed_dictionaries(
    {
        "actor_id": st.sampled_from(["RUS", "RUS", "RUS", "partner"]),
        "action": st.sampled_from([*EXIT, "terminate", "terminate"]),
        "stage": st.sampled_from([*STAGES, "authorised", "effective", "revoked"]),
        "occurred_on": _edtf,
    }
)
_agreements = st.fixed_dictionaries(
    {
        "signed_on": st.one_of(_edtf, st.just("")),
        # several of one age make ties
        "is_of_2000": st.booleans(),
        "has_entered_into_force": st.sampled_from(["true", "true", "", "false"]),
        "scope": st.sampled_from(["military", "military", "adjacent", "context"]),
        "level": st.sampled_from(["interstate", "agency", ""]),
        "partners": st.lists(st.sampled_from(STATES), max_size=3, unique=True),
        "own": st.one_of(st.just(""), st.just(""), _edtf),
        "steps": st.lists(_steps, max_size=3),
    }
)
#: What a dataset is made of; `fill` makes it.
recipes = st.lists(_agreements, max_size=12)


def fill(con: DuckDBPyConnection, folder: Path, recipe: list[dict[str, Any]]) -> Tables:
    """Puts a dataset in the place of the agreements, parties and events of a connection.

    Returns its tables for plain Python; the other ones are those of the folder.
    """
    tables = Tables(folder)
    made: dict[str, list[Row]] = {"agreements": [], "parties": [], "events": []}
    for number, part in enumerate(recipe):
        agreement = f"agreement-{number:02}"
        plain = {key: part[key] for key in ("has_entered_into_force", "scope", "level")}
        signed_on = "2000-01-01" if part["is_of_2000"] else part["signed_on"]
        made["agreements"].append({"agreement_id": agreement, "signed_on": signed_on} | plain)
        made["parties"] += [
            {"agreement_id": agreement, "country_id": state, "role": "party", "signed_on": own}
            for state, own in [("RUS", part["own"]), *((p, part["own"]) for p in part["partners"])]
        ]
        for place, step in enumerate(part["steps"]):
            actor = ([*part["partners"], "RUS"])[0] if step["actor_id"] == "partner" else "RUS"
            made["events"].append(
                step
                | {"event_id": f"{agreement}-{place}", "agreement_id": agreement}
                | {"actor_id": actor}
            )
    for name, rows in made.items():
        schema = next(r["schema"] for r in tables.descriptor["resources"] if r["name"] == name)
        columns = [field["name"] for field in schema["fields"]]
        complete = [dict.fromkeys(columns, "") | row for row in rows]
        setattr(tables, name, complete)
        _insert(con, name, complete)
    windows = views()["complete_windows"].sql
    con.execute(f"create or replace table complete_windows as {windows}")
    tables.agreement = {row["agreement_id"]: row for row in tables.agreements}
    return tables


def _insert(con: DuckDBPyConnection, name: str, rows: list[Row]) -> None:
    con.execute(f"delete from {name}")
    if not rows:
        return
    columns = [row[0] for row in con.execute(f"describe {name}").fetchall()]
    values = []
    for row in rows:
        cells: dict[str, Any] = {key: value or None for key, value in row.items()}
        for key in (key for key in row if f"{key}_latest" in columns):
            cells[f"{key}_earliest"], cells[f"{key}_latest"] = bounds(row[key]) or (None, None)
        values += [cells.get(column) for column in columns]
    marks = ", ".join([f"({', '.join('?' * len(columns))})"] * len(rows))
    con.execute(f"insert into {name} ({', '.join(columns)}) values {marks}", values)
