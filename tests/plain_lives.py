"""The questions on the lives of agreements again, in plain Python and in exact fractions."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Any

from plain_answers import agreement_status
from plain_tables import EXIT, STAGES, TERMINATION, Row, Tables, bounds, day, last_day, rank

if TYPE_CHECKING:
    from collections.abc import Iterator

Answer = list[tuple[Any, ...]]
NORMAL = 1.959963984540054  # 97.5 % of a normal distribution lie below
MISSING = "Exits may be missing from the record over these lives."
NOTHING = "No exit is on record and exits may be missing: nothing can be estimated."
NONE_KNOWN = "No such exit is on record, but the record of exits is not complete."


@dataclass(frozen=True)
class Life:
    """One agreement of a group: at risk after the age `entry` up to the age `last`."""

    entry: int
    last: int
    has_exit: bool
    is_covered: bool


def is_bilateral(tables: Tables, agreement: str) -> bool:
    is_multi = tables.agreement[agreement]["organisations"] or agreement.startswith("multi-")
    return len(tables.partners(agreement)) == 1 and not is_multi


def observed_until(tables: Tables, params: dict[str, Any]) -> date:
    newest = max(last_day(source["read_on"]) for source in tables.sources)
    return min(day(params.get("as_of")) or newest, newest)


def _unit_groups(tables: Tables, agreement: str, group_by: str) -> set[str]:
    if group_by == "partner_group":
        found = [tables.groups(partner) for partner in tables.partners(agreement)]
        return {
            "NATO" if "nato" in groups else "EU outside NATO" if "eu" in groups else "other"
            for groups in found
        }
    if group_by == "none":
        return {"all"}
    return {tables.agreement[agreement][group_by] or "not established"}


def _own_signature(tables: Tables, agreement: str, state: str) -> str:
    found = (
        row["signed_on"]
        for row in tables.parties
        if (row["agreement_id"], row["country_id"]) == (agreement, state)
    )
    return next(found, "")


def _chosen_agreements(tables: Tables, until: date, params: dict[str, Any]) -> Iterator[str]:
    for agreement, row in tables.agreement.items():
        signed = bounds(_signature(tables, agreement))
        if (
            tables.partners(agreement)
            and params.get("agreement_scope") in (None, row["scope"])
            and (is_bilateral(tables, agreement) or params.get("with_multilateral"))
            and row["has_entered_into_force"] != "false"
            and (signed is None or signed[0] <= until)
        ):
            yield agreement


def _signature(tables: Tables, agreement: str) -> str:
    return _own_signature(tables, agreement, "RUS") or tables.agreement[agreement]["signed_on"]


def _life(tables: Tables, agreement: str, until: date, params: dict[str, Any]) -> Life | None:
    """The life of a dated agreement; None where it was over before it was observed."""
    side = 1 if params.get("duration_bound") == "max" else 0
    days = bounds(_signature(tables, agreement))
    assert days is not None
    signed = days[1 - side]
    actors = ["RUS"]
    if is_bilateral(tables, agreement):
        actors = sorted({step["actor_id"] for step in tables.events} | {"RUS"})
    steps = [step for actor in actors for step in tables.live(agreement, EXIT, until, actor)]
    stage = params.get("at_stage", "authorised")
    least = 99 if stage == "revoked" else STAGES.index(stage) + 1
    actions = EXIT if params.get("with_expiry") else TERMINATION

    def first(chosen: list[Row]) -> date:
        found = [bounds(step["occurred_on"]) for step in chosen]
        return min((pair[side] for pair in found if pair), default=date.max)

    left = first(
        [s for s in steps if s["actor_id"] == "RUS" and rank(s) >= least and s["action"] in actions]
    )
    over = min(until, first([s for s in steps if s["stage"] == "effective"]))
    has_exit = left <= over
    end = left if has_exit else over
    since = max(signed, day(params.get("observed_from")) or signed)
    if since > signed and end <= since:
        return None
    return Life(
        entry=(since - signed).days or -1,
        last=max((end - signed).days, 0),
        has_exit=has_exit,
        is_covered=all(
            tables.is_covered(agreement, partner, since, end)
            for partner in tables.partners(agreement)
        ),
    )


def lives(tables: Tables, **params: Any) -> tuple[dict[str, list[Life]], Counter[str]]:
    """The lives of each group, and how many more it has whose signature is not dated."""
    until = observed_until(tables, params)
    groups: dict[str, list[Life]] = defaultdict(list)
    undated: Counter[str] = Counter()
    for agreement in _chosen_agreements(tables, until, params):
        for group in _unit_groups(tables, agreement, params.get("group_by", "none")):
            is_dated = bool(_signature(tables, agreement))
            life = _life(tables, agreement, until, params) if is_dated else None
            groups[group] += [life] if life else []
            undated[group] += not is_dated
    return groups, undated


def survival_of_agreements(tables: Tables, **params: Any) -> Answer:
    until = observed_until(tables, params)
    groups, undated = lives(tables, **params)
    answer = []
    for group, found in sorted(groups.items()):
        covered = bool(found) and all(life.is_covered for life in found)
        is_known = covered or any(life.has_exit for life in found)
        note = None if covered else MISSING if is_known else NOTHING
        for *counts, survival, error, lower, upper in _curve(found):
            estimate = (survival, error) if is_known else (None, None)
            answer.append((group, *counts, *estimate, lower, upper, undated[group], until, note))
    return answer


def _curve(found: list[Life]) -> Iterator[tuple[Any, ...]]:
    survival, variance = Fraction(1), Fraction(0)
    for age in sorted({0} | {life.last for life in found}):
        at_risk = sum(life.entry < age <= life.last for life in found)
        exits = sum(life.last == age and life.has_exit for life in found)
        censored = sum(life.last == age and not life.has_exit for life in found)
        if exits:
            survival *= Fraction(at_risk - exits, at_risk)
        if survival and exits:
            variance += Fraction(exits, at_risk * (at_risk - exits))
        yield (
            *(age, age / 365.25, at_risk, exits, censored, float(survival)),
            *_errors(survival, sqrt(variance)),
        )


def _errors(survival: Fraction, error: float) -> tuple[float | None, ...]:
    """Greenwood's standard error, and the bounds on the scale of log(-log S)."""
    if not survival:
        return None, None, None
    if survival == 1:
        return 0.0, None, None
    middle, half = log(-log(survival)), NORMAL * error / -log(survival)
    return float(survival) * error, exp(-exp(middle + half)), exp(-exp(middle - half))


