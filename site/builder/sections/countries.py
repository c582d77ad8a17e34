"""A page for each country: its agreements with Russia and how they stand, its acts, its steps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from builder.linked_data import thing
from builder.page import Page
from builder.wording import brief
from pactexit.countries import called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record
    from pactexit.answers import Question

Row = dict[str, Any]


def pages(record: Record) -> Iterator[Page]:
    """The list of the countries, and each of them."""
    rows = sorted(record.countries.values(), key=lambda row: str(row["name_en"]))
    counts = {row["country_id"]: _statuses(record, row["country_id"]) for row in rows}
    yield Page(
        "countries/",
        "countries.html",
        "Countries",
        "Countries",
        f"{len(rows)} states that are party to an agreement on record or members of NATO or "
        "the EU, and predecessor states.",
        {"rows": rows, "counts": counts},
    )
    exits = record.ask("exits_by_partner")
    moved = {row["partner_id"]: row for row in exits}
    for row in rows:
        named = row["country_id"]
        yield _country(record, row, counts[named], moved.get(named), exits.question)


def _statuses(record: Record, country_id: str) -> Counter[str]:
    """Its agreements by status, as agreement_status counts them: all of them for Russia."""
    return Counter(
        status["status"]
        for status in record.statuses.values()
        if country_id == "RUS" or country_id in (status["partners"] or "").split()
    )


def _country(
    record: Record, row: Row, statuses: Counter[str], exits: Row | None, asked: Question
) -> Page:
    named = row["country_id"]
    agreements = [
        (member, record.agreements[member["agreement_id"]])
        for member in record.memberships_of[named]
    ]
    orders = [o for o in record.orders.values() if o["issuing_country_id"] == named]
    total = statuses.total()
    return Page(
        f"countries/{named}/",
        "country.html",
        "Country",
        brief(row["name_en"]),
        f"{total} of its agreements{' with Russia' * (named != 'RUS')} are on record: where each "
        "stands, its acts and its legal steps.",
        {
            "row": row,
            "statuses": statuses.most_common(),
            "total": total,
            "ended_for_russia": _ended_for_russia(record, agreements),
            "exits": exits,
            "question": asked.title,
            # without the partner and the note
            "columns": asked.returns[1:-1],
            "codes": [("events.stage", stage) for stage in record.stages],
            "agreements": sorted(agreements, key=_by_signature),
            "orders": orders,
            "steps": record.steps_by_actor[named],
            "cells": record.cells("countries", named),
            "claims": record.claims_on["countries", named],
            "predecessors": [c for c in record.countries.values() if c["succeeded_by"] == named],
        },
        names=tuple(dict.fromkeys(map(brief, called(row)))),
        schema_org=thing(
            record,
            "Country",
            brief(row["name_en"]),
            alternateName=row["name_ru"],
            identifier=[row[name] for name in ("country_id", "iso_alpha2") if row[name]],
            sameAs=row["wikidata_id"] and f"https://www.wikidata.org/entity/{row['wikidata_id']}",
        ),
    )


def _ended_for_russia(record: Record, agreements: list[tuple[Row, Row]]) -> int:
    stands = (record.standings[agreement["agreement_id"]] for _, agreement in agreements)
    return sum(stand.status == "ended" and not stand.is_bilateral for stand in stands)


def _by_signature(pair: tuple[Row, Row]) -> tuple[bool, str, str]:
    _, agreement = pair
    signed = agreement["signed_on_latest"]
    return (signed is None, str(signed), agreement["agreement_id"])
