"""The answers again, in plain Python over csv.DictReader: no DuckDB and nothing of the package."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from plain_exits import NONE, NOT_COMPLETE, Answer, Unit, happened, stage_counts
from plain_record import is_public
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


def _units(tables: Tables, **params: Any) -> list[Unit]:
    """Agreement and partner of what the parameters choose."""
    since, until = (day(params.get(name)) for name in ("published_from", "published_until"))
    published = {row["order_id"]: bounds(row["published_on"]) for row in tables.orders}
    units: list[Unit] = []
    for agreement, row in tables.agreement.items():
        acts = [
            (step["order_id"], published.get(step["order_id"]))
            for step in happened(tables, agreement, TERMINATION, params)
        ]
        is_chosen = any(
            params.get("order_id") in (None, order)
            and (since is None or (days is not None and days[0] >= since))
            and (until is None or (days is not None and days[1] <= until))
            for order, days in acts
        )
        if is_chosen and params.get("subject") in (None, row["subject"]):
            units += [(agreement, partner) for partner in tables.partners(agreement)]
    return units


def _counts(tables: Tables, units: list[Unit], params: dict[str, Any]) -> tuple[Any, ...]:
    partners, agreements = {unit[1] for unit in units}, {unit[0] for unit in units}
    counts = stage_counts(tables, units, TERMINATION, params)
    return len(partners), len(agreements), *counts


def terminations_by_nato_accession_year(tables: Tables, **params: Any) -> Answer:
    groups = defaultdict(list)
    for unit in _units(tables, **params):
        groups[tables.country[unit[1]]["nato_acceded_on"][:4]].append(unit)
    return [
        (int(year) if year else None, *_counts(tables, groups[year], params)[:-1])
        for year in sorted(groups, key=lambda year: year or "9999")
    ]


def terminations_in_total(tables: Tables, **params: Any) -> Answer:
    units = _units(tables, **params)
    if not units:
        return [(None,) * 6 + (NONE.format("step"),)]
    return [_counts(tables, units, params)]


def agreement_status(tables: Tables, **params: Any) -> Answer:
    as_of, known_by = day(params.get("as_of")), day(params.get("known_by"))
    answer = []
    for agreement, row in sorted(tables.agreement.items()):
        partners = tables.partners(agreement)
        if row["scope"] == "context" or params.get("agreement_id") not in (None, agreement):
            continue
        signed, in_force = bounds(row["signed_on"]), bounds(row["in_force_on"])
        if as_of is not None and signed is not None and signed[0] > as_of:
            continue
        if params.get("partner_id") not in (None, *partners):
            continue
        actors = ["RUS"]
        is_multi = row["organisations"] or agreement.startswith("multi-")
        if len(partners) == 1 and not is_multi:
            actors = sorted(
                {s["actor_id"] for s in tables.events if s["agreement_id"] == agreement}
            )
        exits, suspensions = (
            sorted(
                (
                    step
                    for actor in actors
                    for step in tables.live(agreement, actions, as_of, actor, known_by)
                ),
                key=lambda s: (-rank(s), last_day(s["occurred_on"]), s["event_id"]),
            )[:1]
            for actions in (EXIT, ("suspend",))
        )
        words = {"true": "in force", "false": "never in force", "": "no exit step known"}
        status = words[row["has_entered_into_force"]]
        if status == "in force" and as_of and (in_force is None or in_force[1] > as_of):
            status = words[""]
        roles = {
            p["country_id"]: p["role"] for p in tables.parties if p["agreement_id"] == agreement
        }
        if status != "never in force" and roles.get("RUS") == "signatory":
            status = "signed only"
        for found, done, prefix in (
            (suspensions, "suspended", "suspension"),
            (exits, "ended", "exit"),
        ):
            for step in found:
                effective = step["stage"] == "effective"
                status = done if effective else f"{prefix} {step['stage']}"
        top = exits[0] if exits else {}
        answer.append(
            (
                *(agreement, row["title_en"], " ".join(partners) or None),
                *(row["signed_on"] or None, status),
                *(top.get(k) or None for k in ("stage", "occurred_on", "actor_id", "order_id")),
            )
        )
    return answer


def agreement_age_at_exit(tables: Tables, **params: Any) -> Answer:
    stage = params.get("at_stage", "authorised")
    if stage == "revoked":
        return []
    answer = []
    for agreement, row in sorted(tables.agreement.items()):
        steps = tables.live(agreement, EXIT, day(params.get("as_of")), "RUS")
        steps = [step for step in steps if rank(step) > STAGES.index(stage)]
        if not steps or row["scope"] == "context":
            continue
        step = min(steps, key=lambda s: (last_day(s["occurred_on"]), rank(s), s["event_id"]))
        signed, reached = bounds(row["signed_on"]), bounds(step["occurred_on"])
        ages: tuple[int | None, int | None] = (None, None)
        if signed is not None and reached is not None:
            ages = (_years(signed[1], reached[0]), _years(signed[0], reached[1]))
        answer.append(
            (agreement, row["signed_on"] or None, step["stage"], step["occurred_on"], *ages)
        )
    return answer


def _years(start: date, end: date) -> int:
    birthday_to_come = (end.month, end.day) < (start.month, start.day)
    return end.year - start.year - int(birthday_to_come)


def agreements_by_signing_year(tables: Tables, **params: Any) -> Answer:
    groups: dict[int, list[Row]] = defaultdict(list)
    for agreement, row in tables.agreement.items():
        partners = tables.partners(agreement)
        if (
            row["scope"] != "context"
            and params.get("partner_id") in (None, *partners)
            and params.get("subject") in (None, row["subject"])
        ):
            days = bounds(row["signed_on"])
            groups[days[0].year if days and days[0].year == days[1].year else 9999].append(row)
    partner = params.get("partner_id")
    asked = tables.groups(partner) if partner else {"all"}
    answer: Answer = []
    for year, rows in sorted(groups.items()):
        days = date(year, 1, 1), date(year, 12, 31)
        covered = year != 9999 and all(
            tables.holds(("agreements", scope, asked), days) for scope in ("military", "adjacent")
        )
        counts = (
            len({p for row in rows for p in tables.partners(row["agreement_id"])}),
            sum(row["level"] == "intergovernmental" for row in rows),
            sum(row["level"] == "interministerial" for row in rows),
        )
        answer.append(
            (
                *(None if year == 9999 else year, len(rows)),
                *(count if count or covered else None for count in counts),
                None if covered else NOT_COMPLETE,
            )
        )
    return answer


def orders_overview(tables: Tables, **params: Any) -> Answer:
    since, until, known_by = (
        day(params.get(name)) for name in ("published_from", "published_until", "known_by")
    )
    read = {row["source_id"] for row in tables.sources if is_public(row, known_by)}
    answer = []
    for row in tables.orders:
        days = bounds(row["published_on"])
        if (
            not tables.is_known("orders", row["order_id"], known_by)
            or params.get("issuing_country_id") not in (None, row["issuing_country_id"])
            or (since is not None and (days is None or days[0] < since))
            or (until is not None and (days is None or days[1] > until))
        ):
            continue
        steps = [
            step
            for step in tables.events
            if step["order_id"] == row["order_id"]
            and tables.is_known("events", step["event_id"], known_by)
        ]
        agreements = {step["agreement_id"] for step in steps}
        counted = {a for a in agreements if tables.agreement[a]["scope"] != "context"}
        steps = [step for step in steps if step["agreement_id"] in counted]
        ranks = [rank(s) for s in steps if s["stage"] != "revoked" and s["action"] != "resume"]
        claims = [
            c
            for c in tables.claims
            if (c["table_name"], c["record_id"]) == ("orders", row["order_id"])
            and c["source_id"] in read
        ]
        partners = {partner for a in counted for partner in tables.partners(a)}
        answer.append(
            (
                *(row["order_id"], row["issuer"], row["kind"]),
                *(row[name] or None for name in ("number", "signed_on", "published_on")),
                *(int(row[n]) if row[n] else None for n in ("instruments_named", "states_named")),
                *(len(counted) or None, len(partners) or None),
                *(STAGES[max(ranks) - 1] if ranks else None, len({c["source_id"] for c in claims})),
            )
        )
    return sorted(answer, key=lambda found: (first_day(found[5] or "9999"), found[0]))


def claims_in_conflict(tables: Tables, **params: Any) -> Answer:
    publishers = {row["source_id"]: row["publisher"] for row in tables.sources}
    schemas = {r["name"]: r["schema"] for r in tables.descriptor["resources"]}
    answer = []
    for name, schema in schemas.items():
        key = schema["primaryKey"]
        dates = {f["name"] for f in schema["fields"] if f["type"] == "date" or "rdfType" in f}
        rows = {"/".join(row[column] for column in key): row for row in getattr(tables, name)}
        for claim in tables.claims:
            record, field, value = claim["record_id"], claim["field"], claim["value"]
            if claim["table_name"] != name or field == "*":
                continue
            cell = rows[record][field]
            inner, outer = (bounds(cell), bounds(value)) if field in dates else (None, None)
            contained = inner and outer and outer[0] <= inner[0] and inner[1] <= outer[1]
            if (
                cell == value
                or contained
                or params.get("table_name") not in (None, name)
                or params.get("record_id") not in (None, record)
            ):
                continue
            standing = "differs" if cell else "unendorsed"
            source = claim["source_id"]
            answer.append(
                (
                    *(name, record, field, cell or None, value, standing, source),
                    *(publishers[source], claim["note"] or None),
                )
            )
    return sorted(answer, key=lambda found: (*found[:3], *found[4:7:2]))
