"""The questions on exits again, in plain Python: no DuckDB and nothing of the package."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from plain_tables import (
    EXIT,
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
    from collections.abc import Callable

Answer = list[tuple[Any, ...]]
Unit = tuple[str, str]


def happened(tables: Tables, agreement: str, actions: tuple[str, ...], as_of: object) -> list[Row]:
    """Russia's steps of these actions on an agreement by a day, cancelled or not."""
    until = day(as_of)
    return [
        row
        for row in tables.events
        if (row["agreement_id"], row["actor_id"]) == (agreement, "RUS")
        and row["action"] in actions
        and (until is None or last_day(row["occurred_on"]) <= until)
    ]


def by_day(step: Row) -> tuple[date, int, str]:
    return last_day(step["occurred_on"]), rank(step), step["event_id"]


def first_live(tables: Tables, agreement: str, stage: str, as_of: object) -> Row | None:
    """The first step of a termination, still live, that reached at least the stage."""
    if stage == "revoked":
        return None
    steps = tables.live(agreement, TERMINATION, day(as_of), "RUS")
    steps = [step for step in steps if rank(step) > STAGES.index(stage)]
    return min(steps, key=by_day, default=None)


def _stage_counts(
    tables: Tables, units: list[Unit], actions: tuple[str, ...], as_of: object
) -> tuple[int | None, ...]:
    """How many units have reached each stage; 0 is None where one of them is not covered."""
    until = day(as_of)
    ranks, covered = [], bool(units)
    for agreement, partner in units:
        steps = happened(tables, agreement, actions, as_of)
        first = min(first_day(step["occurred_on"]) for step in steps)
        covered = covered and tables.is_covered(agreement, partner, first, until)
        live = tables.live(agreement, actions, until, "RUS")
        ranks.append(max(map(rank, live), default=0))
    counts = [sum(reached >= least for reached in ranks) for least in (3, 4, 5, 6)]
    return tuple(count if count or covered else None for count in counts)


def _groups(
    tables: Tables, key: Callable[[Row, Row], object], params: dict[str, Any]
) -> list[tuple[Any, list[Unit], tuple[int | None, ...]]]:
    actions = EXIT if params.get("with_expiry") else TERMINATION
    groups: dict[Any, list[Unit]] = defaultdict(list)
    for agreement, row in tables.agreement.items():
        if not happened(tables, agreement, actions, params.get("as_of")):
            continue
        if params.get("subject") not in (None, row["subject"]):
            continue
        for partner in tables.partners(agreement):
            if params.get("partner_id") in (None, partner):
                groups[key(row, tables.country[partner]) or None].append((agreement, partner))
    return [
        (group, units, _stage_counts(tables, units, actions, params.get("as_of")))
        for group, units in sorted(groups.items(), key=lambda g: (g[0] is None, g[0]))
    ]


def _distinct(units: list[Unit]) -> tuple[int, int]:
    return len({partner for _, partner in units}), len({agreement for agreement, _ in units})


def exits_by_eu_accession_year(tables: Tables, **params: Any) -> Answer:
    def year(_: Row, country: Row) -> int | None:
        is_member = country["eu_acceded_on"] and not country["eu_left_on"]
        return int(country["eu_acceded_on"][:4]) if is_member else None

    return [(k, *_distinct(units), *counts) for k, units, counts in _groups(tables, year, params)]


def exits_by_partner(tables: Tables, **params: Any) -> Answer:
    found = _groups(tables, lambda _, country: country["country_id"], params)
    return [(k, len(units), *counts) for k, units, counts in found]


def exits_by_subject(tables: Tables, **params: Any) -> Answer:
    found = _groups(tables, lambda row, _: row["subject"], params)
    return [(k, *_distinct(units), *counts) for k, units, counts in found]


def exits_by_level(tables: Tables, **params: Any) -> Answer:
    found = _groups(tables, lambda row, _: row["level"], params)
    return [(k, *_distinct(units), *counts) for k, units, counts in found]


def exits_by_issuer(tables: Tables, **params: Any) -> Answer:
    as_of = params.get("as_of")
    acts = {row["order_id"]: (row["issuer"], row["kind"]) for row in tables.orders}
    units: dict[tuple[str, str], set[Unit]] = defaultdict(set)
    orders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for agreement, row in tables.agreement.items():
        steps = happened(tables, agreement, TERMINATION, as_of)
        partners = tables.partners(agreement)
        if not steps or not partners or params.get("subject") not in (None, row["subject"]):
            continue
        behind = {step["order_id"] for step in steps} - {""}
        for order in behind:
            orders[acts[order]].add(order)
        for act in {acts[order] for order in behind} or {("", "")}:
            units[act] |= {(agreement, partner) for partner in partners}
    return [
        (
            *(act[0] or None, act[1] or None, len(orders[act]), *_distinct(sorted(found))),
            *_stage_counts(tables, sorted(found), TERMINATION, as_of),
        )
        for act, found in sorted(units.items(), key=lambda g: (not g[0][0], g[0]))
    ]


