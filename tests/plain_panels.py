"""The panels of states by year again, in plain Python: nothing of the package."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from plain_exits import Answer
from plain_tables import (
    EXIT,
    OWN,
    STAGES,
    TERMINATION,
    Row,
    Tables,
    bounds,
    day,
    first_day,
    last_day,
    rank,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Bounds = tuple[date | None, date | None]


def searched(tables: Tables, scope: str | None) -> list[Row]:
    return [
        row
        for row in tables.coverage
        if (row["measure"], row["actor_id"]) == ("exit-steps", "RUS")
        and scope in (None, row["agreement_scope"])
    ]


def years(tables: Tables, params: dict[str, Any]) -> list[int]:
    """The years of the panel: those asked for, within the spine, else those of the coverage."""
    windows = searched(tables, params.get("agreement_scope"))
    first, last = params.get("first_year"), params.get("last_year")
    if (first is None or last is None) and not windows:
        return []
    if first is None:
        first = min(int(row["from_on"][:4]) for row in windows)
    if last is None:
        last = max(int(row["to_on"][:4]) for row in windows)
    as_of = day(params.get("as_of"))
    return [
        year
        for year in range(max(first, 1800), min(last, 2199) + 1)
        if as_of is None or date(year, 1, 1) <= as_of
    ]


def measured(year: int, params: dict[str, Any]) -> date:
    return min(date(year, 12, 31), day(params.get("as_of")) or date.max)


def _states(tables: Tables, params: dict[str, Any]) -> list[str]:
    return [
        state
        for state in sorted(tables.country)
        if state not in OWN and params.get("partner_id") in (None, state)
    ]


def pairs(tables: Tables, params: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for agreement, row in sorted(tables.agreement.items()):
        if params.get("agreement_id") not in (None, agreement):
            continue
        if params.get("agreement_scope") not in (None, row["scope"]):
            continue
        for partner in tables.partners(agreement):
            if params.get("partner_id") in (None, partner):
                yield agreement, partner


def codes(tables: Tables, state: str) -> tuple[str, int | None, int | None]:
    row = tables.country[state]
    cow, gw = (int(row[name]) if row[name] else None for name in ("cow_code", "gw_code"))
    return state, cow, gw


def is_member(tables: Tables, state: str, on: date) -> tuple[bool, bool]:
    row, text = tables.country[state], on.isoformat()
    in_eu = bool(row["eu_acceded_on"]) and row["eu_acceded_on"] <= text
    in_nato = bool(row["nato_acceded_on"]) and row["nato_acceded_on"] <= text
    return in_nato, in_eu and not (row["eu_left_on"] and row["eu_left_on"] <= text)


def reading_of(
    tables: Tables, measure: str, dyad: tuple[str, str], scope: str | None, year: int
) -> str:
    """What a count of an actor's steps or agreements with a partner in a year means."""
    (actor, partner), first, last = dyad, f"{year}-01-01", f"{year}-12-31"
    windows = [
        row
        for row in tables.coverage
        if (row["measure"], row["actor_id"]) == (measure, actor)
        and row["partner_group"] in tables.groups(partner)
        and scope in (None, row["agreement_scope"])
        and row["completeness"] != "not-searched"
        and row["from_on"] <= last
        and first <= row["to_on"]
    ]
    whole = {
        row["agreement_scope"]
        for row in windows
        if row["completeness"] == "complete" and row["from_on"] <= first and last <= row["to_on"]
    }
    if whole == ({scope} if scope else {"military", "adjacent"}):
        return "exactly"
    return "at least" if windows else "outside coverage"


def _said(count: int, reading: str) -> int | None:
    if reading == "exactly":
        return count
    return (count or None) if reading == "at least" else None


def signing(tables: Tables, agreement: str, partner: str) -> Bounds:
    """First and last day by which both had signed; without a date, the last is the first trace."""
    row = tables.agreement[agreement]
    (own,) = (
        bounds(party["signed_on"])
        for party in tables.parties
        if (party["agreement_id"], party["country_id"]) == (agreement, partner)
    )
    dates = [days for days in (bounds(row["signed_on"]), own) if days is not None]
    if dates:
        return max(first for first, _ in dates), max(last for _, last in dates)
    steps = (step for step in tables.events if step["agreement_id"] == agreement)
    traces = [last_day(step["occurred_on"]) for step in steps]
    traces += [last_day(row["in_force_on"])] if row["in_force_on"] else []
    return None, min(traces, default=None)


