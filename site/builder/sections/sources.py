"""A page for each source: what was read, what it relays, and every claim that rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.linked_data import thing, web_address
from builder.page import Page
from builder.record import by
from builder.wording import act, brief, moment, publication, readable, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sized

    from builder.record import Record

Row = dict[str, Any]


def pages(record: Record) -> Iterator[Page]:
    """The list of the sources, and each of them."""
    rows = sorted(
        record.sources.values(),
        key=lambda row: (str(row["publisher"]).casefold(), row["source_id"]),
    )
    yield Page(
        "sources/",
        "sources.html",
        "Sources",
        "Sources",
        f"{len(rows)} publications that were read, and the {len(record.claims)} claims that rest "
        "on them.",
        {"rows": rows},
    )
    relayed = by(rows, "relays")
    for row in rows:
        yield _source(record, row, relayed[row["relays"]])


def _source(record: Record, row: Row, alike: list[Row]) -> Page:
    named = row["source_id"]
    claims = record.claims_by_source[named]
    grouped = by(claims, lambda claim: (claim["table_name"], claim["record_id"]))
    title = publication(row)
    published = f", {readable(row['published_on'])}" if row["published_on"] else ""
    said = f"{_number(claims, 'claim')} on {_number(grouped, 'record')}"
    return Page(
        f"sources/{named}/",
        "source.html",
        "Source",
        title,
        brief(f"{row['publisher']}{published}: {said}."),
        {
            "row": row,
            "claims": claims,
            "groups": [(_place(record, *key), found) for key, found in grouped.items()],
            "alike": [one for one in alike if row["relays"] and one is not row],
            "cells": record.cells("sources", named),
            "of_it": record.claims_on["sources", named],
        },
        names=(brief(row["publisher"]), named),
        schema_org=thing(
            record,
            "CreativeWork",
            title,
            identifier=named,
            url=web_address(row["url"]),
            datePublished=moment(row["published_on"]),
            inLanguage=row["language"],
            publisher={"@type": "Organization", "name": brief(row["publisher"])},
            isBasedOn=row["relays"] and brief(row["relays"]),
        ),
    )


def _place(record: Record, table: str, record_id: str) -> tuple[str, str, str]:
    """Of the row of which a claim speaks: what it is, where it is shown, and its name there."""
    agreement, _, country = record_id.partition("/")
    if table == "agreements":
        return (
            "Agreement",
            f"agreements/{agreement}/",
            brief(record.agreements[agreement]["title_en"]),
        )
    if table == "parties":
        title = brief(record.agreements[agreement]["title_en"])
        name = brief(record.countries[country]["name_en"])
        return "Party", f"agreements/{agreement}/#party-{country}", f"{name}: {title}"
    if table == "events":
        step = record.events[record_id]
        title = brief(record.agreements[step["agreement_id"]]["title_en"])
        home = f"agreements/{step['agreement_id']}/#{record_id}"
        return "Step", home, f"{words(step['action'])}, {step['stage']}: {title}"
    if table == "orders":
        return "Act", f"orders/{record_id}/", act(record.orders[record_id])
    if table == "countries":
        return "Country", f"countries/{record_id}/", brief(record.countries[record_id]["name_en"])
    return "Source", f"sources/{record_id}/", publication(record.sources[record_id])


def _number(counted: Sized, what: str) -> str:
    return f"{len(counted)} {what}{'' if len(counted) == 1 else 's'}"
