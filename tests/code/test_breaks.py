"""The gallery of defects: each kind is found by exactly the rule it breaks, at its line."""

from __future__ import annotations

import re
from pathlib import Path

import frictionless
import pytest

import pactexit
from breaks import (
    BETWEEN,
    GALLERY,
    HARMLESS,
    IN_ROWS,
    KEYS,
    OF_EVERY_PACKAGE,
    Break,
    Change,
    Remove,
    apply,
    files,
    letters,
    line_of,
    rows,
    swap,
    tables,
    values,
)
from breaks import descriptor as of_descriptors
from conftest import ROOT, SMALL
from pactexit import dataset
from pactexit.rules.within_row import RULES
from pactexit.validation import between, hygiene
from pactexit.validation.report import Report

DIFFERENCES = ROOT / "docs" / "differences-from-frictionless.md"
TABLES = sorted(path.stem for path in SMALL.iterdir())


def found_alone(example: Break, folder: Path) -> Report:
    """Breaks the dataset; its rule finds it where it stands, and all else follows from that."""
    before = (folder / "datapackage.json").read_text(encoding="utf-8")
    for edit in example.edits:
        apply(folder, edit)
    line = line_of(example, folder, before)

    report = pactexit.validate(folder)

    text = report.to_text(show_all=True)
    causes = [problem for problem in report.problems if problem.follows is None]
    path = f"tables/{example.table}.csv" if example.table else "datapackage.json"
    assert {(problem.rule, problem.path) for problem in causes} == {(example.rule, path)}, text
    places = {(problem.line, problem.column) for problem in causes}
    assert causes[0].line == line, text
    if example.column:
        assert (line, example.column) in places, text
    assert any(example.text in f"{problem.message} {problem.fix}" for problem in causes), text
    assert {problem.key for problem in causes} <= {example.key} or example.key is None
    assert {p.follows for p in report.problems} <= {None, *(f"{p.place}: {p.rule}" for p in causes)}
    for problem in report.problems:
        assert problem.message
        assert problem.fix.endswith(".")
        assert not re.search(r"\{[a-z_]+\}", problem.message + problem.fix)
    return report


def test_no_kind_of_the_gallery_hides_another() -> None:
    parts = [
        *(values.OF_VALUES, files.OF_FILES, letters.OF_LETTERS, of_descriptors.OF_DESCRIPTORS),
        *(rows.IN_ROWS, tables.BETWEEN),
    ]
    assert len(GALLERY) == sum(map(len, parts)) >= 60


def test_every_rule_of_files_rows_and_tables_has_its_break() -> None:
    of_ours = {rule.name for rule in RULES if not rule.everywhere} | between.rules().keys()
    assert {example.rule for example in (IN_ROWS | BETWEEN).values()} == of_ours
    everywhere = {rule.name for rule in RULES if rule.everywhere} | hygiene.RULES.keys()
    assert everywhere <= {example.rule for example in OF_EVERY_PACKAGE.values()}


@pytest.mark.parametrize("kind", GALLERY)
def test_a_defect_is_found_by_exactly_its_rule_at_its_line(kind: str, small: Path) -> None:
    assert not found_alone(GALLERY[kind], small).valid


@pytest.mark.parametrize("kind", OF_EVERY_PACKAGE)
def test_a_defect_is_found_in_a_package_of_any_name(kind: str, small: Path) -> None:
    path = small / "datapackage.json"
    path.write_bytes(swap('"name": "pactexit"', '"name": "flock"')(path.read_bytes()))
    example = OF_EVERY_PACKAGE[kind]
    report = found_alone(example, small)
    # text hygiene only warns, unless something is broken by it
    if report.valid:
        known = {rule.name for rule in RULES} | hygiene.RULES.keys()
        assert example.rule in known | {"unknown_property", "no_rows"}


def test_the_small_dataset_breaks_no_rule(small: Path) -> None:
    report = pactexit.validate(small)
    assert report.valid, report.to_text()
    assert report.counts == {}


@pytest.mark.parametrize("name", ["pactexit", "flock"])
@pytest.mark.parametrize("form", HARMLESS)
def test_harmless_forms_of_the_files_give_nothing(form: str, name: str, small: Path) -> None:
    path = small / "datapackage.json"
    path.write_bytes(swap('"name": "pactexit"', f'"name": "{name}"')(path.read_bytes()))
    for table in TABLES:
        apply(small, Change(table, HARMLESS[form]))
    assert pactexit.validate(small).problems == ()


