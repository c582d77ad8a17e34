"""The wheel, installed in an empty environment outside the checkout, answers offline."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

QUESTION = ["query", "terminations_by_nato_accession_year", "--format", "csv"]
ORDER = ["--order-id", "rus-government-2025-12-19", "--as-of", "2025-12-31"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # --no-isolation: the build backend is among the requirements for development
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
    words += [str(folder), str(ROOT)]
    subprocess.run(words, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_the_dataset_the_questions_and_the_rules(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "pactexit/_dataset/datapackage.json" in names
    for folder, inside in (
        (ROOT / "tables", "pactexit/_dataset/tables"),
        (ROOT / "analytics" / "pactexit" / "queries", "pactexit/queries"),
        (ROOT / "analytics" / "pactexit" / "rules", "pactexit/rules"),
        (ROOT / "analytics" / "pactexit" / "views", "pactexit/views"),
        (ROOT / "analytics" / "pactexit" / "charts", "pactexit/charts"),
        (ROOT / "analytics" / "pactexit" / "contributing", "pactexit/contributing"),
    ):
        for path in folder.iterdir():
            if path.is_file():
                assert f"{inside}/{path.name}" in names
    assert not any(name.startswith(("tests/", "docs/")) for name in names)


def test_it_answers_the_flagship_question_from_its_own_tables(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python, command = environment / "bin" / "python", environment / "bin" / "pactexit"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel],
        check=True,
        capture_output=True,
    )
    # a foreign dataset in the working folder must not be taken for the installed one
    (tmp_path / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    unreachable = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        environ = {**os.environ, **unreachable, "PYTHONPATH": ""}
        return subprocess.run(
            [command, *words],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )

    answer = run(*QUESTION, *ORDER)
    assert answer.stdout.splitlines() == [
        "nato_accession_year,partners,agreements,authorised,decided,notified,effective",
        "1949,5,5,5,0,0,0",
        "1955,1,1,1,0,0,0",
        "1999,2,2,2,0,0,0",
        "2004,2,2,2,0,0,0",
        "2009,1,1,1,0,0,0",
    ]
    judged = run("validate", "--installed")
    assert judged.returncode == 0, judged.stdout + judged.stderr
    missing = subprocess.run(
        [python, "-c", "import pactexit; pactexit.orders_overview().df()"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert missing.stderr.endswith("This needs pandas: pip install 'pactexit[pandas]'.\n")
