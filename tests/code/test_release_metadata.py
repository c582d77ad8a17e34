"""What describes a release is read by the tools it is written for, and refused where broken."""

from __future__ import annotations

import json
import logging
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
import yaml

from conftest import ROOT
from exports import Rows, tables, typed
from pactexit import dataset as datasets
from pactexit.releasing.metadata.citation_file import citation_file

SCRIPTS = Path(sys.executable).parent


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    words = (SCRIPTS / words[0], *words[1:])
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.fixture
def broken(released: Path, tmp_path: Path) -> Callable[[str, Callable[[str], str]], Path]:
    """Makes a copy of the release in which the text of one file is another."""

    def make(name: str, change: Callable[[str], str]) -> Path:
        folder = Path(shutil.copytree(released, tmp_path / "broken"))
        before = (folder / name).read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        (folder / name).write_text(after, encoding="utf-8")
        return folder

    return make


def replacing(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


# Croissant


def croissant(folder: Path) -> dict[str, Rows]:
    """The records of every table, as mlcroissant reads them; it checks every hash."""
    import mlcroissant

    found = mlcroissant.Dataset(jsonld=folder / "croissant.json")
    return {
        name: [tuple(record.values()) for record in found.records(name)]
        for name in (each.id for each in found.metadata.record_sets)
    }


def gives_all(folder: Path) -> bool:
    try:
        return croissant(folder).keys() == tables(folder / "csv").keys()
    except Exception:  # noqa: BLE001 - of whatever kind
        return False


def plain(value: Any) -> Any:
    """A value of mlcroissant: texts are bytes there, and days moments."""
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "to_pydatetime"):
        return None if value != value else value.to_pydatetime().date()  # noqa: PLR0124
    if isinstance(value, float):
        return None if value != value else int(value)  # noqa: PLR0124
    return value


@pytest.mark.filterwarnings("ignore")  # of the libraries of mlcroissant
def test_croissant_gives_the_tables(released: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        found = croissant(released)
    assert [record.message for record in caplog.records] == []
    expected = tables(released / "csv")
    assert found.keys() == expected.keys()
    for name, rows in expected.items():
        read = [tuple(map(plain, row)) for row in found[name]]
        assert sorted(read, key=repr) == sorted(rows, key=repr)
    # a code is no number
    assert any("040" in row for row in [tuple(map(plain, r)) for r in found["countries"]])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("croissant.json", lambda text: re.sub(r'"sha256": "..', '"sha256": "zz', text)),
        ("croissant.json", replacing("parquet/countries.parquet", "parquet/nowhere.parquet")),
        ("croissant.json", replacing('"column": "country_id"', '"column": "nothing"')),
        ("croissant.json", replacing("cr:RecordSet", "cr:Record")),
    ],
)
def test_a_broken_croissant_is_not_read(
    name: str, change: Callable[[str], str], broken: Callable[..., Path]
) -> None:
    assert not gives_all(broken(name, change))


def test_croissant_is_a_dataset_of_schema_org(released: Path) -> None:
    found = json.loads((released / "croissant.json").read_text(encoding="utf-8"))
    descriptor = json.loads((released / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    assert found["@type"] == "sc:Dataset"
    assert found["@context"]["@vocab"] == found["@context"]["sc"] == "https://schema.org/"
    assert found["description"] == descriptor["description"]
    # what search engines for data ask for
    assert 50 <= len(found["description"]) <= 5000
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["creator"] == [{"@type": "sc:Organization", "name": "Pact Exit contributors"}]
    assert (found["version"], found["datePublished"]) == ("1.0.0", "2031-01-02")
    for file in found["distribution"]:
        path = released / file["contentUrl"]
        assert file["contentSize"] == f"{path.stat().st_size} B"
    assert "pactexit.duckdb" not in {file["@id"] for file in found["distribution"]}


# CSV on the Web


def test_csvw_is_valid(released: Path) -> None:
    done = run("csvwvalidate", released / "csv-metadata.json")
    assert (done.returncode, "OK" in done.stdout) == (0, True), done.stdout


def test_csvw_gives_the_tables(released: Path) -> None:
    from csvw import CSVW

    expected = tables(released / "csv")
    found = CSVW(str(released / "csv-metadata.json")).tables
    assert len(found) == len(expected)
    for table in found:
        name = Path(str(table.url)).stem
        read = [tuple(row.values()) for row in table.iterdicts(strict=True)]
        assert [tuple(map(typed_again, row)) for row in read] == expected[name]


def typed_again(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return typed(value, "string")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("csv/tables/countries.csv", replacing("POL,", "POLE,")),
        ("csv/tables/countries.csv", replacing(",true,", ",yes,")),
        ("csv/tables/parties.csv", replacing(",POL,", ",XXX,")),
        ("csv/tables/agreements.csv", replacing("agreement,", "agreemnt,")),
        ("csv-metadata.json", replacing('"name": "country_id"', '"name": "state_id"')),
    ],
)
def test_broken_csvw_is_not_valid(
    name: str, change: Callable[[str], str], broken: Callable[..., Path]
) -> None:
    done = run("csvwvalidate", broken(name, change) / "csv-metadata.json")
    assert done.returncode != 0, done.stdout


# citation


def of_the_citation_file(path: Path) -> int:
    words = ("check-jsonschema", "--builtin-schema", "vendor.citation-file-format", path)
    return run(*words).returncode


def test_the_citation_files_are_valid(released: Path) -> None:
    for path in (released / "CITATION.cff", ROOT / "CITATION.cff"):
        assert of_the_citation_file(path) == 0
    found = yaml.safe_load((released / "CITATION.cff").read_text(encoding="utf-8"))
    # a body: people have given and family names
    assert found["authors"] == [{"name": "Pact Exit contributors"}]
    assert (found["version"], str(found["date-released"])) == ("1.0.0", "2031-01-02")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("authors:", "author:"),
        ("cff-version: 1.2.0", "cff-version: one"),
        ("'2031-01-02'", "soon"),
        ("CC-BY-4.0", "CC-BY-9.9"),
    ],
)
def test_a_broken_citation_file_is_not_valid(
    old: str, new: str, broken: Callable[..., Path]
) -> None:
    assert of_the_citation_file(broken("CITATION.cff", replacing(old, new)) / "CITATION.cff") == 1