def _quarter(days: tuple[date, date]) -> tuple[int | None, int | None]:
    quarters = [(d.year, (d.month + 2) // 3) for d in days]
    if quarters[0] == quarters[1]:
        return quarters[0]
    return (days[0].year if days[0].year == days[1].year else None), None


def exits_by_year(tables: Tables, **params: Any) -> Answer:
    group, scope = params.get("partner_group", "all"), params.get("agreement_scope")
    groups: dict[tuple[int | None, int | None], list[Unit]] = defaultdict(list)
    for agreement, row in tables.agreement.items():
        step = first_live(
            tables, agreement, params.get("at_stage", "authorised"), params.get("as_of")
        )
        days = bounds(step["occurred_on"]) if step else None
        if days is None or scope not in (None, row["scope"]):
            continue
        groups[_quarter(days)] += [
            (agreement, partner)
            for partner in tables.partners(agreement)
            if group in tables.groups(partner)
        ]
    return [
        (
            *(*period, *_distinct(units), len(units)),
            all(
                _holds_quarter(tables, period, group, wanted, day(params.get("as_of")))
                for wanted in ([scope] if scope else ["military", "adjacent"])
            ),
        )
        for period, units in sorted(
            groups.items(), key=lambda g: (g[0][0] or 9999, g[0][1] or 9, g[0] == (None, None))
        )
        if units
    ]


def _holds_quarter(
    tables: Tables,
    period: tuple[int | None, int | None],
    group: str,
    scope: str,
    as_of: date | None,
) -> bool:
    """Whether a window of complete coverage of that scope holds the quarter for all of a group."""
    year, quarter = period
    if year is None or quarter is None:
        return False
    first = date(year, quarter * 3 - 2, 1)
    last = (date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)) - timedelta(1)
    wider = {"nato": {"nato-or-eu"}, "eu": {"nato-or-eu"}}.get(group, set())
    return (as_of is None or last <= as_of) and any(
        (row["measure"], row["actor_id"], row["completeness"]) == ("exit-steps", "RUS", "complete")
        and row["agreement_scope"] == scope
        and row["partner_group"] in {group, "all"} | wider
        and row["from_on"] <= first.isoformat()
        and last.isoformat() <= row["to_on"]
        for row in tables.coverage
    )


def nato_waves_covered(tables: Tables, **params: Any) -> Answer:
    as_of, order = params.get("as_of"), params.get("order_id")
    exits: dict[str, set[str]] = defaultdict(set)
    known = {partner for agreement in tables.agreement for partner in tables.partners(agreement)}
    for agreement in tables.agreement:
        steps = happened(tables, agreement, TERMINATION, as_of)
        is_chosen = order is None or order in {step["order_id"] for step in steps}
        stage = params.get("at_stage", "authorised")
        if is_chosen and first_live(tables, agreement, stage, as_of):
            for partner in tables.partners(agreement):
                exits[partner].add(agreement)
    waves: dict[int, list[str]] = defaultdict(list)
    for state, row in tables.country.items():
        acceded = row["nato_acceded_on"]
        if acceded and (as_of is None or acceded <= as_of):
            waves[int(acceded[:4])].append(state)
    answer = []
    for year, states in sorted(waves.items()):
        left = [state for state in states if exits[state]]
        agreements = {agreement for state in left for agreement in exits[state]}
        answer.append(
            (
                *(year, len(states), len(known.intersection(states))),
                *(len(left) or None, len(agreements) or None),
                len(left) / len(states) if left else None,
            )
        )
    return answer


def share_of_agreements_with_an_exit(tables: Tables, **params: Any) -> Answer:
    group, scope = params.get("partner_group", "nato"), params.get("agreement_scope", "military")
    stage, as_of = params.get("at_stage", "authorised"), day(params.get("as_of"))
    members = []
    for agreement, row in tables.agreement.items():
        signed = bounds(row["signed_on"])
        if (
            row["scope"] == scope
            and row["has_entered_into_force"] != "false"
            and any(group in tables.groups(partner) for partner in tables.partners(agreement))
            and not (as_of and signed and signed[0] > as_of)
        ):
            members.append(agreement)
    left = [a for a in members if first_live(tables, a, stage, params.get("as_of"))]
    unknown = [a for a in members if not tables.agreement[a]["has_entered_into_force"]]
    wider = {"nato": {"nato-or-eu"}, "eu": {"nato-or-eu"}}.get(group, set())
    is_complete = any(
        (row["measure"], row["actor_id"], row["completeness"]) == ("agreements", "RUS", "complete")
        and row["agreement_scope"] == scope
        and row["partner_group"] in {group, "all"} | wider
        and (as_of is None or row["from_on"] <= as_of.isoformat() <= row["to_on"])
        for row in tables.coverage
    )
    share = len(left) / len(members) if is_complete and members else None
    note = None
    if not is_complete:
        note = "The record of agreements is not complete for these partners and this scope."
    elif not members:
        note = "No agreement is on record."
    with_exit = len(left) if left or is_complete else None
    return [(with_exit, len(members), len(unknown), share, note)]
