"""The forms of a report for a pull request, a workflow and a browser: complete, never obeyed."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pactexit.problem import Problem
from pactexit.validation import forms
from pactexit.validation.report import Report

COMMAND = Path(sys.executable).with_name("pactexit")
EVIL = "</script><img src=x onerror=a()> | `b` *c* @octocat #1 www.x.org\r\n::error::d %0A \x1b[31m"


def problem(**changes: object) -> Problem:
    parts: dict[str, object] = {
        "table": "birds",
        "path": "tables/birds.csv",
        "line": 3,
        "row": 2,
        "column": "bird",
        "key": "owl",
        "rule": "enum",
        "value": "owll",
        "message": "is not an allowed value",
        "fix": "Write owl.",
    }
    return Problem(**(parts | changes))  # type: ignore[arg-type]


def report(*problems: Problem, package: str = "flock") -> Report:
    return Report(package, {"birds": 1200}, problems)


CAUSE = problem()
FOLLOWING = problem(rule="known", line=9, follows="tables/birds.csv:3: enum")
WARNING = problem(rule="white_space", severity="warning", path="tables/eggs.csv", line=None)
EVIL_REPORT = report(
    problem(value=EVIL, message=EVIL, fix=EVIL, key=EVIL, column=EVIL, path=EVIL), package=EVIL
)


class Page(HTMLParser):
    """The tags, the attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_markdown_has_the_verdict_then_a_table_for_each_file() -> None:
    text = forms.markdown(report(CAUSE, FOLLOWING, WARNING))
    first, *lines = text.splitlines()
    assert first == "**flock: not valid: 1 table, 1200 rows, 2 errors, 1 warning**"
    files = [line for line in lines if line.startswith("### ")]
    assert [re.sub(r"&#(\d+);", lambda n: chr(int(n[1])), line) for line in files] == [
        "### <code>tables/birds.csv</code>",
        "### <code>tables/eggs.csv</code>",
    ]
    (row,) = [line for line in lines if line.startswith("| 3 |")]
    assert "| `enum` |" in row
    assert row.endswith("| Write owl. |")
    assert "|  | warning: `white_space` |" in text
    assert "Not shown: 1 more that follow from these." in text
    assert "`known`" in forms.markdown(report(CAUSE, FOLLOWING), show_all=True)


def test_markdown_shows_five_of_a_rule_unless_asked_for_all() -> None:
    many = report(*(problem(line=line) for line in range(2, 12)))
    assert forms.markdown(many).count("`enum` |") == 5
    assert "Not shown: 5 more of `enum`." in forms.markdown(many)
    assert forms.markdown(many, show_all=True).count("`enum` |") == 10


def test_markdown_fits_into_a_comment_of_github_and_says_what_has_no_room() -> None:
    odd = "<" * 300
    for show_all in (False, True):
        many = report(*(problem(line=n, rule=f"rule{n // 5}", value=odd) for n in range(2, 2000)))
        text = forms.markdown(many, show_all=show_all)
        assert len(text) < 65_536
        shown = text.count("| Write owl. |")
        assert 20 < shown < 1998
        # rows are left out as a whole, and every table has its end
        assert all(line.count("|") == 5 for line in text.splitlines() if line.startswith("| "))
        *_, last = text.splitlines()
        assert f"Not shown: {1998 - shown} problems for which a comment on GitHub" in last
        assert "`pactexit validate --format html --output report.html --all` shows them." in last
    one = report(problem(message="x" * 100_000, rule="r" * 70_000))
    text = forms.markdown(one)
    assert len(text) < 65_536
    assert "Not shown: 1 problem for which" in text


def test_values_in_markdown_are_neither_markup_nor_calls() -> None:
    text = forms.markdown(EVIL_REPORT, show_all=True)
    assert set(re.findall(r"<[^>]*>", text)) == {"<code>", "</code>", "<!-- -->"}
    (row,) = [line for line in text.splitlines() if line.startswith("| 3 |")]
    # four cells, five borders
    assert row.count("|") == 5
    assert "@" not in text
    assert "\x1b" not in text
    assert "*c*" not in text
    assert "`b`" not in text