def test_the_citation_at_the_top_of_the_repository_is_the_generated_one() -> None:
    wanted = citation_file(datasets.read(ROOT))
    assert (ROOT / "CITATION.cff").read_text(encoding="utf-8") == wanted


def test_zenodo_is_told_what_it_asks_for(released: Path) -> None:
    found = json.loads((released / "zenodo.json").read_text(encoding="utf-8"))
    assert found["upload_type"] == "dataset"
    assert found["creators"] == [{"name": "Pact Exit contributors"}]
    assert (found["access_right"], found["license"]) == ("open", "cc-by-4.0")
    assert (found["version"], found["publication_date"]) == ("1.0.0", "2031-01-02")
    assert found["title"] == "Pact Exit"
    assert found["description"].startswith("<p>How the Russian Federation left")
    assert "Russia" in found["keywords"]


# the feed

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"


def faults(path: Path) -> list[str]:
    """What a feed lacks of what RFC 4287 asks for."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        return [str(error)]
    if root.tag != f"{ATOM}feed":
        return ["is no feed"]
    entries = root.findall(f"{ATOM}entry")
    ids = [each.text for each in root.iter(f"{ATOM}id")]
    found = ["an id stands twice"] if len({*ids}) < len(ids) else []
    if "self" not in {link.get("rel") for link in root.findall(f"{ATOM}link")}:
        found.append("no link to itself")
    if entries and root.find(f"{ATOM}author/{ATOM}name") is None:
        found.append("no author")
    return [
        *found,
        *(fault for part in (root, *entries) for fault in of_part(part)),
        *("no content" for entry in entries if entry.find(f"{ATOM}content") is None),
    ]


def of_part(part: ET.Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        texts = [(each.text or "").strip() for each in part.findall(f"{ATOM}{name}")]
        if len(texts) != 1 or not texts[0]:
            yield f"{name} of {part.tag}"
    if not re.fullmatch(MOMENT, part.findtext(f"{ATOM}updated", "")):
        yield "updated is no moment"
    if not all(link.get("href") for link in part.findall(f"{ATOM}link")):
        yield "link without an address"


def test_the_feed_is_valid(released: Path) -> None:
    assert faults(released / "changes.atom") == []
    found = feedparser.parse((released / "changes.atom").read_bytes())
    assert (found.bozo, found.version) == (False, "atom10")
    (entry,) = found.entries
    assert entry.title == "pactexit 1.0.0: first version"
    assert entry.updated == found.feed.updated == "2031-01-02T00:00:00Z"
    (link,) = entry.enclosures
    package = released / "packages" / "pactexit-1.0.0.zip"
    assert (link.href, int(link.length)) == ("packages/pactexit-1.0.0.zip", package.stat().st_size)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<updated>2031", "<updated>on 2031"),
        ("<name>Pact Exit contributors</name>", ""),
        ("</feed>", ""),
        ("2005/Atom", "2005/Atoms"),
        ("title>", "name>"),
        ('rel="self"', 'rel="via"'),
        ("content", "words"),
        ('href="changes', 'to="changes'),
    ],
)
def test_a_broken_feed_is_not_valid(old: str, new: str, broken: Callable[..., Path]) -> None:
    assert faults(broken("changes.atom", replacing(old, new)) / "changes.atom")
