"""The reference of the dataset, read back with the libraries of reference managers."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

import pactexit
from pactexit import dataset as datasets
from pactexit.cli import main
from pactexit.problem import PactExitError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

FORMS = ["apa", "bibtex", "csl-json", "ris"]
# of the properties that the schema of CSL allows
CSL = {"id", "type", "title", "author", "issued", "version", "note", "URL"}


@pytest.fixture
def descriptor(small: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The descriptor that is cited, once it is written with `cited`."""
    path = small / "datapackage.json"
    monkeypatch.setattr(datasets, "shipped", lambda: path)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def cited(descriptor: dict[str, Any], form: str, **changes: object) -> str:
    datasets.shipped().write_text(json.dumps(descriptor | changes), encoding="utf-8")
    return pactexit.cite(form)


def test_apa_has_author_year_title_and_version(descriptor: dict[str, Any]) -> None:
    changes = {"version": "1.2.3", "created": "2031-05-06T00:00:00Z"}
    assert cited(descriptor, "apa", **changes) == (
        "Pact Exit contributors (2031). Pact Exit (Version 1.2.3) [Data set]."
    )
    changes["homepage"] = "https://example.org/pact-exit"
    assert cited(descriptor, "apa", **changes).endswith("[Data set]. https://example.org/pact-exit")


def test_bibtex_is_read_back(descriptor: dict[str, Any]) -> None:
    text = cited(
        descriptor,
        "bibtex",
        version="1.2.3",
        created="2031-05-06T00:00:00Z",
        title="War & Peace_100% {#1}",
        homepage="https://example.org/",
    )
    library = parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert (entry.entry_type, entry.key) == ("misc", "pactexit-1.2.3")
    assert fields == {
        "author": "{Pact Exit contributors}",
        "title": r"{War \& Peace\_100\% \{\#1\}}",
        "year": "2031",
        "month": "5",
        "version": "1.2.3",
        "note": "Data set, version 1.2.3, CC-BY-4.0",
        "url": "https://example.org/",
    }


def test_ris_is_read_back(descriptor: dict[str, Any]) -> None:
    text = cited(descriptor, "ris", created="2031-05-06T00:00:00Z", homepage="https://example.org/")
    (entry,) = rispy.loads(text)
    assert entry["type_of_reference"] == "DATA"
    assert entry["authors"] == ["Pact Exit contributors,"]
    assert (entry["title"], entry["year"], entry["date"]) == ("Pact Exit", "2031", "2031/05/06/")
    assert entry["edition"] == descriptor["version"]
    assert entry["urls"] == ["https://example.org/"]


def test_csl_json_has_the_properties_of_its_schema(descriptor: dict[str, Any]) -> None:
    text = cited(
        descriptor, "csl-json", created="2031-05-06T00:00:00Z", homepage="https://example.org/"
    )
    (item,) = json.loads(text)
    assert set(item) == CSL
    assert (item["type"], item["title"], item["version"]) == (
        *("dataset", "Pact Exit"),
        descriptor["version"],
    )
    assert item["author"] == [{"literal": "Pact Exit contributors"}]
    assert item["issued"] == {"date-parts": [[2031, 5, 6]]}
    assert item["URL"] == "https://example.org/"


def test_several_contributors_are_all_named(descriptor: dict[str, Any]) -> None:
    several = [{"title": "Body A"}, {"title": "Body B"}]
    assert cited(descriptor, "apa", contributors=several).startswith("Body A, & Body B (")
    assert "author = {{Body A} and {Body B}}" in cited(descriptor, "bibtex", contributors=several)
    (entry,) = rispy.loads(cited(descriptor, "ris", contributors=several))
    assert entry["authors"] == ["Body A,", "Body B,"]


def test_the_year_is_that_of_the_data() -> None:
    dataset = datasets.read()
    assert f"({dataset.descriptor['created'][:4]})" in pactexit.cite()
    assert dataset.version in pactexit.cite()


def test_without_a_day_there_is_no_year_to_cite(descriptor: dict[str, Any]) -> None:
    with pytest.raises(PactExitError, match=r"created: no day"):
        cited(descriptor, "apa", created="soon")


def test_another_form_or_version_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"'bibtx'. Did you mean bibtex\?"):
        pactexit.cite("bibtx")
    version = datasets.read().version
    assert pactexit.cite(version=version) == pactexit.cite()
    with pytest.raises(PactExitError, match=r"\AVersion .* is installed; .*9\.9\.9") as refused:
        pactexit.cite(version="9.9.9")
    assert version in str(refused.value)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["pactexit", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("form", FORMS)
def test_the_command_prints_each_form(run: Any, form: str) -> None:
    assert run("cite", "--format", form) == (0, pactexit.cite(form) + "\n", "")


def test_the_command_refuses_in_one_line(run: Any) -> None:
    for arguments in (["--version", "9.9.9"], ["--format", "bibtx"]):
        code, output, errors = run("cite", *arguments)
        assert (code, output, errors.count("\n")) == (2, "", 1)


def test_the_command_tells_the_versions_of_code_and_data(run: Any) -> None:
    from importlib.metadata import version

    said = f"pactexit {version('pactexit')}, data {datasets.read().version}\n"
    assert run("--version") == (0, said, "")
