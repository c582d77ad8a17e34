"""Versions follow each other: their changes are published, and what may not follow is refused."""

from __future__ import annotations

import copy
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import feedparser
import pytest
from flock import package
from histories import History

from breaks import POL, Add, Cell, Describe, Edit, Remove, apply
from pactexit.changes import Difference
from pactexit.problem import PactExitError
from pactexit.releasing import history
from releases import add_column, dataset, rows, written

CLAIM = {
    "table_name": "agreements",
    "record_id": POL,
    "field": "*",
    "value": "exists",
    "source_id": "agency-b-2022-05-06-report",
}


def version(number: str, day: str) -> Describe:
    return Describe({"version": number, "created": f"{day}T00:00:00Z"})


def a_claim(data: Path) -> Add:
    """A claim of a source that had none on that row."""
    found = {dict(row)["source_id"] for row in rows(data)["sources"]}
    claimed = {
        dict(row)["source_id"]
        for row in rows(data)["claims"]
        if (dict(row)["record_id"], dict(row)["field"]) == (POL, "*")
    }
    return Add("claims", CLAIM | {"source_id": min(found - claimed)})


@pytest.fixture(scope="module")
def published(released: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three releases, each after the one before: the data of the versions, and the last folder."""
    home = tmp_path_factory.mktemp("published")
    first = dataset(home / "data-1")
    second = dataset(home / "data-2", a_claim(first), version("1.1.0", "2031-02-03"))
    note = Cell("agreements", POL, "note", 'Зал 7, "второй" этаж')
    third = dataset(home / "data-3", a_claim(first), note, version("1.1.1", "2031-03-04"))
    after = written(home / "release-2", second, released)
    assert after.earlier == ("1.0.0",)
    after = written(home / "release-3", third, home / "release-2")
    assert after.earlier == ("1.0.0", "1.1.0")
    return [first, second, third, after.folder]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def tables_of(zip_file: Path, folder: Path) -> dict[str, Any]:
    with zipfile.ZipFile(zip_file) as archive:
        archive.extractall(folder)
    return rows(folder)


def test_the_changes_replayed_from_the_first_version_give_the_last(
    published: list[Path], tmp_path: Path
) -> None:
    *data, folder = published
    changes = read(folder / "changes.json")
    assert changes["first_version"] == "1.0.0"
    start = tables_of(folder / "packages" / "pactexit-1.0.0.zip", tmp_path / "first")
    state = {name: [dict(row) for row in table] for name, table in start.items()}
    for found, (_, after) in zip(changes["differences"], pairwise(data), strict=True):
        state = Difference.from_json(found).applied_to(state)
        assert as_sets(state) == rows(after)
    assert as_sets(state) == rows(folder / "csv")
    assert changes["differences"][-1]["new_version"] == "1.1.1"


def as_sets(state: dict[str, list[dict[str, str]]]) -> dict[str, Any]:
    return {name: {frozenset(row.items()) for row in table} for name, table in state.items()}


def test_versions_lists_all_with_their_packages(published: list[Path]) -> None:
    folder = published[-1]
    listing = read(folder / "versions.json")
    assert listing["latest"] == "1.1.1"
    assert [each["version"] for each in listing["versions"]] == ["1.1.1", "1.1.0", "1.0.0"]
    assert [each["created"][:10] for each in listing["versions"]] == [
        *("2031-03-04", "2031-02-03", "2031-01-02")
    ]
    assert {each["path"] for each in listing["versions"]} == {
        path.relative_to(folder).as_posix() for path in (folder / "packages").iterdir()
    }


def test_the_feed_tells_each_version_in_words(published: list[Path]) -> None:
    found = feedparser.parse((published[-1] / "changes.atom").read_bytes())
    assert not found.bozo
    newest, second, first = found.entries
    assert first.title == "pactexit 1.0.0: first version"
    assert newest.title.startswith("pactexit 1.1.0 to 1.1.1: ")
    assert 'Зал 7, "второй" этаж' in newest.content[0].value
    assert second.title.startswith("pactexit 1.0.0 to 1.1.0: 1 added")
    assert found.feed.updated == newest.updated == "2031-03-04T00:00:00Z"
    assert len({entry.id for entry in found.entries}) == 3


def test_a_folder_can_follow_itself(published: list[Path], tmp_path: Path) -> None:
    *_, third, folder = published
    place = Path(shutil.copytree(folder, tmp_path / "site"))
    # the same version once more is no new one, and no history is lost
    assert written(place, third).earlier == ("1.0.0", "1.1.0")
    assert (place / "versions.json").read_bytes() == (folder / "versions.json").read_bytes()
    assert (place / "changes.json").read_bytes() == (folder / "changes.json").read_bytes()


@pytest.fixture
def address(released: Path) -> Iterator[str]:
    """Where a loopback server gives the first release."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(released)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_version_before_can_lie_at_an_address(
    address: str, published: list[Path], tmp_path: Path
) -> None:
    assert written(tmp_path / "to", published[1], f"{address}/").earlier == ("1.0.0",)
    with pytest.raises(PactExitError, match=r"nowhere/versions\.json: is not there \(404\)"):
        written(tmp_path / "no", published[1], f"{address}/nowhere")
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("edits", "number", "reason"),
    [
        ((Cell("agreements", POL, "note", "Other."),), "1.0.0", "a patch step is asked for"),
        ((), "0.9.0", "goes back behind 1.0.0"),
        ((Cell("agreements", POL, "signed_on", "1995-04"),), "1.0.1", "changed_facts_have_a_new_"),
        ((version("1.0.1", "2030-12-31"),), "1.0.1", "created: 2030-12-31 is before the day of"),
    ],
)
def test_a_version_that_may_not_follow_is_refused(
    edits: tuple[Edit, ...], number: str, reason: str, released: Path, tmp_path: Path
) -> None:
    data = dataset(tmp_path / "data", *edits, Describe({"version": number}))
    refused(data, reason, released, tmp_path / "to")


