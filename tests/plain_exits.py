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
    wider,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = list[tuple[Any, ...]]
Unit = tuple[str, str]


NOT_COMPLETE = "Coverage is incomplete: counts mean at least, and NULL is not zero."
NONE = "No such {} is on record; that is no proof that there is none."


def happened(
    tables: Tables, agreement: str, actions: tuple[str, ...], params: dict[str, Any]
) -> list[Row]:
    """Russia's steps of these actions on an agreement by a day, as far as known, cancelled too."""
    until, known_by = day(params.get("as_of")), day(params.get("known_by"))
    return [
        row
        for row in tables.events
        if (row["agreement_id"], row["actor_id"]) == (agreement, "RUS")
        and row["action"] in actions
        and (until is None or last_day(row["occurred_on"]) <= until)
        and tables.is_known("events", row["event_id"], known_by)
    ]


def by_day(step: Row) -> tuple[date, int, str]:
    return last_day(step["occurred_on"]), rank(step), step["event_id"]


def live(
    tables: Tables, agreement: str, actions: tuple[str, ...], params: dict[str, Any]
) -> list[Row]:
    """Russia's live steps of these actions on an agreement, as the parameters say."""
    as_of, known_by = day(params.get("as_of")), day(params.get("known_by"))
    return tables.live(agreement, actions, as_of, "RUS", known_by)


def first_live(tables: Tables, agreement: str, params: dict[str, Any]) -> Row | None:
    """The first step of a termination, still live, that reached at least the stage asked for."""
    stage = params.get("at_stage", "authorised")
    if stage == "revoked":
        return None
    steps = live(tables, agreement, TERMINATION, params)
    steps = [step for step in steps if rank(step) > STAGES.index(stage)]
    return min(steps, key=by_day, default=None)


def stage_counts(
    tables: Tables, units: list[Unit], actions: tuple[str, ...], params: dict[str, Any]
) -> tuple[int | str | None, ...]:
    """How many units have reached each stage, and a note; uncovered, 0 is None."""
    ranks, covered = [], True
    until, known_by = day(params.get("as_of")), day(params.get("known_by"))
    for agreement, partner in units:
        steps = happened(tables, agreement, actions, params)
        first = min(first_day(step["occurred_on"]) for step in steps)
        covered = covered and tables.is_covered(agreement, partner, first, until, known_by)
        ranks.append(max(map(rank, live(tables, agreement, actions, params)), default=0))
    counts = [sum(reached >= least for reached in ranks) for least in (3, 4, 5, 6)]
    return (
        *(count if count or covered else None for count in counts),
        None if covered else NOT_COMPLETE,
    )


def _groups(
    tables: Tables, key: Callable[[Row, Row], object], params: dict[str, Any]
) -> list[tuple[Any, list[Unit], tuple[int | str | None, ...]]]:
    actions = EXIT if params.get("with_expiry") else TERMINATION
    groups: dict[Any, list[Unit]] = defaultdict(list)
    for agreement, row in tables.agreement.items():
        if not happened(tables, agreement, actions, params):
            continue
        if params.get("subject") not in (None, row["subject"]):
            continue
        for partner in tables.partners(agreement):
            if params.get("partner_id") in (None, partner):
                groups[key(row, tables.country[partner]) or None].append((agreement, partner))
    return [
        (group, units, stage_counts(tables, units, actions, params))
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
    acts = {row["order_id"]: (row["issuer"], row["kind"]) for row in tables.orders}
    units: dict[tuple[str, str], set[Unit]] = defaultdict(set)
    orders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for agreement, row in tables.agreement.items():
        steps = happened(tables, agreement, TERMINATION, params)
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
            *(act[0] or None, act[1] or None, len(orders[act]) or None, *_distinct(sorted(found))),
            *stage_counts(tables, sorted(found), TERMINATION, params),
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
        step = first_live(tables, agreement, params)
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
                _holds_quarter(tables, period, wanted, params)
                for wanted in ([scope] if scope else ["military", "adjacent"])
            ),
        )
        for period, units in sorted(
            groups.items(), key=lambda g: (g[0][0] or 9999, g[0][1] or 9, g[0] == (None, None))
        )
        if units
    ]


def _holds_quarter(
    tables: Tables, period: tuple[int | None, int | None], scope: str, params: dict[str, Any]
) -> bool:
    """Whether windows of complete coverage of that scope hold the quarter for all of a group."""
    year, quarter = period
    if year is None or quarter is None:
        return False
    first = date(year, quarter * 3 - 2, 1)
    last = (date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)) - timedelta(1)
    as_of, known_by = day(params.get("as_of")), day(params.get("known_by"))
    windows = ("exit-steps", scope, wider(params.get("partner_group", "all")))
    return (as_of is None or last <= as_of) and tables.holds(windows, (first, last), known_by)


def nato_waves_covered(tables: Tables, **params: Any) -> Answer:
    as_of, order = params.get("as_of"), params.get("order_id")
    exits: dict[str, set[str]] = defaultdict(set)
    known = {partner for agreement in tables.agreement for partner in tables.partners(agreement)}
    for agreement in tables.agreement:
        steps = happened(tables, agreement, TERMINATION, params)
        is_chosen = order is None or order in {step["order_id"] for step in steps}
        if is_chosen and first_live(tables, agreement, params):
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
        members = known.intersection(states)
        why = None if left else NONE.format("exit")
        answer.append(
            (
                *(year, len(states), len(members) or None, len(left) or None),
                *(len(agreements) or None, len(left) / len(states) if left else None),
                why if members else NONE.format("agreement").replace("such ", "", 1),
            )
        )
    return answer


def _is_counted(row: Row, members: list[str], params: dict[str, Any]) -> bool:
    """Whether an agreement with members of the group may be in force by a day."""
    as_of, signed = day(params.get("as_of")), bounds(row["signed_on"])
    return (
        bool(members)
        and row["scope"] == params.get("agreement_scope", "military")
        and row["has_entered_into_force"] != "false"
        and not (as_of and signed and signed[0] > as_of)
    )


def share_of_agreements_with_an_exit(tables: Tables, **params: Any) -> Answer:
    group, scope = params.get("partner_group", "nato"), params.get("agreement_scope", "military")
    rows = [
        row
        for agreement, row in tables.agreement.items()
        if _is_counted(
            row, [p for p in tables.partners(agreement) if group in tables.groups(p)], params
        )
    ]
    if not rows:
        why = "No agreement is on record; that is no proof that there is none."
        return [(None, None, None, None, why)]
    exits = sum(first_live(tables, row["agreement_id"], params) is not None for row in rows)
    signed = [first_day(row["signed_on"]) for row in rows if row["signed_on"]]
    held = [
        bool(signed)
        and tables.holds(
            (measure, scope, wider(group)),
            (min(signed), day(params.get("as_of"))),
            day(params.get("known_by")),
        )
        for measure in ("agreements", "exit-steps")
    ]
    record = {
        (True, True): None,
        (True, False): "exit steps",
        (False, True): "agreements",
        (False, False): "agreements and of exit steps",
    }[held[0], held[1]]
    means = {False: "", True: "with_exit means at least", None: "with_exit and share mean at least"}
    so = means[True if not any(held) else (False if held[1] else None)]
    why = f"The record of {record} is not complete for these partners and this scope"
    share = exits / len(rows) if held[0] and (exits or held[1]) else None
    return [
        (
            *(exits if exits or held[1] else None, len(rows)),
            sum(not row["has_entered_into_force"] for row in rows),
            share,
            record and why + (f": {so}, and NULL is not zero." if so else "."),
        )
    ]
