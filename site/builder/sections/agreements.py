"""A page for each agreement: where it stands, its ladder, its steps, its parties, its sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from builder.ladders import ladders
from builder.linked_data import thing
from builder.page import Page
from builder.wording import brief, moment, readable, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.ladders import Standing
    from builder.record import Record

Row = dict[str, Any]


def pages(record: Record) -> Iterator[Page]:
    """The list of the agreements, and each of them."""
    rows = [*record.agreements.values()]
    counts = Counter(record.standings[row["agreement_id"]].words for row in rows)
    yield Page(
        "agreements/",
        "agreements.html",
        "Agreements",
        "Agreements",
        f"{len(rows)} instruments on record, each with the status that its legal steps give it.",
        {"rows": rows, "counts": counts.most_common()},
    )
    for row in rows:
        yield _agreement(record, row)


def _agreement(record: Record, row: Row) -> Page:
    named = row["agreement_id"]
    stand, steps, drawn = record.standings[named], record.steps_of[named], ladders(record, named)
    # of a treaty of many, what Russia did; the others did theirs to each other
    first = [one for one in drawn if stand.is_bilateral or one.actor_id == "RUS"]
    parties = sorted(record.parties_of[named], key=lambda party: party["country_id"] != "RUS")
    places = [
        ("agreements", named),
        *(("parties", f"{named}/{party['country_id']}") for party in parties),
        *(("events", step["event_id"]) for step in steps),
    ]
    return Page(
        f"agreements/{named}/",
        "agreement.html",
        "Agreement",
        brief(row["title_en"]),
        _description(row, stand),
        {
            "row": row,
            "stand": stand,
            "explained": _explained(record, stand),
            "ladders": drawn,
            "first": first,
            "beside": [step for one in first if (step := one.highest) not in (None, stand.step)],
            "steps": steps,
            "codes": _codes(record, steps),
            "parties": parties,
            "roles": [("parties.role", role) for role in {p["role"]: None for p in parties}],
            "children": record.children_of[named],
            "cells": record.cells("agreements", named),
            "claims": [claim for place in places for claim in record.claims_on[place]],
        },
        names=tuple(brief(name) for name in (row["title_ru"], row["dcad_id"], named) if name)
        + tuple(brief(record.countries[one]["name_en"]) for one in stand.partners),
        schema_org=_linked(record, row, parties, stand),
    )


def _description(row: Row, stand: Standing) -> str:
    signed = f", signed {readable(row['signed_on'])}" if row["signed_on"] else ""
    since = f" since {readable(stand.step['occurred_on'])}" if stand.step else ""
    return brief(f"{words(row['kind']).capitalize()}{signed}: {stand.words}{since}.")


def _explained(record: Record, stand: Standing) -> str:
    """What the status means, in the words of the vocabulary where it has any."""
    if stand.status is None:
        return str(record.terms["agreements.scope", "context"]["definition"])
    if stand.step is None:
        return _WITHOUT_STEP[stand.status]
    meaning = str(record.terms["events.stage", stand.step["stage"]]["definition"])
    if stand.step["order_id"] is None:
        action = record.terms["events.action", stand.step["action"]]
        meaning = f"{meaning} {action['definition']}"
    if stand.step["track"] != "exit":
        return f"{meaning} A suspension ends nothing."
    if stand.status == "ended":
        return meaning
    return f"{meaning} An exit that is {stand.step['stage']} has ended nothing."


_WITHOUT_STEP = {
    "in force": "It entered into force, and no step of leaving or suspending it is on record.",
    "signed only": "Russia signed it and is not known to have become bound.",
    "never in force": "It never entered into force.",
    "no exit step known": "No step of leaving or suspending it is on record, and whether it "
    "entered into force is not established.",
}


def _codes(record: Record, steps: list[Row]) -> list[tuple[str, str]]:
    stages = [*record.stages, *(step["stage"] for step in steps)]
    return list(
        dict.fromkeys(
            [("events.stage", stage) for stage in stages]
            + [("events.action", step["action"]) for step in steps]
            + [("events.date_basis", step["date_basis"]) for step in steps]
        )
    )


def _linked(record: Record, row: Row, parties: list[Row], stand: Standing) -> dict[str, Any]:
    return thing(
        record,
        "Legislation",
        brief(row["title_en"]),
        alternateName=row["title_ru"],
        identifier=row["agreement_id"],
        legislationIdentifier=row["dcad_id"],
        legislationType=words(row["kind"]),
        legislationDate=moment(row["signed_on"]),
        legislationLegalForce="NotInForce"
        if stand.status == "ended" and stand.is_bilateral
        else None,
        isPartOf=record.agreements[row["parent_agreement_id"]]["title_en"]
        if row["parent_agreement_id"]
        else None,
        contributor=[
            {"@type": "Country", "name": record.countries[party["country_id"]]["name_en"]}
            for party in parties
        ],
    )
