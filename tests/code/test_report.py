"""The forms of a report: text for people, JSON for programs; and what the command makes of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import pactexit
from breaks import GALLERY, Cell, apply
from conftest import ROOT

COMMAND = Path(sys.executable).with_name("pactexit")
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    words = [str(COMMAND), *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=cwd)


def test_a_problem_is_one_line_with_place_rule_value_and_mending(small: Path) -> None:
    apply(small, Cell("agreements", "bgr-2001-logistics", "kind", "memorandun"))
    done = run("validate", small)
    assert done.returncode == 1
    assert done.stderr == ""
    first, *_, verdict = done.stdout.splitlines()
    assert first == (
        'tables/agreements.csv:3: enum: kind "memorandun" is not an allowed value. '
        "Fix: write memorandum."
    )
    assert verdict.startswith("pactexit: not valid: 9 tables, ")


def test_json_keeps_its_schema_and_has_every_problem(small: Path) -> None:
    for example in GALLERY.values():
        for edit in example.edits[:1]:
            if isinstance(edit, Cell) and edit.table != "claims":
                apply(small, edit)
    done = run("validate", small, "--format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    assert report["valid"] is False
    assert report["package"] == "pactexit"
    assert report["tables"]["agreements"] == {"rows": 12}
    assert sum(report["counts"].values()) == len(report["problems"]) > 10
    assert report == pactexit.validate(small).to_json()


def test_text_shows_five_problems_of_a_rule_unless_asked_for_all(small: Path) -> None:
    path = small / "tables" / "countries.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Europe", "Europe "), encoding="utf-8")
    short, complete = run("validate", small).stdout, run("validate", small, "--all").stdout
    assert short.count("white_space:") == 6
    assert "\nwhite_space: 2 more; --all shows them.\n" in short
    assert complete.count(": white_space:") == 7
    assert "more" not in complete


def test_a_problem_that_follows_names_its_cause_and_is_counted_in_the_text(small: Path) -> None:
    apply(small, Cell("agreements", "bgr-2001-logistics", "signed_on", "soon"))
    report = pactexit.validate(small)
    following = [p for p in report.problems if p.follows]
    assert {p.follows for p in following} == {"tables/agreements.csv:3: pattern"}
    assert f"{len(following)} more follow from these" in report.to_text()


def test_control_characters_in_a_value_do_not_reach_the_terminal(small: Path) -> None:
    apply(small, Cell("agreements", "bgr-2001-logistics", "signed_at", "So\x1b[31mfia"))
    done = run("validate", small)
    assert "\x1b" not in done.stdout
    assert "So\\x1b[31mfia" in done.stdout


def test_without_a_path_the_package_of_the_folder_is_judged(small: Path) -> None:
    apply(small, Cell("agreements", "bgr-2001-logistics", "kind", "memorandun"))
    assert run("validate", cwd=small).returncode == 1
    assert run("validate", "--installed", cwd=small).returncode == 0
    assert run("validate", cwd=small / "tables").returncode == 2
    assert run("validate", "--installed", ".", cwd=small).returncode == 2


@pytest.mark.parametrize("folder", [".", "datapackage.json"])
def test_a_folder_stands_for_its_descriptor(folder: str, small: Path) -> None:
    assert run("validate", folder, cwd=small).returncode == 0


def test_another_package_is_judged_by_its_own_descriptor_and_hygiene_only_warns(
    tmp_path: Path,
) -> None:
    descriptor = {
        "name": "birds",
        "resources": [
            {
                "name": "sightings",
                "path": "sightings.csv",
                "dialect": {"delimiter": ";"},
                "schema": {
                    "fields": [
                        {"name": "bird", "type": "string", "constraints": {"required": True}},
                        {"name": "seen", "type": "integer"},
                        {"name": "height", "type": "number"},
                        {"name": "at", "type": "datetime"},
                    ],
                    "primaryKey": "bird",
                },
            }
        ],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    table = tmp_path / "sightings.csv"
    table.write_text("bird;seen;height;at\nowl ;1;0.5;2026-01-01T10:00:00Z\n", encoding="utf-8")
    report = pactexit.validate(tmp_path)
    assert report.valid, report.to_text()
    assert report.counts == {"white_space": 1}
    assert report.problems[0].severity == "warning"
    assert "birds: valid: 1 table, 1 row, 1 warning" in report.to_text()

    with table.open("a", encoding="utf-8") as file:
        file.write(";x;high;noon\n")
    report = pactexit.validate(tmp_path)
    assert not report.valid
    assert {(p.line, p.column, p.rule) for p in report.problems if p.severity == "error"} >= {
        (3, "bird", "required"),
        (3, "seen", "type"),
        (3, "height", "type"),
        (3, "at", "type"),
    }


def test_an_accepted_oddity_is_no_problem_and_one_that_is_not_needed_is(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "pactexit"
    shutil.copytree(ROOT / "analytics" / "pactexit" / "rules", rules / "rules")
    monkeypatch.setattr("pactexit.validation.engine.files", lambda _: rules)
    example = GALLERY["in force before the signature"]
    row = f"in_force_after_signature,agreements,{example.key},The order is an invented oddity\n"
    with (rules / "rules" / "accepted.csv").open("a", encoding="utf-8") as file:
        file.write(row)

    (stale,) = pactexit.validate(small).problems
    assert stale.rule == "accepted_without_need"
    assert (stale.table, stale.key) == ("agreements", example.key)

    apply(small, example.edits[0])
    found = pactexit.validate(small).counts
    assert "in_force_after_signature" not in found
    assert "accepted_without_need" not in found
