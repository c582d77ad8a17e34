"""The worked examples of the docs: they run, print what they show, and their numbers are right."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT

PAGE = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)
ORDER = "rus-government-2025-12-19"


def rows(live: Path, table: str) -> list[dict[str, str]]:
    with (live / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_block_of_code_is_followed_by_what_it_prints() -> None:
    assert len(EXAMPLES) == PAGE.count("```python") == 3


@pytest.mark.parametrize(("code", "shown"), EXAMPLES, ids=["order", "quarters", "Poland"])
def test_an_example_prints_what_it_shows(tmp_path: Path, code: str, shown: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "utf8", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == shown


def test_the_sentence_on_the_order_says_what_the_tables_say(live: Path) -> None:
    steps = rows(live, "events")
    named = {step["agreement_id"] for step in steps if step["order_id"] == ORDER}
    states = {
        party["country_id"]
        for party in rows(live, "parties")
        if party["agreement_id"] in named and party["role"] not in {"predecessor", "disputed"}
    } - {"RUS", "SUN"}
    joined = {row["country_id"]: row["nato_acceded_on"][:4] for row in rows(live, "countries")}
    stages = Counter(
        step["stage"]
        for step in steps
        if step["agreement_id"] in named
        and (step["actor_id"], step["occurred_on"][:4]) == ("RUS", "2025")
    )
    founders = [state for state in states if joined[state] == "1949"]
    assert stages == {"authorised": len(named)}
    assert (
        f"authorises the termination of {len(named)} agreements with {len(states)} NATO members, "
        f"{len(founders)} of them founders of the alliance; by the end of that year none had been "
        "decided and none had ended."
    ) in EXAMPLES[0][1]


def test_the_sentence_on_the_quarters_says_what_the_tables_say(live: Path) -> None:
    scopes = {row["agreement_id"]: row["scope"] for row in rows(live, "agreements")}
    exits = {"terminate", "denounce", "withdraw", "refuse-extension"}
    stages = {"authorised", "decided", "notified", "effective"}
    first: dict[str, str] = {}
    for step in rows(live, "events"):
        if (
            (step["actor_id"], scopes[step["agreement_id"]]) == ("RUS", "military")
            and step["action"] in exits
            and step["stage"] in stages
        ):
            day = min(first.get(step["agreement_id"], "9999"), step["occurred_on"])
            first[step["agreement_id"]] = day
    quarters = Counter(
        f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}" for day in first.values() if len(day) == 10
    )
    shown = dict(re.findall(r"^(\d{4} Q\d): at least (\d+)$", EXAMPLES[1][1], re.MULTILINE))
    assert len(shown) == 5
    assert {quarter: str(quarters[quarter]) for quarter in shown} == shown
    assert min(map(int, shown.values())) >= max(
        number for quarter, number in quarters.items() if quarter not in shown
    )
    (most, _), *_ = quarters.most_common(1)
    assert f"In quarter {most[-1]} of {most[:4]} Russia moved to leave at least" in EXAMPLES[1][1]


def test_the_sentence_on_poland_says_what_the_tables_say(live: Path) -> None:
    theirs = {row["agreement_id"] for row in rows(live, "parties") if row["country_id"] == "POL"}
    ended = {
        step["agreement_id"]
        for step in rows(live, "events")
        if step["agreement_id"] in theirs
        and (step["actor_id"], step["stage"]) == ("RUS", "effective")
        and step["action"] in {"terminate", "denounce", "withdraw", "expire", "lapse"}
    }
    assert (
        f"treaties of many states among them, {len(ended)} had ended for Russia" in EXAMPLES[2][1]
    )
