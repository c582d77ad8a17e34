"""The examples in the documents are run, and show what the command prints."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
SCRIPTS = Path(sys.executable).parent


def blocks(document: str, language: str) -> list[str]:
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Each command with the output that the document shows below it."""
    return [
        (command, shown)
        for document in DOCUMENTS
        for block in blocks(document, "console")
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


def test_every_command_of_the_documents_prints_what_they_show(tmp_path: Path) -> None:
    commands = examples()
    assert len(commands) >= 5
    for command, shown in commands:
        program, *arguments = shlex.split(command)
        assert program == "pactexit"
        done = subprocess.run(
            [SCRIPTS / program, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout + done.stderr, command
        if shown:
            assert done.stdout == shown, command


@pytest.mark.parametrize("block", blocks("README.md", "python"))
def test_python_of_the_readme_runs(block: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", block],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("document", DOCUMENTS)
def test_targets_and_links_of_the_documents_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    for target in re.findall(r"\bmake ([a-z]+)\b(?= +#|`)", text):
        assert target in targets
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / link).exists(), link
