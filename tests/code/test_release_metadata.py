"""What describes a release is read by the tools it is written for, and refused where broken."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml

from breaks import Describe
from conftest import ROOT
from exports import Rows, tables, typed
from pactexit import dataset as datasets
from pactexit.releasing import history
from pactexit.releasing.feed import feed
from pactexit.releasing.metadata.citation_file import citation_file
from pactexit.releasing.metadata.croissant import croissant as croissant_file
from pactexit.releasing.metadata.zenodo import deposit
from releases import dataset, replacing

SCRIPTS = Path(sys.executable).parent


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    words = (SCRIPTS / words[0], *words[1:])
    return subprocess.run(words, capture_output=True, text=True, check=False)


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
        ("csv/tables/parties.csv", replacing(",POL,", ",ZZZ,")),
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


def test_where_it_is_published_stands_in_all_of_them_once_it_is_known(tmp_path: Path) -> None:
    home = "https://example.org/pact-exit"
    data = datasets.read(dataset(tmp_path / "data", Describe({"homepage": home})))
    version = history.version(data, b"")

    assert croissant_file(data, "", {})["url"] == home
    assert yaml.safe_load(citation_file(data))["url"] == home
    assert deposit(data)["related_identifiers"][0]["identifier"] == home
    found = feedparser.parse(feed(data, [version], []))
    links = {link.rel: link.href for link in found.feed.links}
    assert links == {"self": f"{home}/changes.atom", "alternate": home}
    assert found.entries[0].enclosures[0].href == f"{home}/packages/pactexit-1.0.0.zip"
    assert (
        found.entries[0].id
        == feedparser.parse(feed(datasets.read(dataset(tmp_path / "other")), [version], []))
        .entries[0]
        .id
    )
