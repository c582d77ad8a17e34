"""The first page: the finding, its chart, the map, the timeline, and what is unknown."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from builder import finding, readme
from builder.page import Page
from builder.schema_org import described
from pactexit.releasing.citation import reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record, Row

#: So many groups of the newest steps are shown.
NEWEST = 6
_MAP = "exits_by_partner"


def pages(record: Record) -> Iterator[Page]:
    """The first page."""
    acts = finding.acts(record)
    total, stand = finding.stand(record)
    [in_all] = record.ask("terminations_in_total")
    exits = record.ask(_MAP)
    chart = exits.plot() if len(exits) else None
    sentence = finding.sentence(record, acts[0]) if acts else record.about.description
    yield Page(
        "",
        "home.html",
        "Dataset",
        record.about.title,
        sentence,
        {
            "sentence": sentence,
            "acts": acts,
            "span": finding.SPAN,
            "as_of": finding.AS_OF,
            "total": total,
            "stand": stand,
            "in_all": in_all,
            "window": finding.window(record),
            "rungs": _rungs(record),
            "waves": finding.waves(acts),
            "exits": exits,
            "map": chart and f"questions/{_MAP}/",
            "map_alt": chart and chart.spec["description"],
            "steps": list(islice(_steps(record), NEWEST)),
            "unknown_numbers": _unknown(record, acts),
            "bibtex": reference(record.dataset, "bibtex"),
            "first_commands": readme.code("Two commands", "sh"),
            "python": readme.code("Download, validate, query", "python"),
            "ended": finding.ended,
        },
        schema_org=described(record),
    )


def _rungs(record: Record) -> list[Row]:
    """The stages that have a rank, lowest first, as the table of terms defines them."""
    stages = [row for row in record.tables["terms"] if row["field"] == "events.stage"]
    return sorted((row for row in stages if row["rank"]), key=lambda row: int(row["rank"]))


def _steps(record: Record) -> Iterator[dict[str, Any]]:
    """The newest steps of Russia's exits, those of one day, act, action and stage together."""

    def of_one(row: Row) -> tuple[str, ...]:
        return (
            row["last_day"].isoformat(),
            row["occurred_on"],
            row["order_id"] or "",
            row["action"],
            row["stage"],
        )

    rows = sorted(record.ask("timeline_of_steps"), key=lambda row: row["event_id"])
    newest = sorted(rows, key=of_one, reverse=True)
    for (_, day, order_id, action, stage), group in groupby(newest, of_one):
        found = list(group)
        partners = [row["partners"] for row in found]
        yield {
            "day": day,
            "order_id": order_id,
            "action": action,
            "stage": stage,
            "rows": found,
            # the name of a state is enough where it tells the agreements apart
            "by_country": len(set(partners)) == len(found) > 1
            and record.countries.keys() >= set(partners),
        }


def _unknown(record: Record, acts: list[finding.Act]) -> dict[str, Any]:
    """Numbers of what nobody has established, each from a question."""
    named = {row["agreement_id"] for act in acts for row in act.agreements}
    cells = list(record.ask("unknown_facts"))

    def empty(table: str, field: str) -> list[str]:
        return [
            row["record_id"] for row in cells if (row["table_name"], row["field"]) == (table, field)
        ]

    windows = list(record.ask("coverage_windows"))
    return {
        "named": len(named),
        "in_force": len(named.intersection(empty("agreements", "has_entered_into_force"))),
        "signed": len(empty("orders", "signed_on")),
        "orders": len(record.orders),
        "cells": len(cells),
        "waiting": len({row["agreement_id"] for row in record.ask("stuck_steps")}),
        "windows": len(windows),
        "complete": sum(row["completeness"] == "complete" for row in windows),
    }
