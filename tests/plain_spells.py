"""The panel of agreements, the list of steps and the spells again, in plain Python."""

from __future__ import annotations

from datetime import date
from typing import Any

from plain_exits import Answer, by_day
from plain_panels import (
    Bounds,
    are_bound,
    codes,
    is_member,
    measured,
    pairs,
    reading_of,
    searched,
    signing,
    years,
)
from plain_tables import EXIT, STAGES, Row, Tables, bounds, day, last_day, rank

TRACKS = {
    **dict.fromkeys(EXIT, "exit"),
    **dict.fromkeys(("suspend", "resume"), "suspension"),
    "limit": "limitation",
}


def _completed_years(start: date | None, end: date) -> int | None:
    if start is None:
        return None
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _top(steps: list[Row]) -> str | None:
    return STAGES[max(map(rank, steps)) - 1] if steps else None


def _status(tables: Tables, agreement: str, partner: str, on: date) -> tuple[str | None, ...]:
    own, other = (tables.live(agreement, EXIT, on, actor) for actor in ("RUS", partner))
    halted = [s for a in ("RUS", partner) for s in tables.live(agreement, ("suspend",), on, a)]
    row, stage, halt = tables.agreement[agreement], _top(own + other), _top(halted)
    entered = bounds(row["in_force_on"])
    if stage is not None:
        status = "ended" if stage == "effective" else f"exit {stage}"
    elif halt is not None:
        status = "suspended" if halt == "effective" else f"suspension {halt}"
    elif row["has_entered_into_force"] == "false":
        status = "never in force"
    elif not are_bound(tables, agreement, partner):
        status = "signed only"
    elif row["has_entered_into_force"] and entered and entered[1] <= on:
        status = "in force"
    else:
        status = "no exit step known"
    return status, _top(own), _top(other), halt


def agreement_year(tables: Tables, **params: Any) -> Answer:
    answer = []
    for agreement, partner in pairs(tables, params):
        row, (first, last) = tables.agreement[agreement], signing(tables, agreement, partner)
        is_multi = agreement.startswith("multi-") or row["organisations"]
        is_bilateral = len(tables.partners(agreement)) == 1 and not is_multi
        begun = first or last
        for year in years(tables, params):
            on = measured(year, params)
            if begun is None or on < begun:
                continue
            is_signed = last is not None and last <= on
            answer.append(
                (
                    *(agreement, *codes(tables, partner), year),
                    *(row["scope"], row["subject"] or None, is_bilateral),
                    *is_member(tables, partner, on),
                    *(_completed_years(last, on) if is_signed else None,),
                    _completed_years(first, on),
                    *_status(tables, agreement, partner, on),
                    reading_of(tables, "exit-steps", ("RUS", partner), row["scope"], year),
                )
            )
    return answer


def event_list(tables: Tables, **params: Any) -> Answer:
    as_of, answer = day(params.get("as_of")), []
    for step in tables.events:
        row, actor = tables.agreement[step["agreement_id"]], step["actor_id"]
        track, days = TRACKS.get(step["action"], "consent"), bounds(step["occurred_on"])
        if (
            row["scope"] == "context"
            or params.get("agreement_scope") not in (None, row["scope"])
            or params.get("track") not in (None, track)
            or days is None
            or (as_of is not None and days[1] > as_of)
        ):
            continue
        partners: list[str | None] = [
            partner
            for partner in tables.partners(step["agreement_id"])
            if actor in ("RUS", partner)
        ]
        cancels = step["stage"] == "revoked" or step["action"] == "resume"
        own = codes(tables, actor)
        answer += [
            (
                *(step["event_id"], step["agreement_id"], row["scope"], row["subject"] or None),
                *own,
                *(codes(tables, partner) if partner else (None, None, None)),
                *(track, step["action"], step["stage"], None if cancels else rank(step)),
                *(step["occurred_on"], *days, step["date_basis"] or None, step["order_id"] or None),
                None if cancels else _cancelled_on(tables, step, track, as_of),
            )
            for partner in partners or [None]
            if params.get("partner_id") in (None, partner)
        ]
    return sorted(answer, key=lambda row: (row[16], row[0], row[7] or ""))


def _cancelled_on(tables: Tables, step: Row, track: str, as_of: date | None) -> date | None:
    days = [
        last_day(row["occurred_on"])
        for row in tables.events
        if (row["agreement_id"], row["actor_id"]) == (step["agreement_id"], step["actor_id"])
        and TRACKS.get(row["action"], "consent") == track
        and (row["stage"] == "revoked" or row["action"] == "resume")
        and last_day(row["occurred_on"]) >= last_day(step["occurred_on"])
    ]
    first = min(days, default=None)
    return None if first is None or (as_of is not None and first > as_of) else first


def agreement_spells(tables: Tables, **params: Any) -> Answer:
    as_of, stage, answer = day(params.get("as_of")), params.get("at_stage", "effective"), []
    least = 7 if stage == "revoked" else STAGES.index(stage) + 1
    for agreement, partner in pairs(tables, params):
        row, (first, last) = tables.agreement[agreement], signing(tables, agreement, partner)
        if as_of is not None and first is not None and first > as_of:
            continue
        steps = [
            step
            for actor in ("RUS", partner)
            for step in tables.live(agreement, EXIT, as_of, actor)
            if rank(step) >= least
        ]
        windows = [
            (window["from_on"], min(window["to_on"], str(params.get("as_of") or "9999")))
            for window in searched(tables, row["scope"])
            if window["partner_group"] in tables.groups(partner)
            and window["completeness"] != "not-searched"
            and (as_of is None or window["from_on"] <= as_of.isoformat())
        ]
        step = min(steps, key=by_day, default=None)
        until = day(max((window[1] for window in windows), default=None))
        stop: Bounds = (bounds(step["occurred_on"]) if step else None) or (until, until)
        entered = row["has_entered_into_force"]
        note = "step on record" if step else "no step on record" if until else "outside coverage"
        answer.append(
            (
                *(agreement, *codes(tables, partner), row["scope"], row["subject"] or None),
                entered == "true" if entered else None,
                *(first, last, *stop, first is None, step is None),
                *(step[k] if step else None for k in ("actor_id", "action", "stage")),
                day(min((window[0] for window in windows), default=None)),
                max((stop[0] - last).days, 0) if stop[0] and last else None,
                (stop[1] - first).days if stop[1] and first else None,
                note,
            )
        )
    return answer
