"""The workflow that publishes the site: its steps run in a folder, with a stand-in for GitHub."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_workflows import WORKFLOWS, run

from conftest import ROOT

FOUND = yaml.safe_load((ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8"))
JOBS: dict[str, dict[str, Any]] = FOUND["jobs"]
#: GitHub's command line: it knows of no release or of one, and where the pages are.
GH = """#!/usr/bin/env bash
case "$*" in
  "release list"*) [ ! -d "$PUBLISHED" ] || echo v1.0.0 ;;
  "release download v1.0.0"*) mkdir assets && cp "$PUBLISHED"/pactexit-*-release.tar.gz assets ;;
  "api repos/o/r/pages --jq .html_url") echo https://o.example.org/r/ ;;
esac
"""
#: What builds the site: it writes down the words that it gets.
MAKE = """#!/usr/bin/env bash
printf '%s' "$*" > made
"""


def step(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a step of the job that builds."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    for tool, text in (("gh", GH), ("make", MAKE)):
        (tools / tool).write_text(text)
        (tools / tool).chmod(0o755)
    [script] = [each["run"] for each in JOBS["build"]["steps"] if each.get("name") == name]
    return run(
        f'PATH="{tools}:$PATH"\n{script}',
        folder,
        GITHUB_OUTPUT=str(folder.parent / "output"),
        PUBLISHED=str(folder.parent / "published"),
        REPOSITORY="o/r",
        TAG="v1.0.0",
        GH_TOKEN="none",
    )


@pytest.mark.parametrize("is_published", [False, True])
def test_the_newest_release_is_shown_else_a_draft(
    tmp_path: Path, released: Path, *, is_published: bool
) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    if is_published:
        (tmp_path / "published").mkdir()
        archive = tmp_path / "published" / "pactexit-1.0.0-release.tar.gz"
        with tarfile.open(archive, "w:gz") as file:
            file.add(released, ".")

    assert step("Newest release", clone).returncode == 0
    tag = (tmp_path / "output").read_text()
    assert tag == ("tag=v1.0.0\n" if is_published else "tag=\n")
    if is_published:
        assert step("Release folder", clone).returncode == 0
        assert (clone / "release" / "SHA256SUMS").is_file()
    assert step("Site", clone).returncode == 0

    words = "site SITE=--to public --address https://o.example.org/r/"
    assert (clone / "made").read_text() == words + (" --release release" if is_published else "")


def test_a_release_that_cannot_be_got_stops_it(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    assert step("Release folder", clone).returncode != 0
    shutil.rmtree(clone)


def test_it_follows_a_release_and_can_be_asked_for() -> None:
    release = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8"))
    # YAML reads the word `on` as true
    assert FOUND[True] == {
        "workflow_run": {"workflows": [release["name"]], "types": ["completed"]},
        "workflow_dispatch": None,
    }


def test_each_job_has_the_rights_that_it_needs_and_no_other() -> None:
    assert FOUND["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert JOBS["deploy"]["needs"] == "build"
    # what deploys runs nothing of the repository
    assert [sorted(each) for each in JOBS["deploy"]["steps"]] == [["uses"]]


def test_nothing_else_deploys_the_pages() -> None:
    deploying = [
        path.name for path in WORKFLOWS if "actions/deploy-pages@" in path.read_text("utf-8")
    ]
    assert deploying == ["pages.yml"]
