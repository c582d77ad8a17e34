"""The questions on the quality of the record again, in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from plain_exits import Answer
from plain_tables import Row, Tables, bounds, day, last_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

FACTS = ("agreements", "countries", "events", "orders", "parties")


def _tables(tables: Tables, params: dict[str, Any]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Name, key and columns of the tables that the parameters choose, by name."""
    for resource in sorted(tables.descriptor["resources"], key=lambda r: str(r["name"])):
        if params.get("table_name") in (None, resource["name"]):
            columns = [field["name"] for field in resource["schema"]["fields"]]
            yield resource["name"], resource["schema"]["primaryKey"], columns


def _record_id(row: Row, key: list[str]) -> str:
    return "/".join(row[column] for column in key)


def _voice(source: Row) -> str:
    return source["relays"].split(";")[0].strip() or source["publisher"]


def is_public(source: Row, known_by: date | None) -> bool:
    if known_by is None:
        return True
    published = source["published_on"]
    return (last_day(published) if published else last_day(source["read_on"])) <= known_by


def facts_by_support(tables: Tables, **params: Any) -> Answer:
    known_by = day(params.get("known_by"))
    known = {row["source_id"]: row for row in tables.sources if is_public(row, known_by)}
    said: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for claim in tables.claims:
        if claim["source_id"] in known:
            place = (claim["table_name"], claim["record_id"], claim["field"])
            value = () if claim["field"] == "*" else (claim["value"],)
            said[*place, *value].append(known[claim["source_id"]])
    answer = []
    for name, key, columns in _tables(tables, params):
        for column in columns if name in FACTS else ():
            rows = [row for row in getattr(tables, name) if row[column]]
            if column in key or column == "note" or not rows:
                continue
            counts: Counter[int] = Counter()
            officials = 0
            for row in rows:
                record = _record_id(row, key)
                sources = said[name, record, column, row[column]]
                voices = min(len({_voice(source) for source in sources}), 3)
                counts[voices or (0 if said[name, record, "*"] else -1)] += 1
                officials += any(source["kind"] == "official" for source in sources)
            strengths = [counts[strength] for strength in (3, 2, 1, 0, -1)]
            answer.append((name, column, len(rows), *strengths, officials))
    return answer


def completeness_by_column(tables: Tables, **params: Any) -> Answer:
    answer = []
    for name, _, columns in _tables(tables, params):
        rows = getattr(tables, name)
        for column in columns:
            filled = sum(bool(row[column]) for row in rows)
            answer.append(
                (name, column, len(rows), filled, filled / len(rows) if rows else None),
            )
    return answer


def sources_by_kind_and_language(tables: Tables, **params: Any) -> Answer:
    claims = Counter(claim["source_id"] for claim in tables.claims)
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in tables.sources:
        if params.get("read_as") in (None, row["read_as"]):
            groups[row["kind"], row["language"]].append(row)
    return [
        (
            *(kind, language or None, len(rows), len({row["publisher"] for row in rows})),
            *(len({_voice(row) for row in rows}), sum(not row["published_on"] for row in rows)),
            sum(claims[row["source_id"]] for row in rows),
        )
        for (kind, language), rows in sorted(
            groups.items(), key=lambda g: (g[0][0], not g[0][1], g[0][1])
        )
    ]


def coverage_windows(tables: Tables, **params: Any) -> Answer:
    means = {"complete": "exactly", "partial": "at least", "not-searched": "nothing"}
    names = ("measure", "actor_id", "partner_group", "agreement_scope", "from_on", "coverage_id")
    on_day = params.get("on_day")
    return [
        (
            *(row["coverage_id"], *(row[name] or None for name in names[:4])),
            *(day(row["from_on"]), day(row["to_on"]), row["completeness"]),
            *(means[row["completeness"]], row["completeness"] == "complete"),
            *(day(row["searched_on"] or None), row["note"] or None),
        )
        for row in sorted(tables.coverage, key=lambda row: [row[name] or "~" for name in names])
        if params.get("measure") in (None, row["measure"])
        and params.get("agreement_scope") in (None, row["agreement_scope"])
        and (on_day is None or row["from_on"] <= on_day <= row["to_on"])
    ]


def unknown_facts(tables: Tables, **params: Any) -> Answer:
    claims: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for claim in tables.claims:
        claims[claim["table_name"], claim["record_id"], claim["field"]].append(claim)
    answer = []
    for name, key, columns in _tables(tables, params):
        if name not in FACTS or name == "countries":
            continue
        records = {_record_id(row, key): row for row in getattr(tables, name)}
        for record, row in sorted(records.items()):
            for column in columns:
                if row[column] or column == "note" or params.get("field") not in (None, column):
                    continue
                found = claims[name, record, column]
                values = "; ".join(sorted({claim["value"] for claim in found}))
                sources = {claim["source_id"] for claim in found}
                answer.append((name, record, column, len(found), len(sources), values or None))
    return answer


STANDINGS = ("supports", "compatible", "differs", "unendorsed")


def _standing(claim: Row, row: Row | None, dates: set[str]) -> tuple[str, str | None]:
    """How a claim stands to its cell, and the value of that."""
    cell = (row or {}).get(claim["field"]) or None
    if cell == claim["value"] or (claim["field"] == "*" and row is not None):
        return "supports", cell
    if cell is None:
        return "unendorsed", None
    if claim["field"] in dates:
        inner, outer = bounds(cell), bounds(claim["value"])
        assert inner is not None
        assert outer is not None
        if outer[0] <= inner[0] and inner[1] <= outer[1]:
            return "compatible", cell
    return "differs", cell


def claims_on_a_cell(tables: Tables, **params: Any) -> Answer:
    sources = {row["source_id"]: row for row in tables.sources}
    answer = []
    for resource in tables.descriptor["resources"]:
        name, schema = resource["name"], resource["schema"]
        rows = {_record_id(row, schema["primaryKey"]): row for row in getattr(tables, name)}
        dates = {f["name"] for f in schema["fields"] if f["type"] == "date" or "rdfType" in f}
        for claim in tables.claims:
            record, field = claim["record_id"], claim["field"]
            if (
                claim["table_name"] != name
                or params.get("table_name") not in (None, name)
                or params.get("record_id") not in (None, record)
                or params.get("field") not in (None, field if field != "*" else params.get("field"))
            ):
                continue
            standing, cell = _standing(claim, rows.get(record), dates)
            place = 9 if field == "*" else STANDINGS.index(standing)
            source = sources[claim["source_id"]]
            about = (source[column] or None for column in ("publisher", "published_on", "relays"))
            answer.append(
                (
                    (name, record, place, field, claim["value"], source["source_id"]),
                    (
                        *(name, record, field, claim["value"], standing, cell),
                        *(source["source_id"], *about),
                        *(claim["quote"] or None, claim["note"] or None),
                    ),
                )
            )
    return [row for _, row in sorted(answer)]


def record_with_references(tables: Tables, **params: Any) -> Answer:
    wanted = params.get("record_id")
    answer = []
    for name, key, columns in _tables(tables, {}):
        for row in getattr(tables, name) if name != "claims" else ():
            record = _record_id(row, key)
            if wanted in (None, record, *row.values()):
                is_named = wanted in (None, record)
                cells = [(is_named, name, record, c, row[c]) for c in columns if row[c]]
                answer.append(((not is_named, name, record), cells))
    return [cell for _, cells in sorted(answer) for cell in cells]
