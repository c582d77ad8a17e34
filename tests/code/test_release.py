"""What is published of a version: whole, the same every time, and nothing where it is not fit."""

from __future__ import annotations

import csv
import hashlib
import html.parser
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import pactexit
from breaks import Cell, Describe, apply
from conftest import ROOT
from exports import READERS, assert_equal, tables
from pactexit.problem import PactExitError
from pactexit.releasing import publishing, static_api
from pactexit.releasing.formats import FORMATS
from releases import FIRST, dataset, written

SCRIPTS = Path(sys.executable).parent
DUCKDB = "pactexit.duckdb"


def command(*words: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SCRIPTS / "pactexit", *words], cwd=folder, capture_output=True, text=True, check=False
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def sums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {line[66:]: line[:64] for line in lines}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_two_builds_have_the_same_bytes(released: Path, tmp_path: Path) -> None:
    # another process at another time, so that nothing hangs on the order of a set or on a clock
    data = dataset(tmp_path / "data")
    for path in data.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    done = command("release", "--to", tmp_path / "again", "--from", data)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr.startswith("Version 1.0.0: ")

    one, two = files(released), files(tmp_path / "again")
    assert one.keys() == two.keys()
    assert {name for name in one if one[name] != two[name]} <= {"SHA256SUMS", DUCKDB}
    before, after = sums(released), sums(tmp_path / "again")
    assert {name for name in before if before[name] != after[name]} <= {DUCKDB}


