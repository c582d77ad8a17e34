"""The version of the data moves as far as the data did: neither too little, nor back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flock import BIRDS, describe, described, move, of_change, package

from breaks import Cell, apply
from pactexit.changes.semver import Step, Version, least, parse

VERSION = "version_moves_with_the_data"


@pytest.mark.parametrize(
    ("new", "step", "reason"),
    [
        (BIRDS, "same", None),
        (BIRDS.replace("owl", "eagle"), "patch", "bird eagle instead of owl"),
        (BIRDS + "A4,tit,2004\n", "minor", "birds A4: bird tit"),
        (BIRDS.replace("seen", "seen,by").replace("\nA", ",\nA"), "minor", "birds.by: column"),
        (BIRDS.replace("seen", "year"), "major", "the column seen has this name now"),
        ("ring,seen\nA1,2001\nA2,2002\nA3,\n", "major", "birds.bird: column"),
        (BIRDS.replace("A3,wren,\n", ""), "major", "birds A3: bird wren"),
    ],
)
def test_the_version_has_to_move_as_far_as_the_data_did(
    new: str, step: str, reason: str | None, tmp_path: Path
) -> None:
    old = package(tmp_path / "old", {"birds": BIRDS}, version="1.2.3")
    wanted = {"same": "1.2.3", "patch": "1.2.4", "minor": "1.3.0", "major": "2.0.0"}
    versions = list(wanted.values())
    for version in versions:
        folder = package(tmp_path / "new", {"birds": new}, version=version)
        found = [p for p in of_change(folder, old) if p.rule == VERSION]
        if versions.index(version) >= versions.index(wanted[step]):
            assert found == []
            continue
        (problem,) = found
        assert (problem.path, problem.column, problem.value) == (
            "datapackage.json",
            "version",
            version,
        )
        assert f'Write "version": "{wanted[step]}"' in problem.fix
        assert f"but a {step} step is asked for" in problem.message
        assert str(reason) in problem.message


def test_of_several_changes_the_greatest_counts(tmp_path: Path) -> None:
    old = package(tmp_path / "old", {"birds": BIRDS, "eggs": "nest\nN1\n"})
    text = BIRDS.replace("owl", "eagle") + "A4,,\n"
    new = package(tmp_path / "new", {"birds": text})
    (problem,) = [p for p in of_change(new, old) if p.rule == VERSION]
    assert 'Write "version": "2.0.0"' in problem.fix
    assert "table eggs" in problem.message


@pytest.mark.parametrize(
    ("change", "version"),
    [
        ({"title": "Birds seen"}, "1.0.1"),
        ({"resources.0.description": "Birds."}, "1.0.1"),
        ({"resources.0.path": "other.csv"}, "2.0.0"),
        ({"resources.0.schema.primaryKey": ["ring", "bird"]}, "2.0.0"),
        ({"resources.0.schema.fields.1.description": "Which bird."}, "1.0.1"),
        ({"resources.0.schema.fields.1.type": "any"}, "2.0.0"),
        ({"resources.0.schema.fields.1.constraints": {"minLength": 1}}, "1.1.0"),
        ({"resources.0.schema.fields.1.constraints": {"enum": ["owl", "kite", "wren"]}}, "1.1.0"),
        ({"resources.0.schema.fields.2.constraints": {"enum": ["2001"]}}, "2.0.0"),
        ({"resources.0.schema.fields.2.constraints": {"enum": ["2001", "2002", "3"]}}, "1.1.0"),
        ({"resources.0.schema.fields.2.constraints": {}}, "1.1.0"),
        ({"resources.0.dialect": {"delimiter": ","}}, "1.0.0"),
    ],
)
def test_how_far_a_change_of_the_descriptor_moves_the_version(
    change: dict[str, object], version: str, tmp_path: Path
) -> None:
    old, new = (package(tmp_path / name, {"birds": BIRDS}) for name in ("old", "new"))
    for folder in (old, new):
        descriptor = described(folder)
        seen = descriptor["resources"][0]["schema"]["fields"][2]
        seen["constraints"] = {"enum": ["2001", "2002"]}
        if folder == new:
            for path, value in change.items():
                *way, last = [int(p) if p.isdecimal() else p for p in path.split(".")]
                part = descriptor
                for step in way:
                    part = part[step]  # type: ignore[index]
                part[last] = value  # type: ignore[index]
        describe(folder, descriptor)
    (new / "other.csv").write_text(BIRDS, encoding="utf-8")
    found = [p for p in of_change(new, old) if p.rule == VERSION]
    assert [p.fix for p in found] == (
        []
        if version == "1.0.0"
        else [f'Write "version": "{version}" in datapackage.json, or a later one.']
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1.0.0", "0.9.0", "goes back behind 1.0.0"),
        ("1.0.0", "1.0.0-dev", "goes back behind 1.0.0"),
        ("1.0.0", "1.1", "is no version of semantic versioning, as 1.0.0 was"),
        ("1.0.0", None, "is no version of semantic versioning, as 1.0.0 was"),
        ("1.0.0", "1.0.1", None),
        ("2001-05", "2001-04", None),
        (None, None, None),
    ],
)
def test_a_version_does_not_go_back_even_where_nothing_changed(
    old: str | None, new: str | None, message: str | None, tmp_path: Path
) -> None:
    places = [package(tmp_path / name, {"birds": BIRDS}) for name in ("old", "new")]
    for place, version in zip(places, (old, new), strict=True):
        move(place, version)
    found = of_change(places[1], places[0])
    assert [p.message for p in found] == ([message] if message else [])


def test_the_line_of_the_version_is_named_if_it_is_plain(small: Path, base: Path) -> None:
    for folder in (small, base):
        version = described(folder)["version"]
        path = folder / "datapackage.json"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f'"{version}"', '"1.2.0"'), encoding="utf-8")
    apply(small, Cell("countries", "POL", "note", "A note."))
    (problem,) = of_change(small, base)
    lines = (small / "datapackage.json").read_text(encoding="utf-8").splitlines()
    assert problem.line is not None
    assert lines[problem.line - 1].strip() == f'"version": "{problem.value}",'
    text = json.dumps(described(small))
    (small / "datapackage.json").write_text(text, encoding="utf-8")
    assert [p.line for p in of_change(small, base)] == [None]


@pytest.mark.parametrize(
    ("old", "step", "expected"),
    [
        ("0.1.0", Step.MAJOR, "1.0.0"),
        ("1.2.3", Step.NONE, "1.2.3"),
        ("1.2.3+4", Step.PATCH, "1.2.4"),
        # what is not published yet may stay, if it leads far enough
        ("1.2.4-dev", Step.PATCH, "1.2.4-dev"),
        ("1.2.4-dev", Step.MINOR, "1.3.0"),
        ("1.3.0-dev", Step.MINOR, "1.3.0-dev"),
        ("1.3.0-dev", Step.MAJOR, "2.0.0"),
        ("2.0.0-dev.1", Step.MAJOR, "2.0.0-dev.1"),
    ],
)
def test_the_least_version_that_may_follow(old: str, step: Step, expected: str) -> None:
    version = parse(old)
    assert version is not None
    assert str(least(version, step)) == expected


def test_versions_are_ordered_by_precedence() -> None:
    # the order of https://semver.org, point 11
    order = "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11"
    texts = [*order.split(), "1.0.0-rc.1", "1.0.0", "1.0.1", "1.9.0", "1.10.0", "2.0.0"]
    versions = [parse(text) for text in texts]
    assert None not in versions
    assert versions == sorted(v for v in versions if v)
    assert parse("1.0.0+a") == parse("1.0.0+b") == Version((1, 0, 0))
    for text in ("1", "1.0", "01.0.0", "1.0.0-", "1.0.0-01", "v1.0.0", "1.0.0 ", "١.0.0", ""):
        assert parse(text) is None, text
