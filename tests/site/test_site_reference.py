"""The reference pages hold every table, rule and name; downloads are what they say they are."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page

import pactexit
from browsing import served
from builder import documents
from builder.page import Page as SitePage
from builder.record import Record
from builder.released import Released
from builder.sections import downloads
from conftest import ROOT
from markup import broken, markup, pages, read_all
from pactexit import dataset as datasets
from pactexit.cli import COMMANDS
from pactexit.releasing.checksums import parsed
from pactexit.releasing.formats import FORMATS
from pactexit.rule_pages import rules
from releases import written

ADDRESS = "https://example.org/pact-exit/"


@pytest.fixture(scope="module")
def both(two_versions: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the second version of the small dataset, after the first."""
    folder = tmp_path_factory.mktemp("both") / "release"
    for data in two_versions.values():
        written(folder, data)
    return folder


@pytest.fixture(scope="module")
def twice(
    two_versions: dict[str, Path], both: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """The site of the second version, at a known address, with that release, by two processes."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed: the site cannot be built")
    home = tmp_path_factory.mktemp("twice")
    # without its last slash, which is put there
    words = ["--data", two_versions["1.1.0"], "--release", both, "--address", ADDRESS.rstrip("/")]
    path = os.pathsep.join(str(ROOT / name) for name in ("analytics", "site"))
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "builder", "--to", str(home / seed), *map(str, words)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for seed in ("1", "2")
    ]
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    return [home / "1", home / "2"]


@pytest.fixture(scope="module")
def second(twice: list[Path]) -> Path:
    """The first of them."""
    return twice[0]


# what is defined


def test_every_table_column_and_value_is_in_the_codebook(built: Path) -> None:
    page = markup(built / "codebook" / "index.html")
    shipped = datasets.read()
    wanted = {
        *shipped.tables,
        *(f"{table.name}.{f.name}" for table in shipped.tables.values() for f in table.fields),
        *(f"{term['field']}.{term['value']}" for term in pactexit.table("terms")),
    }

    assert wanted <= {*page.ids}
    for table in shipped.tables.values():
        for text in (table.description, *(field.description for field in table.fields)):
            assert " ".join(text.split()) in page.text
    for term in pactexit.table("terms"):
        assert " ".join(term["definition"].split()) in page.text


def test_every_rule_has_its_page_with_an_example(built: Path) -> None:
    for rule in rules():
        page = markup(built / "rules" / rule.name / "index.html")
        assert {"passes", "breaks"} <= {*page.ids}
        written = (ROOT / "docs" / "rules" / f"{rule.name}.md").read_text(encoding="utf-8")
        example = written.partition("## Breaks")[2]
        for line in example.partition("```text\n")[2].partition("```")[0].splitlines():
            assert " ".join(line.split()) in page.text
        assert f"../rules/{rule.name}/" in {
            link.replace("./", "../rules/", 1) if link.startswith("./") else f"../rules/{link}"
            for link in markup(built / "rules" / "index.html").links
        }


def test_every_public_name_and_command_is_in_the_reference(built: Path) -> None:
    page = markup(built / "api" / "index.html")

    assert {*dir(pactexit)} <= {*page.ids}
    assert {f"command-{name}" for name in COMMANDS} <= {*page.ids}
    # what is given by what is public
    assert {"Answer.pl", "Report.valid", "pactexit.answers.Question"} <= {*page.ids}
    for question in pactexit.questions().values():
        assert f"../questions/{question.name}/" in page.links
        for parameter in question.params:
            assert f"{parameter.name}: " in page.text


def test_every_document_has_its_page(built: Path) -> None:
    for path in [ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        place = documents.place(path.relative_to(ROOT).as_posix())
        assert place is not None
        page = markup(built / place / "index.html")
        assert "Generated; edit" not in page.text
    text = markup(built / "about" / "index.html").text
    for stage in (term for term in pactexit.table("terms") if term["field"] == "events.stage"):
        assert stage["definition"] in text


# documents


def test_links_of_documents_lead_to_pages() -> None:
    written = (
        "[a](codebook.md) [b](../CONTRIBUTING.md#tests) [c](questions.md#orders_overview) "
        "[d](https://example.org/x) [dcad](dcad-crosswalk.csv) [panels.md](panels.md)"
    )
    html = documents.parsed(written, "docs/x.md").html("guides/x/index.html")

    for found in (
        'href="../../codebook/"',
        'href="../contributing/#tests"',
        'href="../../questions/orders_overview/"',
        'href="https://example.org/x"',
        'href="../dcad-crosswalk.csv"',
        'href="../panels/">Panels that merge<',
    ):
        assert found in html


def test_what_is_no_page_is_named_by_its_path() -> None:
    html = documents.parsed("[tests](../tests/conftest.py)", "docs/x.md").html("guides/x/")
    assert html == "<p>tests (<code>tests/conftest.py</code>)</p>\n"


def test_markup_in_a_document_is_text() -> None:
    written = "<b onclick=x>bold</b> [x](javascript:alert(1))\n\n<script>1</script>\n"
    html = documents.parsed(written, "docs/x.md").html("guides/x/index.html")
    assert "<b" not in html
    assert "<script" not in html
    assert "href" not in html


def test_tables_of_documents_keep_the_policy_of_the_pages() -> None:
    written = "# Sizes\n\n| what | | \n| --- | ---: |\n| a | 1 |\n\n| b |\n| --- |\n"
    html = documents.parsed(written, "docs/x.md").html("guides/x/index.html")
    assert "style" not in html
    assert '<td class="number">1</td>' in html
    assert '<th scope="col">what</th>\n<td class="number"></td>' in html
    assert [f'aria-label="Table {number}: Sizes"' in html for number in (1, 2)] == [True, True]


def test_what_breaks_a_rule_is_marked() -> None:
    written = "```text\na,<1>,c\n```\n\n```text\na,<22>,c\n```\n"
    html = documents.parsed(written, "docs/x.md").contrasted().html("rules/x/index.html")
    assert "<code>a,&lt;<mark>1</mark>&gt;,c\n</code>" in html
    assert "<code>a,&lt;<mark>22</mark>&gt;,c\n</code>" in html


# downloads


def test_sizes_and_hashes_are_those_of_the_files(built: Path) -> None:
    page = markup(built / "downloads" / "index.html")
    listed = {row[0]: row[2] for row in page.rows if len(row) == 3 and row[0] != "file"}
    files = {file for form in FORMATS.values() for file in form.files(datasets.read())}

    assert files <= {*listed}
    for path, shown in listed.items():
        data = (built / path).read_bytes()
        # DuckDB writes other bytes every time
        wanted = "in SHA256SUMS" if path.endswith(".duckdb") else hashlib.sha256(data).hexdigest()
        assert shown == wanted, path
        assert f'"{len(data)} bytes"' in (built / "downloads" / "index.html").read_text("utf-8")
        assert f"../{path}" in page.links


def test_programs_are_told_of_the_files(built: Path) -> None:
    told = Released(built, {}).distribution

    assert {f"parquet/{name}.parquet" for name in datasets.read().tables} <= {
        each["contentUrl"] for each in told
    }
    for each in told:
        data = (built / each["contentUrl"]).read_bytes()
        assert each["sha256"] == hashlib.sha256(data).hexdigest()
        assert each["contentSize"] == f"{len(data)} B"
        assert each["@type"] == "DataDownload"


def test_the_files_of_a_release_lie_at_the_root(second: Path, both: Path, tmp_path: Path) -> None:
    for path, sha256 in parsed((both / "SHA256SUMS").read_bytes(), "").items():
        assert hashlib.sha256((second / path).read_bytes()).hexdigest() == sha256
    for version in ("1.0.0", "1.1.0"):
        assert pactexit.download(tmp_path / version, version, source=second).version == version


def test_each_command_opens_what_was_downloaded(built: Path) -> None:
    text = markup(built / "downloads" / "index.html").text
    for command in ('pandas.read_parquet("events.parquet")', 'duckdb.connect("pactexit.duckdb"'):
        assert command in text
    assert "pactexit-export" not in text


def test_without_a_release_none_is_offered(small: Path) -> None:
    [page] = downloads.pages(Record(datasets.read(small)))
    assert isinstance(page, SitePage)
    assert page.description == "No files are offered here."


def test_versions_and_their_changes_are_told(second: Path, both: Path) -> None:
    page = markup(second / "changes" / "index.html")
    changes = json.loads((both / "changes.json").read_bytes())

    assert {"version-1.0.0", "version-1.1.0"} <= {*page.ids}
    [difference] = changes["differences"]
    for change in difference["changes"][:200]:
        assert " ".join(change["sentence"].split()) in page.text
    assert page.rel["alternate"] == "../changes.atom"


def test_every_link_leads_somewhere_and_nothing_to_another_host(
    page: Page, address: str, built: Path
) -> None:
    page.goto(address)
    found = read_all(page, built)

    assert [*broken(built, found)] == []
    for path, has in found.items():
        hosts = [each for each in has["resources"] if each.startswith(("http", "//"))]
        assert (hosts, has["forbidden"]) == ([], 0), path
        assert len({*has["ids"]}) == len(has["ids"]), path


def test_the_map_names_the_pages_that_are_listed(second: Path, built: Path) -> None:
    tree = ET.parse(second / "sitemap.xml")
    named = [loc.text or "" for loc in tree.iter() if loc.tag.endswith("loc")]
    listed = {
        f"{ADDRESS}{page.parent.relative_to(second).as_posix()}/".replace("/./", "/")
        for page in pages(second)
        if page.name == "index.html" and not markup(page).is_unlisted
    }

    assert {*named} == listed
    assert len(named) == len(listed)
    for path in named:
        page = markup(second / path.removeprefix(ADDRESS) / "index.html")
        assert page.rel["canonical"] == path
    assert f"Sitemap: {ADDRESS}sitemap.xml\n" in (second / "robots.txt").read_text("utf-8")
    # an address that nobody knows cannot be told
    assert not (built / "sitemap.xml").exists()
    assert "Sitemap" not in (built / "robots.txt").read_text("utf-8")


def test_the_page_of_no_page_works_at_any_depth(second: Path, built: Path) -> None:
    page = markup(second / "404.html")
    for link in {*page.links, *page.resources} - {"#main"}:
        assert link.startswith("/pact-exit/")
        file = second / link.removeprefix("/pact-exit/")
        assert (file / "index.html" if file.is_dir() else file).is_file(), link
    with served(second) as place, pytest.raises(HTTPError, match="404") as missing:
        urlopen(f"{place}no/such/page")
    assert missing.value.read() == (second / "404.html").read_bytes()
    page = markup(built / "404.html")
    assert not page.links
    assert not page.resources
    assert "no such page" in page.text


def test_two_builds_have_the_same_bytes(twice: list[Path]) -> None:
    one, other = map(contents, twice)
    assert one == other


def contents(folder: Path) -> dict[str, str]:
    """The hash of each file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
