"""The workflow that publishes a tag: its steps run in a clone, with a stand-in for GitHub."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_workflows import run

from breaks import POL, Cell, Describe, apply
from conftest import ROOT
from releases import dataset

PATH = ROOT / ".github" / "workflows" / "release.yml"
FOUND = yaml.safe_load(PATH.read_text(encoding="utf-8"))
JOBS: dict[str, dict[str, Any]] = FOUND["jobs"]
#: GitHub's command line: it writes down each call, and knows of no release or of one.
GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
  "release list"*) [ ! -d "$PUBLISHED" ] || echo v1.0.0 ;;
  "release download"*) mkdir before && cp "$PUBLISHED"/pactexit-*-release.tar.gz before ;;
  "release view"*) [ -d "$PUBLISHED" ] ;;
esac
"""


def script(job: str, name: str) -> str:
    [found] = [step["run"] for step in JOBS[job]["steps"] if step.get("name") == name]
    return str(found)


class Clone:
    """A clone of the repository with the small dataset, in which steps are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = dataset(folder)
        self.published = folder.parent / "published"
        shutil.copytree(
            ROOT / "analytics", folder / "analytics", ignore=shutil.ignore_patterns("__pycache__")
        )
        (folder / ".venv").symlink_to(Path(sys.executable).parents[1])
        tools = folder.parent / "tools"
        tools.mkdir()
        (tools / "gh").write_text(GH)
        (tools / "gh").chmod(0o755)

    def step(self, job: str, name: str, **env: str) -> subprocess.CompletedProcess[str]:
        home = self.folder.parent
        version = json.loads((self.folder / "datapackage.json").read_text("utf-8"))["version"]
        return run(
            f'PATH="{home / "tools"}:$PATH"\n{script(job, name)}',
            self.folder,
            **{
                "PYTHONPATH": str(self.folder / "analytics"),
                "PYTHONDONTWRITEBYTECODE": "1",
                "VERSION": version,
                "GITHUB_REF_NAME": f"v{version}",
                "GITHUB_ENV": str(home / "env"),
                "REPOSITORY": "o/r",
                "GH_TOKEN": "none",
                "CALLS": str(home / "calls"),
                "PUBLISHED": str(self.published),
                **env,
            },
        )

    def calls(self) -> list[str]:
        return (self.folder.parent / "calls").read_text().splitlines()

    def build(self) -> list[str]:
        """Runs the steps that need no network; the names of the files that would be attached."""
        for name in ("Version", "Previous", "Release folder", "Notes"):
            done = self.step("build", name)
            assert done.returncode == 0, (name, done.stdout, done.stderr)
        return sorted(path.name for path in (self.folder / "assets").iterdir())


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "clone")


def test_a_tag_must_be_the_version_of_the_data(clone: Clone, tmp_path: Path) -> None:
    done = clone.step("build", "Version")
    assert (done.returncode, (tmp_path / "env").read_text()) == (0, "VERSION=1.0.0\n")
    done = clone.step("build", "Version", GITHUB_REF_NAME="v1.0.1")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=datapackage.json::The tag is v1.0.1, but ")


def test_releases_follow_each_other(clone: Clone) -> None:
    attached = clone.build()
    assert {
        *("pactexit-1.0.0.zip", "pactexit-1.0.0-release.tar.gz", "pactexit.duckdb"),
        *("pactexit.sqlite", "pactexit.xlsx", "SHA256SUMS", "CITATION.cff", "zenodo.json"),
    } <= {*attached}
    assert (clone.folder / "notes.md").read_text() == "The first version of the data.\n"

    # the next version finds what was attached
    (clone.folder / "assets").rename(clone.published)
    shutil.rmtree(clone.folder / "release")
    apply(clone.folder, Cell("agreements", POL, "note", "Hall 7."))
    apply(clone.folder, Describe({"version": "1.0.1", "created": "2031-02-03T00:00:00Z"}))
    clone.build()

    notes = (clone.folder / "notes.md").read_text(encoding="utf-8")
    assert "pactexit 1&#46;0&#46;0 to 1&#46;0&#46;1" in notes or "1.0.0 to 1.0.1" in notes
    assert "Hall 7." in notes
    with tarfile.open(clone.folder / "assets" / "pactexit-1.0.1-release.tar.gz") as archive:
        names = set(archive.getnames())
    assert {f"./packages/pactexit-{version}.zip" for version in ("1.0.0", "1.0.1")} <= names


def test_what_may_not_follow_stops_the_workflow(clone: Clone) -> None:
    clone.build()
    (clone.folder / "assets").rename(clone.published)
    shutil.rmtree(clone.folder / "release")
    apply(clone.folder, Cell("agreements", POL, "note", "Hall 7."))
    assert clone.step("build", "Previous").returncode == 0
    done = clone.step("build", "Release folder")
    assert done.returncode == 2
    assert "version_moves_with_the_data" in done.stderr
    assert not (clone.folder / "release").exists()


def test_a_release_before_that_is_damaged_stops_the_workflow(clone: Clone, released: Path) -> None:
    clone.published.mkdir()
    folder = Path(shutil.copytree(released, clone.folder.parent / "damaged"))
    (folder / "codebook.csv").write_text("other", encoding="utf-8")
    with tarfile.open(clone.published / "pactexit-1.0.0-release.tar.gz", "w:gz") as archive:
        archive.add(folder, ".")
    assert clone.step("build", "Previous").returncode != 0


@pytest.mark.parametrize("is_there", [False, True])
def test_files_are_attached_before_the_release_is_seen(clone: Clone, *, is_there: bool) -> None:
    if is_there:
        clone.published.mkdir()
    for name in ("assets/a.zip", "dist/b.whl", "notes.md"):
        path = clone.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    assert clone.step("attach", "Attach").returncode == 0
    view, *create, upload, edit = clone.calls()
    assert view.startswith("release view v1.0.0 --repo o/r")
    assert len(create) == (0 if is_there else 1)
    if create:
        assert "--verify-tag --draft --title Pact Exit 1.0.0 --notes-file notes.md" in create[0]
    assert upload.endswith("--clobber assets/a.zip dist/b.whl")
    assert edit == "release edit v1.0.0 --repo o/r --draft=false"


# rights


def test_each_job_has_the_rights_that_it_needs_and_no_other() -> None:
    # YAML reads the word `on` as true
    assert FOUND[True] == {"push": {"tags": ["v[0-9]+.[0-9]+.[0-9]+"]}}
    assert FOUND["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "build": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "attach": {"contents": "write"},
        "zenodo": {"contents": "read"},
        "pypi": {"id-token": "write"},
    }
    # nothing is given away before it was checked and signed
    assert {name: job.get("needs") for name, job in JOBS.items()} == {
        "build": None,
        "attest": "build",
        **dict.fromkeys(("attach",), "attest"),
        **dict.fromkeys(("zenodo", "pypi"), "attach"),
    }
    for name in ("zenodo", "pypi"):
        assert JOBS[name]["environment"]


def test_secrets_are_for_the_step_that_needs_them() -> None:
    with_secrets = {
        (name, step.get("name"))
        for name, job in JOBS.items()
        for step in job["steps"]
        if "secrets." in json.dumps(step)
    }
    assert with_secrets == {("zenodo", "Deposit")}
    checkouts = [
        step
        for job in JOBS.values()
        for step in job["steps"]
        if str(step.get("uses")).startswith("actions/checkout@")
    ]
    assert all(step["with"] == {"persist-credentials": False} for step in checkouts)


def test_every_artifact_that_a_job_takes_was_made() -> None:
    def named(action: str) -> set[str]:
        return {
            step["with"]["name"]
            for job in JOBS.values()
            for step in job["steps"]
            if str(step.get("uses")).startswith(f"actions/{action}-artifact@")
        }

    assert named("download") == named("upload")


def test_everything_that_is_built_is_checked_first() -> None:
    names = [step.get("name") for step in JOBS["build"]["steps"]]
    assert script("build", "Check") == "make check"
    assert names.index("Check") < names.index("Release folder") < names.index("Python package")