def refused(data: Path, reason: str, previous: Path | str, to: Path) -> None:
    with pytest.raises(PactExitError) as raised:
        written(to, data, previous)
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)
    assert not to.exists()


@pytest.mark.parametrize("new_name", [None, "slogan"])
def test_a_column_goes_or_gets_another_name_with_a_major_version_alone(
    new_name: str | None, tmp_path: Path
) -> None:
    old = dataset(tmp_path / "old")
    add_column(old, "motto")
    written(tmp_path / "first", old)
    new = dataset(tmp_path / "new", version("1.9.0", "2031-02-03"))
    if new_name:
        add_column(new, new_name)
    refused(
        new,
        "a major step is asked for by this change: countries.",
        tmp_path / "first",
        tmp_path / "to",
    )
    apply(new, Describe({"version": "2.0.0"}))
    assert written(tmp_path / "to", new, tmp_path / "first").earlier == ("1.0.0",)


def test_an_id_goes_with_a_major_version_alone(released: Path, tmp_path: Path) -> None:
    data = dataset(tmp_path / "data")
    gone = min(dict(row)["coverage_id"] for row in rows(data)["coverage"])
    apply(data, Remove("coverage", gone))
    for claim in [dict(row) for row in rows(data)["claims"]]:
        if (claim["table_name"], claim["record_id"]) == ("coverage", gone):
            key = (claim[name] for name in ("table_name", "record_id", "field", "value"))
            apply(data, Remove("claims", "/".join((*key, claim["source_id"]))))
    apply(data, version("1.9.0", "2031-02-03"))
    refused(data, "a major step is asked for", released, tmp_path / "to")
    apply(data, Describe({"version": "2.0.0"}))
    written(tmp_path / "to", data, released)
    assert (tmp_path / "to" / "packages" / "pactexit-2.0.0.zip").exists()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("versions.json", None, "No such file"),
        ("versions.json", b"[]", "is not one of a release"),
        ("versions.json", b'{"package": "flock"}', "is a release of 'flock', not 'pactexit'"),
        ("versions.json", b"\xff", "is not one of a release"),
        ("packages/pactexit-1.0.0.zip", None, "No such file"),
        ("packages/pactexit-1.0.0.zip", b"PK", "is not the file of which versions.json has"),
    ],
)
def test_a_release_that_is_damaged_is_none_to_follow(
    name: str, content: bytes | None, reason: str, released: Path, tmp_path: Path
) -> None:
    previous = Path(shutil.copytree(released, tmp_path / "previous"))
    (previous / name).unlink()
    if content is not None:
        (previous / name).write_bytes(content)
    refused(dataset(tmp_path / "data"), reason, previous, tmp_path / "to")


def test_no_path_of_others_is_written_to(released: Path, tmp_path: Path) -> None:
    previous = Path(shutil.copytree(released, tmp_path / "previous"))
    listing = (previous / "versions.json").read_text(encoding="utf-8")
    evil = listing.replace("packages/pactexit-1.0.0.zip", "../evil.zip")
    assert evil != listing
    (previous / "versions.json").write_text(evil, encoding="utf-8")
    shutil.copy(previous / "packages" / "pactexit-1.0.0.zip", tmp_path / "evil.zip")
    refused(dataset(tmp_path / "data"), "is not one of a release", previous, tmp_path / "to")


def test_the_same_version_with_other_bytes_is_refused(released: Path, tmp_path: Path) -> None:
    data = dataset(tmp_path / "data")
    path = data / "tables" / "coverage.csv"
    header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([header, *reversed(lines)]), encoding="utf-8")
    refused(data, "version 1.0.0 was published with other bytes", released, tmp_path / "to")


@pytest.mark.parametrize("place", ["ftp://example.org/pact-exit", "nowhere/at/all"])
def test_a_place_that_is_none_is_refused(place: str, tmp_path: Path) -> None:
    refused(dataset(tmp_path / "data"), place, place, tmp_path / "to")


@pytest.mark.parametrize("seed", range(3))
def test_any_history_of_edits_can_be_replayed(seed: int, small: Path, tmp_path: Path) -> None:
    # columns that are renamed, rows and cells of all tables, files in any form
    made = History.of(small, seed)
    folders, states = [], []
    for number in range(3):
        made.write(tmp_path / f"{number}")
        folders.append(history.Version("", "", f"{number}", 0, ""))
        states.append(copy.deepcopy(made.tables))
        made.edit()
    state = states[0]
    for difference, expected in zip(
        history.differences(tmp_path, folders), states[1:], strict=True
    ):
        as_json = json.loads(json.dumps(difference.to_json()))
        state = Difference.from_json(as_json).applied_to(state)
        assert as_sets(state) == as_sets(expected)


def test_another_package_is_none_to_follow(tmp_path: Path) -> None:
    package(tmp_path / "flock", {"birds": "ring\nA1\n"})
    reason = "versions.json: No such file or directory. Give a folder that `pactexit release` wrote"
    refused(dataset(tmp_path / "data"), reason, tmp_path / "flock", tmp_path / "to")
