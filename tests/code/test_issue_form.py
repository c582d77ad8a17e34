"""The form for issues asks what the schema allows, in GitHub's syntax."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from pactexit import dataset
from pactexit.contributing.form import questions, sections

FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORM = yaml.safe_load((FOLDER / "report-a-step.yml").read_text(encoding="utf-8"))
ELEMENTS: dict[str, dict[str, Any]] = {part["id"]: part for part in FORM["body"] if "id" in part}
SCHEMA = dataset.read(ROOT)
ASKED = questions(SCHEMA)


@pytest.mark.parametrize(
    ("name", "schema"), [("report-a-step", "github-issue-forms"), ("config", "github-issue-config")]
)
def test_it_is_valid_by_the_schema_of_github(name: str, schema: str) -> None:
    command = Path(sys.executable).with_name("check-jsonschema")
    words = [str(command), "--builtin-schema", f"vendor.{schema}", str(FOLDER / f"{name}.yml")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_asks_every_question_once_and_no_other() -> None:
    assert list(ELEMENTS) == list(ASKED)
    labels = [part["attributes"]["label"] for part in ELEMENTS.values()]
    assert labels == [question.label for question in ASKED.values()]
    assert len({label.casefold() for label in labels}) == len(labels)


def test_the_choices_are_the_allowed_values_with_their_definitions() -> None:
    coded = 0
    for name, question in ASKED.items():
        if not question.column:
            continue
        table, column = question.column.split(".")
        (field,) = (field for field in SCHEMA.tables[table].fields if field.name == column)
        attributes = ELEMENTS[name]["attributes"]
        assert attributes.get("options", []) == field.allowed_values, name
        (_, header), *rows = dataset.records(SCHEMA.tables["terms"])
        terms = [dict(zip(header, cells, strict=True)) for _, cells in rows]
        for term in terms:
            if term["field"] == question.column:
                coded += 1
                assert f"* `{term['value']}`: {term['definition']}" in attributes["description"]
    assert coded > 60


def test_every_question_is_explained_and_required_where_the_schema_needs_it() -> None:
    for name, part in ELEMENTS.items():
        assert part["attributes"]["description"].strip()
        assert part["type"] in {"input", "dropdown", "textarea"}
        assert part["validations"]["required"] is ASKED[name].is_required
    for table in ("events", "sources"):
        for field in SCHEMA.tables[table].fields:
            asked = [q for q in ASKED.values() if q.column == f"{table}.{field.name}"]
            if field.constraints.get("required") and asked:
                assert asked[0].is_required, field.name


def test_github_would_not_refuse_its_options() -> None:
    """What its schema does not say: options are texts, each once, and none is the word None."""
    for part in ELEMENTS.values():
        options = part["attributes"].get("options", [])
        assert all(isinstance(option, str) for option in options)
        assert len(set(options)) == len(options)
        assert "none" not in {option.lower() for option in options}


def test_the_parts_have_headings_and_a_word_of_welcome() -> None:
    texts = [part["attributes"]["value"] for part in FORM["body"] if part["type"] == "markdown"]
    assert len(texts) == len(sections(SCHEMA)) + 1
    assert all(text.startswith("## ") for text in texts[1:])
