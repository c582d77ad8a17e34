"""Each rule has a page, with lines that pass and lines that break it."""

from __future__ import annotations

import re
from pathlib import Path

import frictionless
import pytest
from frictionless import errors, fields

from breaks import GALLERY, OF_VERSIONS
from conftest import ROOT
from pactexit import generate, rule_pages
from pactexit.changes import judging
from pactexit.rules.within_row import RULES
from pactexit.validation import between, hygiene, spoilt, wording

NAMES = [rule.name for rule in rule_pages.rules()]
PACKAGE = ROOT / "analytics" / "pactexit"

#: Errors of frictionless that no package can bring about here.
NEVER = {
    # kinds of errors, of which the others are
    *("error", "metadata", "data", "file", "table", "header", "label", "row", "cell"),
    # of what a package has not, or may not have here
    *("catalog", "dataset", "checklist", "check", "detector", "inquiry", "inquiry_task"),
    *("pipeline", "step", "report", "report_task", "stats", "compression"),
    # of checks that nobody asks for
    *("duplicate_row", "row_constraint", "truncated_value", "forbidden_value", "ascii_value"),
    *("sequential_value", "table_dimensions", "deviated_value", "deviated_cell"),
    "required_value",
    # is named by the constraint
    "constraint",
}


def test_every_rule_that_a_problem_can_name_has_one_page() -> None:
    known = {example.rule for example in GALLERY.values()}
    known |= {rule.name for rule in RULES} | between.rules().keys() | hygiene.RULES.keys()
    known |= {*wording.MESSAGES, *wording.FIXES}
    known |= {*OF_VERSIONS} | judging.rules().keys()
    known |= spoilt.SPOIL_THE_ROW | spoilt._SPOIL_THE_FILE | spoilt._LABELS | spoilt._OF_FORM
    assert known <= {*NAMES}
    assert len(NAMES) == len({*NAMES})


def test_every_error_of_frictionless_has_a_page_or_cannot_be() -> None:
    types = {
        wording.as_rule(error.type)
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, frictionless.Error)
    }
    assert {"blank_row", "hash_count"} < types
    assert types - NEVER == types & {*NAMES}


def test_every_constraint_of_frictionless_has_a_page() -> None:
    supported = {
        name
        for field in vars(fields).values()
        if isinstance(field, type) and issubclass(field, frictionless.Field)
        for name in field.supported_constraints
    }
    assert "exclusiveMinimum" in supported
    assert {wording.constraint_rule(name) for name in supported} <= {*NAMES}


def test_every_rule_that_the_code_writes_out_has_a_page() -> None:
    written = {
        name
        for path in (PACKAGE / "validation").glob("*.py")
        for name in re.findall(r'(?:rule=|Fault\(\s*)"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert {"no_rows", "unique_key", "unknown_property", "encoding"} < written
    assert written <= {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_why_and_how_and_shows_both_examples(name: str) -> None:
    text = (ROOT / "docs" / "rules" / f"{name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {name}\n")
    for part in ("**Why.** ", "**How to mend it.** ", "## Passes\n", "## Breaks\n"):
        assert part in text
    assert not re.search(r"\{\w+\}", text.split("## Passes")[0])
    passes, breaks = text.split("## Passes")[1].split("## Breaks")
    assert passes.strip() != breaks.strip()
    # a letter that cannot be seen would make the two look alike
    assert all(c.isprintable() or c == "\n" for c in text)


def test_the_index_links_to_every_page() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\(rules/(\w+)\.md\)", text) == NAMES


def test_a_stale_and_a_superfluous_page_are_noticed_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale, superfluous = tmp_path / "rules" / "type.md", tmp_path / "rules" / "gone.md"
    picture = tmp_path / "gallery" / "gone.svg"
    for path in (stale, superfluous, picture):
        path.parent.mkdir(exist_ok=True)
        path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(generate, "pages", lambda: {stale: "new"})
    monkeypatch.setattr(generate, "_docs", lambda: tmp_path)

    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "gone.svg is of nothing. Run python -m pactexit.generate.",
        "gone.md is of nothing. Run python -m pactexit.generate.",
        "type.md is stale. Run python -m pactexit.generate.",
    ]
    assert generate.main([]) == 0
    assert stale.read_text(encoding="utf-8") == "new"
    assert not superfluous.exists()
    assert not picture.exists()
    assert generate.main(["--check"]) == 0
