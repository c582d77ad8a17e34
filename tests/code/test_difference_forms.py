"""The forms of a difference: complete, short enough, and no value of a cell is obeyed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flock import BIRDS, package

import pactexit
from pactexit.changes import Change, Difference
from pactexit.changes.difference import LONGEST
from pactexit.changes.values import instead

EVIL = [
    "</td><img src=x onerror=a()> | ||",
    "`b` *c* ~~d~~ _e_ [l](//x.org) ![i](//x.org)",
    "@octocat #1 octo/cat#2 GH-7 :tada: $e$",
    "www.x.org https://x.org ftp://x.org a@x.org mailto:a@x.org",
    "0a1b2c3d4e <!-- --> &lt; \\",
    "\x1b[31m\r\n::error::x\u202e\n| a | b |\n# c",
]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1", "2", "2 instead of 1"),
        (None, "a b", '"a b", was empty'),
        ("a b", None, 'empty, was "a b"'),
        (
            "word " * 30 + "one" + " more" * 30,
            "word " * 30 + "two" + " more" * 30,
            '"…word word word word two more more more more…" instead of '
            '"…word word word word one more more more more…"',
        ),
        ("a" * 90, "a" * 91, f"{'a' * 80}… instead of {'a' * 80}…"),
    ],
)
def test_of_a_long_text_the_part_that_differs_is_shown(
    before: str | None, after: str | None, expected: str
) -> None:
    assert instead(before, after) == expected


def many(number: int, text: str = "x") -> Difference:
    changes = tuple(
        Change(
            "cell", "changed", f"t{place % 9}", str(place), {"a": str(place)}, "b", sentence=text
        )
        for place in sorted(range(number), key=lambda place: place % 9)
    )
    return Difference("flock", "1.0.0", "1.1.0", changes)


def test_text_has_a_heading_for_each_table_and_the_summary_last() -> None:
    lines = many(20).to_text().splitlines()
    assert lines[:4] == ["t0", "  changed: x", "  changed: x", "  changed: x"]
    assert lines[-1] == "flock 1.0.0 to 1.1.0: 20 changed"
    assert len(lines) == 20 + 9 + 1


def test_markdown_fits_into_a_comment_and_says_what_it_leaves_out() -> None:
    few = many(20).to_markdown()
    assert few.startswith("**flock 1.0.0 to 1.1.0: 20 changed**\n\n### t0\n\n| change | what |")
    assert few.count("| changed | x |") == 20
    assert "not shown" not in few
    long = many(5000, "@" * 300).to_markdown()
    assert len(long) < LONGEST + 200 < 60_000
    shown = long.count("| changed |")
    assert 0 < shown < 5000
    assert f"\n{5000 - shown} more are not shown here" in long


def evil(folder: Path) -> Difference:
    """One cell of each kind, and a title."""
    cells = (cell.replace('"', '""') for cell in EVIL)
    rows = "".join(f'B{place},"{cell}",\n' for place, cell in enumerate(cells))
    old = package(folder / "old", {"birds": BIRDS})
    return pactexit.diff(old, package(folder / "new", {"birds": BIRDS + rows}, title=EVIL[0]))


def test_values_in_markdown_are_no_markup_no_link_and_call_nobody(tmp_path: Path) -> None:
    text = evil(tmp_path).to_markdown()
    rows = re.findall(r"^\| (?:added|changed) .*$", text, re.MULTILINE)
    assert len(rows) == len(EVIL) + 1
    assert {*re.findall(r"<[^>]*>", text)} == {"<!-- -->"}
    for row in rows:
        # two cells, three borders
        assert row.count("|") == 3
        plain = re.sub(r"&#\d+;|<!-- -->", "", row)
        assert not {*"@#*`[]~$_&!\\\x1b\u202e"} & {*plain}
        # what GitHub looks for in the finished page is split there as well
        page = re.sub(r"&#(\d+);", lambda entity: chr(int(entity[1])), row)
        assert not re.search(r"@\w|#\d|www\.|GH-\d|:tada|\w:[/\w]|[0-9a-f]{7}", page)
    assert "octocat" in text


def test_text_has_no_line_break_and_no_control_character_of_a_value(tmp_path: Path) -> None:
    lines = evil(tmp_path).to_text().splitlines()
    assert len(lines) == len(EVIL) + 4
    assert all(character.isprintable() for line in lines for character in line)