def are_bound(tables: Tables, agreement: str, partner: str) -> bool:
    return not any(
        row["role"] == "signatory"
        for row in tables.parties
        if row["agreement_id"] == agreement and row["country_id"] in ("RUS", partner)
    )


def _reached(
    tables: Tables, actor: str, params: dict[str, Any]
) -> dict[tuple[str, int], list[int]]:
    """By partner and year, how many exits of the actor (`*`: the partner) reached each stage."""
    actions = EXIT if params.get("with_expiry") else TERMINATION
    found: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0] * 6)
    for agreement, partner in pairs(tables, params):
        by = partner if actor == "*" else actor
        live = tables.live(agreement, actions, day(params.get("as_of")), by)
        for least in range(1, 7):
            days = [last_day(step["occurred_on"]) for step in live if rank(step) >= least]
            if days:
                found[partner, min(days).year][least - 1] += 1
    return found


def _stocks(tables: Tables, params: dict[str, Any]) -> dict[tuple[str, int], list[int]]:
    """By partner and year: signed and in force, each at least and at most."""
    found: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0] * 4)
    for agreement, partner in pairs(tables, params):
        row = tables.agreement[agreement]
        (first, last), entered = signing(tables, agreement, partner), bounds(row["in_force_on"])
        ends = [
            step["occurred_on"]
            for actor in ("RUS", partner)
            for step in tables.live(agreement, EXIT, day(params.get("as_of")), actor)
            if step["stage"] == "effective"
        ]
        for year in years(tables, params):
            on = measured(year, params)
            if first is not None and first > on:
                continue
            perhaps_ended = any(first_day(text) <= on for text in ends)
            surely_ended = any(last_day(text) <= on for text in ends)
            found[partner, year][0] += last is not None and last <= on
            found[partner, year][1] += 1
            found[partner, year][2] += (
                row["has_entered_into_force"] == "true"
                and are_bound(tables, agreement, partner)
                and entered is not None
                and entered[1] <= on
                and last is not None
                and last <= on
                and not perhaps_ended
            )
            found[partner, year][3] += (
                row["has_entered_into_force"] != "false"
                and (entered is None or entered[0] <= on)
                and not surely_ended
            )
    return found


def partner_year(tables: Tables, **params: Any) -> Answer:
    scope = params.get("agreement_scope")
    exits, stocks = _reached(tables, "RUS", params), _stocks(tables, params)
    answer = []
    for state in _states(tables, params):
        for year in years(tables, params):
            signings, steps = (
                reading_of(tables, measure, ("RUS", state), scope, year)
                for measure in ("agreements", "exit-steps")
            )
            note = "outside coverage" if signings == "outside coverage" else "at least"
            answer.append(
                (
                    *(*codes(tables, state), year),
                    *is_member(tables, state, measured(year, params)),
                    *(_said(count, note) for count in stocks[state, year]),
                    note,
                    *(_said(count, steps) for count in exits[state, year]),
                    steps,
                )
            )
    return answer


def dyad_year(tables: Tables, **params: Any) -> Answer:
    scope = params.get("agreement_scope")
    answer = []
    for actor in ("RUS", "*"):
        exits = _reached(tables, actor, params)
        for partner in _states(tables, params):
            first, second = ("RUS", partner) if actor == "RUS" else (partner, "RUS")
            both = zip(codes(tables, first), codes(tables, second), strict=True)
            names = [code for pair in both for code in pair]
            for year in years(tables, params):
                counts = exits[partner, year]
                reading = reading_of(tables, "exit-steps", (first, partner), scope, year)
                top = max((place for place in range(6) if counts[place]), default=None)
                answer.append(
                    (
                        *(*names, year, *(_said(count, reading) for count in counts)),
                        *(reading, None if top is None else STAGES[top]),
                    )
                )
    return sorted(answer, key=lambda row: (row[0], row[1], row[6]))