def test_annotations_name_the_file_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = tmp_path / "data" / "tables"
    tables.mkdir(parents=True)
    (tables / "birds.csv").touch()
    monkeypatch.chdir(tmp_path)
    lines = forms.github(report(CAUSE, FOLLOWING, WARNING), Path("data")).splitlines()
    assert lines == [
        '::error file=data/tables/birds.csv,line=3,title=enum::bird "owll" is not an allowed value.'
        " Fix: Write owl.",
        '::warning title=white_space::tables/eggs.csv: bird "owll" is not an allowed value.'
        " Fix: Write owl.",
        "::notice title=pactexit::1 more follow from these; --all shows them.",
        "::notice title=pactexit::flock: not valid: 1 table, 1200 rows, 2 errors, 1 warning",
    ]
    monkeypatch.chdir(tables)
    assert forms.github(report(CAUSE), tmp_path / "data").startswith("::error file=birds.csv,")
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    place = (tables / "birds.csv").as_posix()
    assert forms.github(report(CAUSE), tmp_path / "data").startswith(f"::error file={place},")


def test_values_in_annotations_are_no_commands_and_end_no_property(tmp_path: Path) -> None:
    name = "a,b:c%d.csv"
    (tmp_path / name).touch()
    text = forms.github(report(problem(path=name)), tmp_path)
    assert "/a%2Cb%3Ac%25d.csv,line=3,title=enum::bird" in text
    evil = forms.github(EVIL_REPORT, tmp_path)
    assert re.findall(r"^::\w+", evil, re.MULTILINE) == ["::error", "::notice"]
    assert evil.count("\n") == 2
    assert "%0A" not in evil.replace("%250A", "")
    assert "\x1b" not in evil


def test_the_page_says_the_verdict_first_and_folds_what_follows() -> None:
    page = Page(forms.html(report(CAUSE, FOLLOWING, WARNING)))
    words = " ".join(page.text.split("}")[-1].split())
    assert words.startswith("flock Not valid: 2 errors, 1 warning Checked: 1 table, 1200 rows.")
    assert "Begin with 2 problems; 1 more follow from these" in words
    assert words.index("Line 3") < words.index("1 more follows from this")
    assert words.index("1 more follows from this") < words.index("The file as a whole")
    assert page.tags.count("details") == 1
    assert "The file as a whole" in words
    assert "How to mend it: Write owl." in words


def test_a_valid_package_is_told_so() -> None:
    words = Page(forms.html(report())).text
    assert "Valid" in words
    assert "There is nothing to mend." in words
    assert "Warnings do not make the data invalid." in Page(forms.html(report(WARNING))).text
    assert forms.markdown(report()).strip() == "**flock: valid: 1 table, 1200 rows**"


def test_the_page_asks_for_nothing_and_runs_nothing_whatever_the_values() -> None:
    page = Page(forms.html(EVIL_REPORT, show_all=True))
    assert not {"script", "img", "link", "iframe", "object"} & {*page.tags}
    assert all(
        value is None or value.startswith("#") for name, value in page.attributes if name == "href"
    )
    assert not {name for name, _ in page.attributes if name.startswith("on") or name == "src"}
    assert "</script><img src=x onerror=a()>" in page.text
    assert "url(" not in page.text
    assert ("http-equiv", "Content-Security-Policy") in page.attributes


def test_the_page_is_capped_and_says_so() -> None:
    many = report(*(problem(line=line) for line in range(2, 502)))
    assert forms.html(many).count("<li class=") == forms.SHOWN_ON_A_PAGE
    assert "400 more of the rule enum" in forms.html(many)
    assert forms.html(many, show_all=True).count("<li class=") == 500
    caused = report(CAUSE, *(problem(rule="known", follows=FOLLOWING.follows) for _ in range(500)))
    assert "and 400 more" in forms.html(caused)


@pytest.mark.parametrize("form", ["text", "json", "markdown", "github", "html"])
def test_a_file_is_replaced_as_a_whole_by_what_would_be_printed(
    form: str, small: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    output = folder / "report"
    output.write_text("old", encoding="utf-8")

    def run(*more: object) -> subprocess.CompletedProcess[str]:
        words = [str(COMMAND), "validate", str(small), "--format", form, *map(str, more)]
        return subprocess.run(words, capture_output=True, encoding="utf-8", check=False)

    printed, written = run(), run("--output", output)
    assert (printed.returncode, written.returncode) == (0, 0)
    assert printed.stderr == ""
    assert written.stdout == ""
    assert written.stderr.startswith("pactexit: valid: 9 tables, ")
    assert output.read_text(encoding="utf-8") == printed.stdout
    assert [*folder.iterdir()] == [output]
    refused = run("--output", folder / "nowhere" / "report")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
