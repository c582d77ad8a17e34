"""Every rule of the dataset catches its breaking example, at its line, and no clean table."""

from __future__ import annotations

from pathlib import Path

import pytest
from breaks import BREAKS, KEYS, Remove, apply, key_of, read

import pactexit
from pactexit.rules.within_row import RULES
from pactexit.validation import between


def test_the_small_dataset_breaks_no_rule(small: Path) -> None:
    report = pactexit.validate(small)
    assert report.valid, report.to_text()
    assert report.counts == {}


def test_every_rule_has_a_breaking_example() -> None:
    assert BREAKS.keys() == {rule.name for rule in RULES} | between.rules().keys()


@pytest.mark.parametrize("rule", BREAKS)
def test_a_rule_finds_its_breaking_example_where_it_stands(rule: str, small: Path) -> None:
    example = BREAKS[rule]
    for edit in example.edits:
        apply(small, edit)
    # one line a record: the small tables hold no line breaks
    keys = [key_of(example.table, row) for row in read(small, example.table)]
    row = keys.index(example.key) + 1

    report = pactexit.validate(small)

    assert not report.valid
    found = [problem for problem in report.problems if problem.rule == rule]
    assert {(p.table, p.key) for p in found} == {(example.table, example.key)}, report.to_text()
    (problem,) = [problem for problem in found if problem.column == example.column]
    assert problem.path == f"tables/{example.table}.csv"
    assert (problem.line, problem.row) == (row + 1, row)
    assert problem.message
    assert problem.fix.endswith(".")
    assert "{" not in problem.message + problem.fix


def test_an_allowed_value_without_a_definition_is_named(small: Path) -> None:
    apply(small, Remove("terms", "events.stage/decided"))
    (problem,) = pactexit.validate(small).problems
    assert problem.rule == "terms_define_the_allowed_values"
    assert (problem.path, problem.line, problem.value) == ("tables/terms.csv", None, "decided")


def test_keys_of_the_breaking_examples_are_those_of_the_schema(small: Path) -> None:
    from pactexit import dataset

    tables = dataset.read(small).tables
    assert {name: table.primary_key for name, table in tables.items()} == KEYS
