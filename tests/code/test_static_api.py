"""The JSON API of a release: what it gives is what the tables and the questions give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import pactexit
from pactexit.asking import questions
from releases import rows


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_api_has_every_table_with_its_metadata(released: Path) -> None:
    folder = released / "v1" / "tables"
    for name, expected in rows(released / "csv").items():
        found = read(folder / f"{name}.json")
        metadata = read(folder / f"{name}.metadata.json")
        assert metadata["rows"] == len(found) == len(expected)
        assert [column["name"] for column in metadata["columns"]] == [*found[0]]
        assert all(column["meaning"] for column in metadata["columns"])
        key = (*found[0],)[0]
        assert {row[key] for row in found} == {dict(row)[key] for row in expected}


@pytest.mark.parametrize("name", questions())
def test_the_api_has_every_question_with_its_metadata(name: str, released: Path) -> None:
    folder = released / "v1" / "queries"
    answer = pactexit.ask(name, pactexit.connect(released / "csv"))
    asked = questions()[name]
    expected = json.loads(json.dumps(list(answer), default=str))
    assert read(folder / f"{name}.json") == expected
    metadata = read(folder / f"{name}.metadata.json")
    assert metadata == {
        "name": name,
        "title": asked.title,
        "description": asked.description,
        "method": asked.method,
        "columns": asked.as_json()["returns"],
        "parameters": {
            name: str(value) if hasattr(value, "isoformat") else value
            for name, value in answer.params.items()
        },
        "rows": len(expected),
        "version": "1.0.0",
        "created": "2031-01-02",
        "citation": "Pact Exit contributors (2031). Pact Exit (Version 1.0.0) [Data set].",
        "licence": "CC-BY-4.0",
    }


def test_the_api_has_each_agreement_with_what_belongs_to_it(released: Path) -> None:
    index = read(released / "v1" / "index.json")
    found = {
        path.stem: read(path) for path in sorted((released / "v1" / "agreements").glob("*.json"))
    }
    expected = rows(released / "csv")
    assert {*found} == {*index["agreements"]}
    assert {*found} == {dict(row)["agreement_id"] for row in expected["agreements"]}
    # every party and step is with one agreement, and each claim with the row of which it speaks
    for name in ("parties", "events"):
        assert sum(len(each[name]) for each in found.values()) == len(expected[name])
    claims = [dict(row) for row in expected["claims"]]
    of_agreements = [c for c in claims if c["table_name"] in {"agreements", "parties", "events"}]
    assert sum(len(each["claims"]) for each in found.values()) == len(of_agreements)
    for agreement_id, each in found.items():
        assert each["agreement"]["agreement_id"] == agreement_id
        assert each["version"] == "1.0.0"
        assert {row["source_id"] for row in each["sources"]} == {
            row["source_id"] for row in each["claims"]
        }
        assert {row["order_id"] for row in each["orders"]} == {
            row["order_id"] for row in each["events"] if row["order_id"]
        }
    assert any(each["statuses"] for each in found.values())
