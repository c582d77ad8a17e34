"""The steps of the action and of its workflows, run as a runner would run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"

# A stand-in for GitHub's command line: it writes down each call and answers from files.
GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
  *"/pulls -f"*) cat "$ANSWERS/number" ;;
  *"--paginate"*) cat "$ANSWERS/earlier" ;;
esac
"""


def steps(path: Path) -> list[dict[str, Any]]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path == ACTION:
        return list(found["runs"]["steps"])
    return [step for job in found["jobs"].values() for step in job["steps"]]


def run(script: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs the script of a step in a folder, as GitHub's runner does it."""
    bin_folder = str(Path(sys.executable).parent)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": f"{bin_folder}:{os.environ['PATH']}", "HOME": str(folder), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def birds(folder: Path, version: str, rows: list[str]) -> Path:
    """A package of birds with so many rows; the folder it lies in."""
    fields = [{"name": "bird", "type": "string"}, {"name": "seen", "type": "date"}]
    schema = {"fields": fields, "primaryKey": ["bird"]}
    resource = {"name": "birds", "path": "birds.csv", "encoding": "utf-8", "schema": schema}
    folder.mkdir(exist_ok=True)
    package = {"name": "birds", "version": version, "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (folder / "birds.csv").write_text("\n".join(["bird,seen", *rows, ""]), encoding="utf-8")
    return folder


def judge(proposed: Path, base: Path) -> tuple[subprocess.CompletedProcess[str], str, str]:
    """The step `Judge` of the action: how it ended, its report and its output."""
    [script] = [step["run"] for step in steps(ACTION) if step.get("id") == "judge"]
    summary, output = proposed.parent / "summary", proposed.parent / "output"
    done = run(
        script,
        proposed,
        PACKAGE="datapackage.json",
        AGAINST=str(base / "datapackage.json"),
        REPORT="report.md",
        GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_OUTPUT=str(output),
    )
    report = (proposed / "report.md").read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8") == report
    return done, report, output.read_text(encoding="utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return birds(tmp_path / "base", "1.0.0", ["crane,2025-04-01"])


def test_a_good_change_is_valid_and_said_in_words(base: Path, tmp_path: Path) -> None:
    rows = ["crane,2025-04-01", "swift,2025-05-02"]
    proposed = birds(tmp_path / "proposed", "1.1.0", rows)

    done, report, output = judge(proposed, base)

    assert (done.returncode, output) == (0, "valid=true\n")
    assert "::error" not in done.stdout
    assert "birds: valid" in report
    assert "swift" in report
    assert sorted(path.name for path in proposed.iterdir()) == [
        *("birds.csv", "datapackage.json", "report.md")
    ]


def test_a_bad_change_is_annotated_at_its_line(base: Path, tmp_path: Path) -> None:
    rows = ["crane,2025-04-01", "swift,2025-05-99"]
    proposed = birds(tmp_path / "proposed", "1.1.0", rows)

    done, report, output = judge(proposed, base)

    assert (done.returncode, output) == (1, "valid=false\n")
    assert re.search(r"^::error file=birds\.csv,line=3,", done.stdout, re.MULTILINE)
    assert "2025-05-99" in report
    assert "swift" in report.partition("not valid")[2]


def test_what_the_change_breaks_beside_the_schema_is_found(base: Path, tmp_path: Path) -> None:
    proposed = birds(tmp_path / "proposed", "1.0.0", ["swift,2025-05-02"])

    done, report, _ = judge(proposed, base)

    assert done.returncode == 1
    assert "no_id_is_removed" in report


def test_a_package_that_cannot_be_judged_says_why_as_text(base: Path, tmp_path: Path) -> None:
    proposed = birds(tmp_path / "proposed", "1.1.0", [])
    (proposed / "datapackage.json").write_text('{"name": "@everyone <b>', encoding="utf-8")

    done, report, output = judge(proposed, base)

    assert (done.returncode, output) == (2, "valid=false\n")
    assert re.fullmatch(r"The package cannot be judged:\n\n( {4}.*\n)+", report)
    assert "Traceback" not in done.stderr


def test_no_module_of_the_judged_package_is_imported(base: Path, tmp_path: Path) -> None:
    proposed = birds(tmp_path / "proposed", "1.1.0", ["crane,2025-04-01", "swift,2025-05-02"])
    for name in ("pip", "click", "polars", "json", "pactexit", "sitecustomize"):
        (proposed / f"{name}.py").write_text("open('run', 'w')\nraise SystemExit(3)\n")

    done, _, _ = judge(proposed, base)
    [install] = [step["run"] for step in steps(ACTION) if step.get("name") == "Install"]
    installing = run(install.replace("install --quiet", "--version #"), proposed)

    assert done.returncode == 0
    assert installing.returncode == 0, installing.stderr
    assert installing.stdout.startswith("pip ")
    assert not (proposed / "run").exists()


@pytest.mark.parametrize("earlier", ["", "812\n"])
def test_there_is_one_comment_which_is_updated(earlier: str, tmp_path: Path) -> None:
    done, calls = comment(tmp_path, "report\n", number="7\n", earlier=earlier)

    assert done.returncode == 0, done.stderr
    method = "--method PATCH repos/o/r/issues/comments/812"
    wanted = method if earlier else "--method POST repos/o/r/issues/7/comments"
    assert calls[-1] == f"api {wanted} -F body=@comment.md --silent"
    assert "-f head=someone:main" in calls[0]
    text = (tmp_path / "comment.md").read_text(encoding="utf-8")
    assert text == "<!-- report of the Pact Exit gate -->\nreport\n"


def test_a_commit_of_no_open_pull_request_gets_no_comment(tmp_path: Path) -> None:
    done, calls = comment(tmp_path, "report\n", number="", earlier="")

    assert done.returncode == 0
    assert len(calls) == 1


def test_a_comment_fits_however_long_the_report(tmp_path: Path) -> None:
    comment(tmp_path, "Ж" * 100_000, number="7\n", earlier="")

    text = (tmp_path / "comment.md").read_text(encoding="utf-8")
    assert 30_000 < len(text) < 65_536


def comment(
    folder: Path, report: str, *, number: str, earlier: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """The step that comments, with a stand-in for GitHub: how it ended, and its calls."""
    path = ROOT / ".github" / "workflows" / "comment.yml"
    [script] = [step["run"] for step in steps(path) if "run" in step]
    (folder / "pactexit-report.md").write_text(report, encoding="utf-8")
    (folder / "number").write_text(number)
    (folder / "earlier").write_text(earlier)
    gh = folder / "gh"
    gh.write_text(GH)
    gh.chmod(0o755)
    done = run(
        f'PATH="{folder}:$PATH"\n{script}',
        folder,
        CALLS=str(folder / "calls"),
        ANSWERS=str(folder),
        REPOSITORY="o/r",
        HEAD="someone:main",
        SHA="f" * 40,
        GH_TOKEN="none",
    )
    return done, (folder / "calls").read_text().splitlines()


def test_workflows_have_the_form_that_github_asks() -> None:
    tool = str(Path(sys.executable).parent / "check-jsonschema")
    for schema, paths in (("github-workflows", WORKFLOWS), ("github-actions", [ACTION])):
        words = [tool, "--builtin-schema", f"vendor.{schema}", *map(str, paths)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_actions_of_others_are_pinned_by_their_hash() -> None:
    used = [step["uses"] for path in (*WORKFLOWS, ACTION) for step in steps(path) if "uses" in step]

    assert used
    for action in used:
        assert re.fullmatch(r"\./\.base|[\w-]+/[\w-]+@[0-9a-f]{40}", action), action


def test_a_fork_gets_no_secret_and_no_right() -> None:
    path = ROOT / ".github" / "workflows" / "contribution.yml"
    text = path.read_text(encoding="utf-8")
    found = yaml.safe_load(text)

    # YAML reads the word `on` as true
    assert list(found[True]) == ["pull_request"]
    assert found["permissions"] == {"contents": "read"}
    assert "secrets" not in text
    assert all("permissions" not in job for job in found["jobs"].values())
    # what is interpolated into a script could close it: scripts get values by their environment
    for step in (step for each in (*WORKFLOWS, ACTION) for step in steps(each)):
        assert "${{" not in step.get("run", "")


def test_hooks_for_pre_commit_name_commands_that_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    for hook in hooks:
        done = run(f"{hook['entry']} --help", ROOT)
        assert done.returncode == 0, done.stderr
        assert re.search(hook["files"], "data/tables/birds.csv")
