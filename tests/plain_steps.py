"""The questions on steps, acts and the days between, again in plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plain_exits import Answer, by_day, first_live
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
    from datetime import date

BEFORE_EFFECT = STAGES[2:5]


def _days(start: str | None, end: str | None) -> tuple[int | None, int | None]:
    """Least and most days between two EDTF texts."""
    first, last = bounds(start or ""), bounds(end or "")
    if first is None or last is None:
        return None, None
    return (last[0] - first[1]).days, (last[1] - first[0]).days


def stage_intervals(tables: Tables, **params: Any) -> Answer:
    orders = {row["order_id"]: row for row in tables.orders}
    answer = []
    for agreement, row in sorted(tables.agreement.items()):
        live = tables.live(agreement, TERMINATION, day(params.get("as_of")), "RUS")
        act, notice, effect = (
            min((step for step in live if step["stage"] in stages), key=by_day, default=None)
            for stages in (("authorised", "decided"), ("notified",), ("effective",))
        )
        if act is None or params.get("subject") not in (None, row["subject"]):
            continue
        order = orders.get(act["order_id"], {})
        reached, *later = (step["occurred_on"] if step else None for step in (act, notice, effect))
        answer += [
            (
                *(agreement, partner, act["order_id"] or None, act["stage"], reached, *later),
                *_days(order.get("signed_on"), order.get("published_on")),
                *(bound for end in later for bound in _days(reached, end)),
            )
            for partner in tables.partners(agreement)
            if params.get("partner_id") in (None, partner)
        ]
    return answer


def _is_ended(tables: Tables, agreement: str, as_of: date | None) -> bool:
    row, partners = tables.agreement[agreement], tables.partners(agreement)
    is_bilateral = len(partners) == 1 and not row["organisations"]
    actors = {step["actor_id"] for step in tables.events if step["agreement_id"] == agreement}
    if not is_bilateral or agreement.startswith("multi-"):
        actors = {"RUS"}
    return any(
        step["stage"] == "effective"
        for actor in actors
        for step in tables.live(agreement, EXIT, as_of, actor)
    )


def stuck_steps(tables: Tables, **params: Any) -> Answer:
    as_of = day(params.get("as_of"))
    answer = []
    for agreement in sorted(tables.agreement):
        live = tables.live(agreement, TERMINATION, as_of, "RUS")
        waiting = [step for step in live if step["stage"] in BEFORE_EFFECT]
        if not waiting or _is_ended(tables, agreement, as_of):
            continue
        step = min(waiting, key=by_day)
        begun = step["occurred_on"]
        answer += [
            (
                *(agreement, partner, STAGES[max(map(rank, waiting)) - 1], begun),
                *(step["order_id"] or None, *_days(begun, params.get("as_of"))),
                as_of and tables.is_covered(agreement, partner, first_day(begun), as_of),
            )
            for partner in tables.partners(agreement)
            if params.get("partner_id") in (None, partner)
        ]
    return answer


def _own_exits(tables: Tables, order: Row) -> list[Row]:
    """The steps on the exit track that an act of a state brought about for that state."""
    return [
        step
        for step in tables.events
        if (step["order_id"], step["actor_id"]) == (order["order_id"], order["issuing_country_id"])
        and step["action"] in EXIT
        and tables.agreement[step["agreement_id"]]["scope"] != "context"
    ]


def agreements_per_order(tables: Tables, **params: Any) -> Answer:
    answer = []
    for order in tables.orders:
        steps = [
            step
            for step in _own_exits(tables, order)
            if params.get("subject") in (None, tables.agreement[step["agreement_id"]]["subject"])
        ]
        agreements = {step["agreement_id"] for step in steps}
        if (
            not steps
            or len(agreements) < params.get("least_agreements", 1)
            or order["issuing_country_id"] != params.get("issuing_country_id", "RUS")
        ):
            continue
        partners = [partner for agreement in agreements for partner in tables.partners(agreement)]
        ranks = [rank(step) for step in steps if step["stage"] != "revoked"]
        named = order["instruments_named"]
        answer.append(
            (
                *(order["order_id"], order["issuer"], order["kind"]),
                *(order["published_on"] or None, int(named) if named else None),
                *(len(agreements), len(set(partners)) or None, len(partners) or None),
                STAGES[max(ranks) - 1] if ranks else None,
            )
        )
    return sorted(answer, key=lambda row: (-row[5], row[0]))


def gaps_between_orders(tables: Tables, **params: Any) -> Answer:
    since, until = day(params.get("issued_from")), day(params.get("issued_until"))
    issued = []
    for order in tables.orders:
        text = order["published_on"] or order["signed_on"]
        days = bounds(text)
        state = params.get("issuing_country_id", "RUS")
        if days and order["issuing_country_id"] == state and _own_exits(tables, order):
            issued.append((days, order["order_id"], text))
    issued.sort()
    answer: Answer = []
    for place, (days, order_id, text) in enumerate(issued):
        if (since and days[0] < since) or (until and days[1] > until):
            continue
        before = issued[place - 1] if place else (None, None, None)
        gap = _days(before[2], text)
        answer.append(
            (params.get("issuing_country_id", "RUS"), order_id, text, before[1], *gap),
        )
    return answer


def exits_around_a_date(tables: Tables, **params: Any) -> Answer:
    middle, window = params.get("around_on", "2022-02-24"), params.get("window_days", 365)
    answer = []
    for agreement in tables.agreement:
        step = first_live(tables, agreement, params)
        least, most = _days(middle, step["occurred_on"]) if step else (None, None)
        if step is None or least is None or most is None or most < -window or least > window:
            continue
        answer += [
            (
                *(agreement, partner, step["stage"], step["occurred_on"]),
                *(step["order_id"] or None, least, most, -window <= least and most <= window),
            )
            for partner in tables.partners(agreement)
        ]
    return sorted(answer, key=lambda row: (row[6], row[0], row[1]))


def _cancelled_on(tables: Tables, step: Row, tracks: dict[str, str]) -> date | None:
    """The first day by which a later step of the same agreement, actor and track cancels this."""

    def cancels(row: Row) -> bool:
        return row["stage"] == "revoked" or row["action"] == "resume"

    def ladder(row: Row) -> tuple[str, str, str]:
        return row["agreement_id"], row["actor_id"], tracks[row["action"]]

    if cancels(step):
        return None
    since = last_day(step["occurred_on"])
    days = [
        last_day(row["occurred_on"])
        for row in tables.events
        if cancels(row) and ladder(row) == ladder(step)
    ]
    return min((found for found in days if found >= since), default=None)


def timeline_of_steps(tables: Tables, **params: Any) -> Answer:
    as_of = day(params.get("as_of"))
    tracks = {row["value"]: row["track"] for row in tables.terms if row["field"] == "events.action"}
    of_order = {
        row["agreement_id"]
        for row in tables.events
        if params.get("order_id") in (None, row["order_id"])
    }
    answer = []
    for step in tables.events:
        agreement, track = step["agreement_id"], tracks[step["action"]]
        first, last = first_day(step["occurred_on"]), last_day(step["occurred_on"])
        partners = tables.partners(agreement)
        if (
            tables.agreement[agreement]["scope"] == "context"
            or agreement not in of_order
            or params.get("agreement_id") not in (None, agreement)
            or params.get("partner_id") not in (None, *partners)
            or step["actor_id"] != params.get("actor_id", "RUS")
            or track != params.get("track", "exit")
            or (as_of is not None and last > as_of)
        ):
            continue
        cancelled = _cancelled_on(tables, step, tracks)
        answer.append(
            (
                *(step["event_id"], agreement, " ".join(partners) or None, step["actor_id"], track),
                *(step["action"], step["stage"], step["order_id"] or None, step["occurred_on"]),
                *(first, last),
                cancelled if cancelled and (as_of is None or cancelled <= as_of) else None,
            )
        )
    return sorted(answer, key=lambda row: (row[9], row[10], row[0]))
