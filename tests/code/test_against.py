"""The rules about change: each finds its breaking example at its line, and honest work passes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flock import BIRDS, move, of_change, package

import pactexit
from breaks import OF_VERSIONS, POL, Add, Cell, Remove, apply, key_of, read
from pactexit.changes import judging
from pactexit.problem import PactExitError

COMMAND = Path(sys.executable).with_name("pactexit")
FACTS = "changed_facts_have_a_new_claim"
POL_DAY = f"agreements/{POL}/signed_on/1995-03-14/agency-c-undated-overview"


def test_every_rule_has_a_breaking_example() -> None:
    written = {name for name, rule in judging.rules().items() if "example" in rule}
    assert OF_VERSIONS.keys() | written == judging.rules().keys()
    assert written == {"version_moves_with_the_data"}


def test_what_did_not_change_breaks_no_rule(small: Path, base: Path) -> None:
    report = pactexit.validate(small, against=base)
    assert (report.valid, report.counts) == (True, {})


@pytest.mark.parametrize("rule", OF_VERSIONS)
def test_a_rule_finds_its_breaking_example_where_it_stands(
    rule: str, small: Path, base: Path
) -> None:
    example = OF_VERSIONS[rule]
    for edit in example.edits:
        apply(small, edit)
    move(small, "1.0.0")
    (problem,) = of_change(small, base)
    assert (problem.rule, problem.severity) == (rule, "error")
    assert (problem.table, problem.key, problem.column) == (
        example.table,
        example.key,
        example.column,
    )
    table = str(example.table)
    keys = [key_of(table, row) for row in read(small, table)]
    row = keys.index(example.key) + 1 if example.key in keys else None
    assert (problem.row, problem.line) == (row, row and row + 1)
    assert problem.path == f"tables/{example.table}.csv"
    assert "{" not in problem.message + problem.fix


def test_a_removed_row_follows_from_no_reference_to_it(small: Path, base: Path) -> None:
    apply(small, Remove("countries", "JPN"))
    report = pactexit.validate(small, against=base)
    assert report.counts["foreign_key"]
    (removed,) = [problem for problem in report.problems if problem.rule == "no_id_is_removed"]
    assert removed.follows is None


# identifiers


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("countries", "JPN"),
        ("agreements", POL),
        ("parties", f"{POL}/RUS"),
        ("orders", "rus-president-2021-06-01"),
        ("events", f"{POL}-rus-authorised"),
        ("sources", "agency-c-undated-overview"),
        ("claims", POL_DAY),
        ("coverage", "rus-orders-all-2018"),
    ],
)
def test_no_row_of_any_table_is_removed(table: str, key: str, small: Path, base: Path) -> None:
    apply(small, Remove(table, key))
    move(small, "1.0.0")
    found = of_change(small, base)
    assert [(p.rule, p.table, p.key, p.value) for p in found] == [
        ("no_id_is_removed", table, key, key)
    ]


def test_an_allowed_value_may_go_and_a_claim_may_be_read_again(small: Path, base: Path) -> None:
    apply(small, Remove("terms", "events.stage/announced"))
    apply(small, Cell("claims", POL_DAY, "value", "1995-03-15"))
    move(small, "1.0.0")
    assert of_change(small, base) == []


def test_a_new_spelling_of_an_identifier_removes_the_old_one(small: Path, base: Path) -> None:
    apply(small, Cell("coverage", "rus-orders-all-2018", "coverage_id", "rus-orders-2018"))
    move(small, "1.0.0")
    assert [p.value for p in of_change(small, base)] == ["rus-orders-all-2018"]


AGREEMENT = (
    Cell("agreements", POL, "title_en", "Agreement on fisheries"),
    Cell("agreements", POL, "signed_on", "1995-07"),
    Cell("parties", f"{POL}/POL", "country_id", "NOR"),
)


def test_an_agreement_is_another_if_parties_day_and_title_all_changed(
    small: Path, base: Path
) -> None:
    for edit in AGREEMENT:
        assert not [p for p in of_change(small, base) if p.rule == "no_id_is_reused"]
        apply(small, edit)
    (problem,) = [p for p in of_change(small, base) if p.rule == "no_id_is_reused"]
    assert (problem.key, problem.column) == (POL, "agreement_id")
    assert "title_en, signed_on, parties all changed" in problem.message


def test_one_fact_alone_may_have_been_wrong(small: Path, base: Path) -> None:
    order = "rus-foreign-ministry-2016-12-07"
    apply(small, Cell("orders", order, "signed_on", "2016-12-08"))
    assert not [p for p in of_change(small, base) if p.rule == "no_id_is_reused"]


# facts


def test_a_fact_changes_on_a_new_claim_on_its_cell_and_on_no_other(small: Path, base: Path) -> None:
    apply(small, Cell("agreements", POL, "signed_on", "1995-04"))
    claim = {
        "table_name": "agreements",
        "record_id": "jpn-1996-naval-visits",
        "field": "signed_on",
        "value": "1995-04",
        "source_id": "register-d-2023-treaty-pages",
    }
    apply(small, Add("claims", claim))
    assert FACTS in {p.rule for p in of_change(small, base)}
    apply(small, Add("claims", claim | {"record_id": POL}))
    assert FACTS not in {p.rule for p in of_change(small, base)}
    (change,) = [c for c in pactexit.diff(base, small).changes if c.table == "agreements"]
    assert (change.kind, change.sources) == ("corrected", ("register-d-2023-treaty-pages",))


@pytest.mark.parametrize(
    ("edit", "is_found"),
    [
        # rests on a claim on the row as a whole
        (Cell("events", f"{POL}-rus-authorised", "stage", "decided"), True),
        (Cell("events", f"{POL}-rus-authorised", "order_id", "rus-president-2021-06-01"), True),
        (Cell("agreements", POL, "kind", "treaty"), True),
        # is wording, or how this dataset files a thing, or what no claim speaks of
        (Cell("agreements", POL, "title_en", "Agreement with Poland"), False),
        (Cell("agreements", POL, "subject", "basing"), False),
        (Cell("events", f"{POL}-rus-authorised", "date_basis", "stated"), False),
        (Cell("coverage", "rus-orders-all-2018", "to_on", "2024-01-01"), False),
        (Cell("sources", "agency-c-undated-overview", "read_as", "page"), False),
        # was not established before
        (Cell("agreements", POL, "in_force_on", "1995-05"), False),
    ],
)
def test_what_is_a_fact_and_what_is_wording(
    edit: Cell, *, is_found: bool, small: Path, base: Path
) -> None:
    apply(small, edit)
    found = [(p.key, p.column) for p in of_change(small, base) if p.rule == FACTS]
    assert found == ([(edit.key, edit.column)] if is_found else [])


def test_a_cell_is_emptied_only_with_a_note_on_its_claim(small: Path, base: Path) -> None:
    apply(small, Cell("agreements", POL, "signed_on", ""))
    (problem,) = [p for p in of_change(small, base) if p.rule == FACTS]
    assert problem.message.startswith("is emptied, was 1995-03, and no claim")
    apply(small, Cell("claims", POL_DAY, "note", "The page speaks of another agreement."))
    assert FACTS not in {p.rule for p in of_change(small, base)}


# other packages and bad input


def test_the_rules_hold_for_any_package_but_facts_need_claims_only_here(tmp_path: Path) -> None:
    old = package(tmp_path / "old", {"birds": BIRDS})
    text = BIRDS.replace("A1,owl,2001", "A1,tit,1999").replace("A2,kite,2002\n", "")
    new = package(tmp_path / "new", {"birds": text}, version="2.0.0")
    found = of_change(new, old)
    assert [(p.rule, p.severity, p.value, p.line) for p in found] == [
        ("no_id_is_removed", "error", "A2", None),
        ("no_id_is_reused", "warning", "A1", 2),
    ]
    assert not pactexit.validate(new, against=old).valid


def test_a_table_that_was_removed_is_one_problem(tmp_path: Path) -> None:
    old = package(tmp_path / "old", {"birds": BIRDS, "eggs": "nest\nN1\nN2\n"})
    new = package(tmp_path / "new", {"birds": BIRDS}, version="2.0.0")
    (problem,) = of_change(new, old)
    assert (problem.rule, problem.path, problem.value) == (
        "no_id_is_removed",
        "datapackage.json",
        "eggs",
    )


def test_what_a_broken_file_swallows_follows_from_the_break(small: Path, base: Path) -> None:
    path = small / "tables" / "coverage.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("rus-agreements-all-1989,", '"rus-agreements-all-1989,', 1), "utf-8"
    )
    found = pactexit.validate(small, against=base).problems
    removed = [p for p in found if p.rule == "no_id_is_removed"]
    assert removed
    assert all(p.follows and "unclosed_quote" in p.follows for p in removed)


def test_a_table_that_is_missing_is_not_called_removed(small: Path, base: Path) -> None:
    (small / "tables" / "coverage.csv").unlink()
    report = pactexit.validate(small, against=base)
    assert "scheme" in report.counts
    assert not report.counts.keys() & judging.rules().keys()


def test_another_package_is_no_older_version(small: Path, tmp_path: Path) -> None:
    other = package(tmp_path / "flock", {"birds": BIRDS})
    with pytest.raises(PactExitError, match="is the package 'flock', not 'pactexit'"):
        pactexit.validate(small, against=other)


def test_the_command_judges_against_a_base_or_says_in_one_line_why_not(
    small: Path, base: Path
) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, "validate", "small", *words],
            cwd=small.parent,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert run("--against", "base").returncode == 0
    apply(small, Remove("coverage", "rus-orders-all-2018"))
    assert run().returncode == 0
    done = run("--against", "base")
    assert done.returncode == 1
    assert "tables/coverage.csv: no_id_is_removed: coverage_id " in done.stdout
    assert 'datapackage.json:6: version_moves_with_the_data: version "' in done.stdout
    package(small.parent / "flock", {"birds": BIRDS})
    for other in ("flock", "nowhere"):
        done = run("--against", other)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"pactexit: {other}: ")
        assert done.stderr.count("\n") == 1