def signature_and_nato_accession(tables: Tables, **params: Any) -> Answer:
    as_of = day(params.get("as_of"))
    stage = params.get("at_stage", "authorised")
    answer = []
    for agreement, row in tables.agreement.items():
        if params.get("subject") not in (None, row["subject"]):
            continue
        bilateral = is_bilateral(tables, agreement)
        if not bilateral and not params.get("with_multilateral"):
            continue
        ranks = [rank(step) for step in tables.live(agreement, TERMINATION, as_of, "RUS")]
        has_exit = stage != "revoked" and max(ranks, default=0) > STAGES.index(stage)
        for partner in tables.partners(agreement):
            acceded = day(tables.country[partner]["nato_acceded_on"] or None)
            signed_on = (
                row["signed_on"] if bilateral else _own_signature(tables, agreement, partner)
            )
            signed = bounds(signed_on)
            if acceded is None or params.get("partner_id") not in (None, partner):
                continue
            if as_of and (acceded > as_of or (signed and signed[0] > as_of)):
                continue
            covered = signed is not None and tables.is_covered(agreement, partner, signed[0], as_of)
            answer.append(
                (
                    *(agreement, partner, signed_on or None, acceded),
                    *_position(signed, acceded),
                    STAGES[max(ranks) - 1] if ranks else None,
                    *((has_exit, None) if has_exit or covered else (None, NONE_KNOWN)),
                )
            )
    return sorted(answer, key=lambda found: (found[1], found[0]))


def _position(
    signed: tuple[date, date] | None, acceded: date
) -> tuple[str | None, int | None, int | None]:
    if signed is None:
        return None, None, None
    position = "after" if signed[0] >= acceded else "before" if signed[1] < acceded else None
    return position, _years_after(acceded, signed[0]), _years_after(acceded, signed[1])


def _years_after(start: date, end: date) -> int:
    """Completed years, counted down from zero where the end comes first."""
    if end < start:
        return -_years_after(end, start)
    return end.year - start.year - int((end.month, end.day) < (start.month, start.day))


def fates_by_signing_cohort(tables: Tables, **params: Any) -> Answer:
    length, group = params.get("cohort_years", 1), params.get("partner_group", "all")
    fates: dict[int | None, Counter[str]] = defaultdict(Counter)
    for agreement, _, _, signed_on, status, *_ in agreement_status(
        tables, as_of=params.get("as_of")
    ):
        groups = {"all"}.union(*(tables.groups(p) for p in tables.partners(agreement)))
        scope = tables.agreement[agreement]["scope"]
        if group in groups and params.get("agreement_scope") in (None, scope):
            signed = bounds(signed_on or "")
            starts = {found.year // length * length for found in signed or ()}
            fates[starts.pop() if len(starts) == 1 else None][status] += 1
    return [
        (start, None if start is None else start + length - 1, fate, count, counts.total())
        for start, counts in sorted(fates.items(), key=lambda item: item[0] or 9999)
        for fate, count in sorted(counts.items())
    ]