def test_every_file_has_its_hash_and_the_file_of_duckdb_has_it_there_alone(released: Path) -> None:
    found = files(released)
    assert sums(released) == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in found.items()
        if name != "SHA256SUMS"
    }
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=released, check=False
    )
    assert done.returncode == 0
    of_duckdb = hashlib.sha256(found[DUCKDB]).hexdigest().encode()
    assert [name for name, data in found.items() if of_duckdb in data] == ["SHA256SUMS"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_there_and_equals_the_tables(form: str, released: Path) -> None:
    data = released / "csv"
    found, expected = READERS[form](released, data), tables(data)
    if form == "duckdb":
        found = {name: sorted(rows, key=str) for name, rows in found.items()}
        expected = {name: sorted(rows, key=str) for name, rows in expected.items()}
    assert_equal(found, expected)


def test_no_file_of_a_release_holds_the_day_of_its_making(released: Path) -> None:
    with zipfile.ZipFile(released / "packages" / "pactexit-1.0.0.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(2031, 1, 2, 0, 0, 0)}
    for name in ("CITATION.cff", "croissant.json", "zenodo.json", "csv-metadata.json"):
        assert "2031-01-02" in (released / name).read_text(encoding="utf-8"), name


def unpacked(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    return folder


def frictionless(package: Path) -> subprocess.CompletedProcess[str]:
    words = ["frictionless", "validate", str(package)]
    words[0] = str(SCRIPTS / words[0])
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_the_package_is_valid_for_frictionless_and_for_us(released: Path, tmp_path: Path) -> None:
    package = released / "packages" / "pactexit-1.0.0.zip"
    done = frictionless(package)
    assert done.returncode == 0, done.stdout

    folder = unpacked(package, tmp_path / "package")
    assert pactexit.validate(folder).valid
    assert not pactexit.diff(package, dataset(tmp_path / "data"))
    # the folder csv is the same, unpacked
    assert files(released / "csv") == {
        name: data for name, data in files(folder).items() if name != "CITATION.cff"
    }
    assert (folder / "CITATION.cff").read_bytes() == (released / "CITATION.cff").read_bytes()


@pytest.mark.parametrize("property_", ["hash", "bytes", "rows"])
def test_a_package_whose_facts_are_wrong_is_not_valid(
    property_: str, released: Path, tmp_path: Path
) -> None:
    folder = unpacked(released / "packages" / "pactexit-1.0.0.zip", tmp_path / "package")
    wrong = f"sha256:{'0' * 64}" if property_ == "hash" else 7
    apply(folder, Describe({property_: wrong}, table="countries"))
    done = frictionless(folder / "datapackage.json")
    assert done.returncode == 1
    assert {"hash": "hash-count", "bytes": "byte-count", "rows": "row-count"}[
        property_
    ] in done.stdout


def test_the_codebook_has_every_table_column_and_term(released: Path) -> None:
    descriptor = read(released / "csv" / "datapackage.json")
    columns = {
        (resource["name"], field["name"]): field["description"]
        for resource in descriptor["resources"]
        for field in resource["schema"]["fields"]
    }
    text = (released / "codebook.csv").read_text(encoding="utf-8")
    found = {(row["table"], row["column"]): row for row in csv.DictReader(io.StringIO(text))}
    assert {key: found[key]["description"] for key in columns} == columns

    page = Page()
    page.feed((released / "codebook.html").read_text(encoding="utf-8"))
    assert page.open == []
    assert {f"{table}.{column}" for table, column in columns} <= page.ids
    assert {f"{row['field']}.{row['value']}" for row in terms(released)} <= page.ids
    assert {f"#{resource['name']}" for resource in descriptor["resources"]} == {*page.links}
    assert len(page.ids) == page.number_of_ids
    assert all(" ".join(meaning.split()) in page.text for meaning in columns.values())


def terms(folder: Path) -> list[dict[str, str]]:
    with (folder / "csv" / "tables" / "terms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Page(html.parser.HTMLParser):
    """The anchors, links and words of a page, and the elements that were not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.number_of_ids = 0
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link"}:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.add(str(value))
                self.number_of_ids += 1
            if name == "href" and tag == "a":
                self.links.append(str(value))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


# what is refused


def refused(data: Path, reason: str, to: Path, **more: Any) -> None:
    before = files(to) if to.exists() else None
    with pytest.raises(PactExitError) as raised:
        publishing.release(to, path=data, **more)
    message = str(raised.value)
    assert reason in message
    assert "\n" not in message
    assert (files(to) if to.exists() else None) == before
    assert not list(to.parent.glob(f".{to.name}.*"))


def test_a_version_that_is_not_published_yet_is_refused_but_for_a_draft(tmp_path: Path) -> None:
    data = dataset(tmp_path / "data", Describe({"version": "1.1.0-dev"}))
    refused(data, "version 1.1.0-dev is not one to publish. Write 1.1.0", tmp_path / "to")
    done = command("release", "--to", tmp_path / "to", "--from", data, "--draft")
    assert done.returncode == 0, done.stderr
    assert read(tmp_path / "to" / "versions.json")["latest"] == "1.1.0-dev"
    # what was never published is no version before the next one
    apply(data, Describe({"version": "1.1.0"}))
    after = written(tmp_path / "next", data, tmp_path / "to")
    assert after.earlier == ()


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (Describe({"version": "1.0"}), "version '1.0' is none of semantic versioning"),
        (Describe({"created": None}), "created: write the day of this version"),
        (Describe({"name": "flock"}), "only pactexit is released"),
        (
            Cell("agreements", "pol-1995-military-cooperation", "kind", "agreemnt"),
            "Not released: tables/agreements.csv:",
        ),
    ],
)
def test_what_is_not_fit_to_be_published_is_refused(edit: Any, reason: str, tmp_path: Path) -> None:
    refused(dataset(tmp_path / "data", edit), reason, tmp_path / "to")


def test_the_files_of_others_are_not_touched(released: Path, tmp_path: Path) -> None:
    data = dataset(tmp_path / "data")
    to = Path(shutil.copytree(released, tmp_path / "to"))
    (to / "v1" / "notes.txt").write_text("mine", encoding="utf-8")
    refused(data, "holds other files", to)
    (to / "v1" / "notes.txt").unlink()
    (to / "codebook.csv").unlink()
    written(to, data)
    assert (to / "codebook.csv").exists()


def test_a_failure_in_the_middle_leaves_the_folder_as_it_was(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PactExitError("the disk is full.")

    to = Path(shutil.copytree(released, tmp_path / "to"))
    monkeypatch.setattr(static_api, "write", fail)
    refused(dataset(tmp_path / "data"), "the disk is full", to)


def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pactexit.releasing.exporting.find_spec", lambda _: None)
    refused(dataset(tmp_path / "data"), "pip install 'pactexit[release]'", tmp_path / "to")


def test_each_part_is_told_before_it_is_made(tmp_path: Path) -> None:
    told: list[str] = []
    publishing.release(tmp_path / "to", path=dataset(tmp_path / "data"), progress=told.append)
    assert told == ["earlier versions", "validation", *FORMATS, "changes", "JSON API"]
    assert FIRST.properties["version"] == read(tmp_path / "to" / "versions.json")["latest"]
