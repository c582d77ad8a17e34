"""Every block of the recipes is run, in its own tool, and counts what the tables hold."""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from ecosystems import fetched, has_r_packages, served

from conftest import ROOT

TEXT = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
#: Language and code of each block, in the order of the page.
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
EXPORT, DATASETTE = BLOCKS[0][1], "datasette serve"
RUN = [
    (language, code)
    for language, code in BLOCKS
    if language in {"python", "r", "sh"} and code != EXPORT and DATASETTE not in code
]


def run(*words: str, folder: Path) -> str:
    # the commands of this environment first, and a home of its own
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environ = {**os.environ, "PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        words, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def steps() -> Counter[str]:
    """Steps of Russia by stage."""
    with (ROOT / "tables" / "events.csv").open(encoding="utf-8", newline="") as file:
        return Counter(row["stage"] for row in csv.DictReader(file) if row["actor_id"] == "RUS")


def assert_counts(output: str) -> None:
    """Fails where a stage is not followed by its number, in its row or in the row below."""
    words = re.findall(r"\w+", output)
    stages = steps()
    assert stages
    places = [place for place, word in enumerate(words) if word in stages]
    assert {words[place] for place in places} == {*stages}
    beside = all(words[place + 1] == str(stages[words[place]]) for place in places)
    numbers = [word for word in words if word.isdigit()]
    below = numbers[: len(stages)] == [str(stages[words[place]]) for place in places[: len(stages)]]
    assert beside or below, output


@pytest.fixture
def folder(live_export: Path, tmp_path: Path) -> Path:
    """A folder with the export in it, as the page assumes."""
    (tmp_path / live_export.name).symlink_to(live_export)
    return tmp_path


def test_the_first_block_writes_what_the_page_lists(tmp_path: Path) -> None:
    run(*shlex.split(EXPORT), folder=tmp_path)
    listed = re.findall(r"`([\w.]+)/?`", "".join(re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE)))
    assert {path.name for path in (tmp_path / "pactexit-export").iterdir()} == {*listed}


@pytest.mark.parametrize(("language", "code"), RUN, ids=[f"{b[0]}{i}" for i, b in enumerate(RUN)])
def test_the_block_runs(language: str, code: str, folder: Path) -> None:
    missing = unmet(language, code)
    if missing:
        pytest.skip(f"{missing} is not installed")
    words = {
        "python": [sys.executable, "-W", "error", "-c", code],
        "r": ["Rscript", "--vanilla", "-e", code],
        "sh": ["bash", "-euo", "pipefail", "-c", code],
    }
    output = run(*words[language], folder=folder)
    if "actor_id" in code:
        assert_counts(output)
    elif "soffice" in code:
        assert output.splitlines()[-2] == "ALB,Albania,Албания,AL"
    else:
        assert output.splitlines()[0].startswith("1")


def unmet(language: str, code: str) -> str | None:
    """What a block needs and this machine has not."""
    if language == "python":
        modules = ("pandas", "pyarrow") if "pandas" in code else ()
        return next((m for m in modules if not _has_module(m)), None)
    if language == "sh":
        tool = code.split(maxsplit=1)[0]
        return None if tool == "pactexit" or shutil.which(tool) else tool
    packages = re.findall(r"library\((\w+)\)|(\w+)::", code)
    wanted = [first or second for first, second in packages]
    return None if has_r_packages(*wanted) else f"R with {', '.join(wanted)}"


def _has_module(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(name) is not None


def test_datasette_serves_and_answers_as_the_page_says(live_export: Path) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    [command] = [code for _, code in BLOCKS if DATASETTE in code]
    file, port = re.findall(r"datasette serve pactexit-export/(\S+) --port (\d+)", command)[0]
    [address] = [code.strip() for language, code in BLOCKS if not language]
    assert address.startswith(f"http://127.0.0.1:{port}/")
    with served(live_export / file) as place:
        assert_counts(fetched(address.replace(f"http://127.0.0.1:{port}", place)))


def test_the_files_of_stata_hold_what_its_block_asks(live_export: Path) -> None:
    import pandas
    import pyreadstat

    [code] = [code for language, code in BLOCKS if language == "stata"]
    frames = {
        name: pandas.read_stata(live_export / "stata" / name)
        for name in re.findall(r"stata/(\w+\.dta)", code)
    }
    events, agreements = frames["events.dta"], frames["agreements.dta"]
    counted = Counter(events[events["actor_id"] == "RUS"]["stage"].astype(str))
    assert counted == steps()
    merged = events.merge(agreements[["agreement_id", "title_en"]], validate="m:1")
    assert len(merged) == len(events)
    # Stata merges by no strL, which has no width of its own
    [key] = re.findall(r"merge m:1 (\w+)", code)
    for name in frames:
        _, about = pyreadstat.read_dta(str(live_export / "stata" / name), metadataonly=True)
        assert about.variable_storage_width[key] > 0
        assert about.variable_storage_width["note"] == 0


def test_every_format_has_its_recipe() -> None:
    titles = re.findall(r"^## (.*)$", TEXT, re.MULTILINE)
    assert titles == [
        *("pandas", "polars", "DuckDB", "SQLite", "Datasette", "R", "Stata"),
        "Excel and LibreOffice",
    ]
    assert all(language in {"python", "r", "sh", "stata", ""} for language, _ in BLOCKS)