def test_a_quote_around_a_cell_that_needs_none_gives_nothing(small: Path) -> None:
    apply(
        small,
        Change("events", swap("gbr-government-2019-04-01", '"gbr-government-2019-04-01"')),
    )
    assert pactexit.validate(small).problems == ()


def test_ten_kinds_of_damage_in_ten_files_are_all_found_in_one_run(small: Path) -> None:
    kinds = [
        *("misspelt value", "day in another form", "empty required cell", "row twice"),
        *("reference to nothing", "source that was forgotten", "cell too few"),
        *("hard space inside", "line ends of two kinds", "quote never closed"),
    ]
    for kind in kinds:
        for edit in GALLERY[kind].edits:
            apply(small, edit)
    found = {(p.table, p.rule, p.line) for p in pactexit.validate(small).problems}
    for kind in kinds:
        assert (GALLERY[kind].table, GALLERY[kind].rule, GALLERY[kind].line) in found, kind


def test_ten_kinds_of_damage_in_one_file_are_all_found_in_one_run(small: Path) -> None:
    edits = [
        (swap("2003-08-15", "2003-09-31"), "edtf", 2, "signed_on"),
        (swap(",memorandum,", ",memorandm,"), "enum", 3, "kind"),
        (swap("Bonn", '"Bonn"x'), "text_after_quote", 4, "signed_at"),
        (swap("London", "Lоndon"), "homoglyph", 5, "signed_at"),
        (swap("gbr-2005-joint", "GBR-2005-joint"), "pattern", 6, "agreement_id"),
        (swap("Tokyo,", "Tokyo ,"), "white_space", 7, "signed_at"),
        (swap(",jpn-1996-naval-visits,", ",jpn-1997-naval-visits,"), "foreign_key", 8, None),
        (swap("Geneva", "GenÃ¨ve"), "mojibake", 9, "signed_at"),
        (swap(",false,,", ",maybe,,"), "type", 6, "has_entered_into_force"),
        (swap(",1995-03,Warsaw,,,,,,\n", ",1995-03,Warsaw,,,,,\n"), "missing_cell", 13, "note"),
    ]
    for change, *_ in edits:
        apply(small, Change("agreements", change))
    problems = [p for p in pactexit.validate(small).problems if p.table == "agreements"]
    for _, rule, line, column in edits:
        found = [p for p in problems if (p.rule, p.line) == (rule, line)]
        assert [p.follows for p in found] == [None], (rule, line)
        assert column in {None, found[0].column}


def test_an_allowed_value_without_a_definition_is_named(small: Path) -> None:
    apply(small, Remove("terms", "events.stage/decided"))
    (problem,) = pactexit.validate(small).problems
    assert problem.rule == "terms_define_the_allowed_values"
    assert (problem.path, problem.line, problem.value) == ("tables/terms.csv", None, "decided")


def test_keys_of_the_gallery_are_those_of_the_schema(small: Path) -> None:
    found = dataset.read(small).tables
    assert {name: table.primary_key for name, table in found.items()} == KEYS


#: A kind of the gallery for each difference of the descriptor, by what frictionless makes of it.
STRICTER = {
    "value of no category": "valid",
    "value of no labelled category": "valid",
    "allowed value of another type": "valid",
    "allowed value of no category": "valid",
    "categories of days": "valid",
    "unique key that is no list": "valid",
    "unique key of no column": "valid",
    "pair that is no key": "valid",
    "limit that is no day": "TypeError",
    "limit that is no number": "TypeError",
    "pattern that is no regex": "error",
}


@pytest.mark.parametrize("kind", STRICTER)
def test_of_the_descriptor_more_is_judged_than_by_frictionless(kind: str, small: Path) -> None:
    path = small / "datapackage.json"
    path.write_bytes(swap('"name": "pactexit"', '"name": "flock"')(path.read_bytes()))
    for edit in GALLERY[kind].edits:
        apply(small, edit)
    try:
        theirs = "valid" if frictionless.validate(str(path)).valid else "invalid"
    except Exception as crash:  # noqa: BLE001 - which one is what is asked
        theirs = type(crash).__name__

    report = pactexit.validate(small)

    assert (report.valid, theirs) == (False, STRICTER[kind])
    assert f"`{GALLERY[kind].rule}`" in DIFFERENCES.read_text(encoding="utf-8")
