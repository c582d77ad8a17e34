"""A page for each official act: what it is, what it names, and what it brought about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from builder.linked_data import thing, web_address
from builder.page import Page
from builder.wording import act, brief, moment, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record

Row = dict[str, Any]


def pages(record: Record) -> Iterator[Page]:
    """The list of the acts, and each of them."""
    rows = sorted(record.orders.values(), key=_day, reverse=True)
    stages = {row["order_id"]: _stages(record, row["order_id"]) for row in rows}
    yield Page(
        "orders/",
        "orders.html",
        "Orders",
        "Orders and other official acts",
        f"{len(rows)} acts of Russia and of other states behind the legal steps on record.",
        {
            "rows": rows,
            "stages": stages,
            "partners": {row["order_id"]: _partners(record, row["order_id"]) for row in rows},
        },
    )
    for row in rows:
        yield _order(record, row, stages[row["order_id"]])


def _day(row: Row) -> tuple[str, str]:
    return str(row["signed_on_latest"] or row["published_on_latest"] or ""), row["order_id"]


def _stages(record: Record, order_id: str) -> list[tuple[str, str, int]]:
    """Track and stage that an act brought about, each with the number of agreements."""
    pairs = {
        (step["track"], step["stage"], step["agreement_id"])
        for step in record.steps_by_order[order_id]
    }
    counts = Counter((track, stage) for track, stage, _ in pairs)
    return [(track, stage, count) for (track, stage), count in sorted(counts.items())]


def _partners(record: Record, order_id: str) -> list[str]:
    """The states of the bilateral agreements of which an act is a step."""
    stands = [record.standings[step["agreement_id"]] for step in record.steps_by_order[order_id]]
    return sorted({partner for one in stands if one.is_bilateral for partner in one.partners})


def _order(record: Record, row: Row, stages: list[tuple[str, str, int]]) -> Page:
    named = row["order_id"]
    steps = record.steps_by_order[named]
    title = f"{act(row)} ({brief(row['issuer'])})"
    known = record.agreements
    return Page(
        f"orders/{named}/",
        "order.html",
        "Official act",
        title,
        f"{title}: {len({step['agreement_id'] for step in steps})} agreements with a step of it.",
        {
            "row": row,
            "stages": stages,
            "steps": sorted(steps, key=lambda step: str(step["event_id"])),
            "codes": [("events.stage", stage) for _, stage, _ in stages],
            "cells": record.cells("orders", named),
            "claims": record.claims_on["orders", named],
        },
        names=tuple(brief(row[name]) for name in _NAMES if row[name]),
        schema_org=thing(
            record,
            "Legislation",
            title,
            alternateName=[brief(row[name]) for name in ("title_en", "title_ru") if row[name]],
            identifier=named,
            legislationIdentifier=row["number"],
            legislationType=words(row["kind"]),
            legislationDate=moment(row["signed_on"]),
            datePublished=moment(row["published_on"]),
            legislationPassedBy={"@type": "Organization", "name": brief(row["issuer"])},
            url=web_address(row["url"]),
            about=list(
                dict.fromkeys(brief(known[step["agreement_id"]]["title_en"]) for step in steps)
            ),
        ),
    )


_NAMES = ("title_en", "title_ru", "number", "order_id")
