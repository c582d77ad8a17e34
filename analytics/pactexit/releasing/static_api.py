"""The static JSON API of a release: tables, agreements and the answers to the questions."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pactexit.asking import ask, questions, table
from pactexit.releasing.citation import reference
from pactexit.showing import plain, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pactexit.answers import Answer
    from pactexit.releasing.content import Content

#: Its form: what is only added to keeps it, what changes or removes gets the next one.
FOLDER = "v1"

Row = dict[str, Any]


def write(content: Content, folder: Path) -> None:
    """Writes the API to a folder, each list of rows with its metadata beside it."""
    home = folder / FOLDER
    con = content.database
    answers = {
        "tables": {name: table(name, con) for name in content.dataset.tables},
        "queries": {name: ask(name, con) for name in questions()},
    }
    for kind, of_kind in answers.items():
        (home / kind).mkdir(parents=True)
        for name, answer in of_kind.items():
            (home / kind / f"{name}.json").write_bytes(_lines(answer))
            _write(home / kind / f"{name}.metadata.json", _metadata(content, answer))
    agreements = list(_agreements(content))
    (home / "agreements").mkdir()
    for agreement in agreements:
        _write(home / "agreements" / f"{agreement['agreement']['agreement_id']}.json", agreement)
    names = {kind: [*of_kind] for kind, of_kind in answers.items()}
    names["agreements"] = [each["agreement"]["agreement_id"] for each in agreements]
    _write(home / "index.json", _about(content) | names)


def _metadata(content: Content, answer: Answer) -> dict[str, Any]:
    asked = answer.question
    found = {
        "name": asked.name,
        "title": asked.title,
        "description": asked.description,
        "method": asked.method,
        "columns": [
            {"name": c.name, "type": c.type, "meaning": c.meaning or _of_bound(c.name)}
            for c in asked.returns
        ],
        "parameters": dict(answer.params),
        "rows": len(answer),
    }
    return found | _about(content)


def _of_bound(column: str) -> str:
    """The meaning of a column that stands beside an imprecise date."""
    name, _, end = column.rpartition("_")
    return f"The {end} day that {name} can mean." if name else ""


def _about(content: Content) -> dict[str, Any]:
    dataset = content.dataset
    return {
        "version": dataset.version,
        "created": dataset.created,
        "citation": reference(dataset),
        "licence": dataset.licence,
    }


def _agreements(content: Content) -> Iterator[dict[str, Any]]:
    """Each agreement with the rows that belong to it, and what is known of each source."""
    rows = {name: frame.to_dicts() for name, frame in content.frames.items()}
    parties, events = (_by(rows[name], "agreement_id") for name in ("parties", "events"))
    claims = _by(rows["claims"], lambda row: (row["table_name"], row["record_id"]))
    statuses = _by(list(ask("agreement_status", content.database)), "agreement_id")
    for agreement in rows["agreements"]:
        named = agreement["agreement_id"]
        orders = {row["order_id"] for row in events[named]}
        about = [
            ("agreements", named),
            *(("parties", f"{named}/{row['country_id']}") for row in parties[named]),
            *(("events", row["event_id"]) for row in events[named]),
        ]
        claimed = [claim for place in about for claim in claims[place]]
        sources = {claim["source_id"] for claim in claimed}
        yield {
            "agreement": agreement,
            "statuses": statuses[named],
            "parties": parties[named],
            "events": events[named],
            "orders": [row for row in rows["orders"] if row["order_id"] in orders],
            "claims": claimed,
            "sources": [row for row in rows["sources"] if row["source_id"] in sources],
        } | _about(content)


def _by(rows: Iterable[Row], key: str | Callable[[Row], object]) -> defaultdict[Any, list[Row]]:
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row) if callable(key) else row[key]].append(row)
    return found


def _lines(rows: Iterable[Row]) -> bytes:
    """A list with a line for each row."""
    lines = (json.dumps(row, ensure_ascii=False, default=plain) for row in rows)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def _write(path: Path, value: object) -> None:
    path.write_bytes(to_json(value).encode())
