"""The site is built as a whole or not at all, and served; whatever is wrong is said in one line."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest

from breaks import POL, Cell, Describe, apply
from browsing import served
from builder.__main__ import main
from builder.build import build
from builder.sections import downloads
from builder.serving import serve, server
from pactexit.problem import PactExitError
from releases import dataset


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("--release {empty}", "is no release. Give a folder that `pactexit release` wrote."),
        ("--release {damaged}", "codebook.csv: is not the file of which SHA256SUMS tells."),
        ("--release {released} --data {newer}", "is release 1.0.0, but the data to show are 1.1.0"),
        ("--to {empty}/.. --without-release", "holds other files."),
        ("--address example.org --without-release", "'example.org' is no address of a site."),
    ],
)
def test_what_cannot_be_built_is_said_in_one_line(
    words: str, reason: str, released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    damaged = Path(shutil.copytree(released, tmp_path / "damaged"))
    (damaged / "codebook.csv").write_text("other", encoding="utf-8")
    first = dataset(tmp_path / "first")
    newer = dataset(tmp_path / "newer", Describe({"version": "1.1.0"}))
    places = {"empty": tmp_path / "empty", "damaged": damaged, "released": released, "newer": newer}
    asked = [word.format(**places) for word in words.split()]
    more = [] if "--to" in asked else ["--to", str(tmp_path / "site")]
    more += [] if "--data" in asked else ["--data", str(first)]

    assert main([*asked, *more]) == 2
    said = capsys.readouterr().err.splitlines()
    assert reason in said[-1]
    assert said[-1].startswith("Error: ")
    assert not (tmp_path / "site").exists()


def test_data_that_may_not_be_released_are_refused_with_the_way_out(
    small: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # the other pages take longer
    monkeypatch.setattr("builder.build.SECTIONS", {"downloads": downloads.pages})
    apply(small, Cell("agreements", POL, "kind", "agreemnt"))
    assert main(["--to", str(tmp_path / "site"), "--data", str(small)]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("Error: Not released: tables/agreements.csv:")
    assert said.endswith("To show it all the same: --without-release.")


def test_without_node_one_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    words = ["--to", tmp_path / "site", "--data", dataset(tmp_path / "data"), "--without-release"]
    assert main([*map(str, words)]) == 2
    assert "is not installed. Install Node.js" in capsys.readouterr().err.splitlines()[-1]


# the whole site


def test_tables_that_lead_nowhere_are_refused_in_one_line(small: Path, tmp_path: Path) -> None:
    parties = small / "tables" / "parties.csv"
    text = parties.read_text(encoding="utf-8")
    parties.write_text(text.replace(",POL,", ",PLO,"), encoding="utf-8")
    with pytest.raises(PactExitError, match=r"parties\.csv:\d+: foreign_key: .*PLO") as refused:
        build(tmp_path / "site", small, with_release=False)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "site").exists()


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with (
        server(tmp_path) as other,
        pytest.raises(PactExitError, match=rf"\A127\.0\.0\.1:{other.server_port}: .*--serve\.\Z"),
    ):
        serve(tmp_path, other.server_port)


def test_a_reader_who_leaves_before_the_end_is_no_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "large").write_bytes(bytes(50_000_000))
    with served(tmp_path) as address:
        with urlopen(f"{address}large") as answer:
            assert answer.read(10)
        with urlopen(f"{address}large") as answer:
            assert len(answer.read()) == 50_000_000
    assert capfd.readouterr().err == ""
