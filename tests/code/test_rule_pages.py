"""Each rule has a page, with lines that pass and lines that break it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from breaks import BREAKS
from damages import TO_TABLES
from text_damages import TO_TEXT
from version_breaks import VERSION_BREAKS

from conftest import ROOT
from pactexit import generate, rule_pages
from pactexit.changes import judging
from pactexit.rules.within_row import RULES
from pactexit.validation import between, hygiene, schema

NAMES = [rule.name for rule in rule_pages.rules()]


def test_every_rule_that_a_problem_can_name_has_one_page() -> None:
    known = {*BREAKS, *(damage.rule for damage in (TO_TABLES | TO_TEXT).values())}
    known |= {rule.name for rule in RULES} | between.rules().keys() | hygiene.RULES.keys()
    known |= {*schema._MESSAGES, *schema._FIXES} | {*VERSION_BREAKS} | judging.rules().keys()
    assert known <= {*NAMES}
    assert len(NAMES) == len({*NAMES})


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
    folder = tmp_path / "docs" / "rules"
    folder.mkdir(parents=True)
    stale, superfluous = folder / "type.md", folder / "gone.md"
    stale.write_text("old", encoding="utf-8")
    superfluous.write_text("old", encoding="utf-8")
    monkeypatch.setattr(generate, "pages", lambda: {stale: "new"})
    monkeypatch.setattr(generate, "_rule_folder", lambda: folder)

    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "gone.md is of no rule. Run python -m pactexit.generate.",
        "type.md is stale. Run python -m pactexit.generate.",
    ]
    assert generate.main([]) == 0
    assert stale.read_text(encoding="utf-8") == "new"
    assert not superfluous.exists()
    assert generate.main(["--check"]) == 0
