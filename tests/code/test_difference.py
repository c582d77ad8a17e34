"""What is a change in any data package, and how a step of the record is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flock import BIRDS, describe, described, package

import pactexit
from breaks import POL, Add, Cell, Remove, apply
from pactexit.problem import PactExitError


def copy(old: Path, new: Path) -> Path:
    shutil.copytree(old, new)
    return new


def said(old: Path, new: Path) -> list[str]:
    return [f"{c.kind}: {c.sentence}" for c in pactexit.diff(old, new).changes]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (BIRDS, []),
        (BIRDS.replace("owl", "eagle owl"), ['changed: birds A1: bird "eagle owl" instead of owl']),
        (BIRDS.replace("wren,", "wren,2003"), ["changed: birds A3: seen 2003, was empty"]),
        (BIRDS.replace("2002", ""), ["changed: birds A2: seen empty, was 2002"]),
        (BIRDS + "A4,,\n", ["added: birds A4: nothing but its key"]),
        (BIRDS.replace("A3,wren,\n", ""), ["withdrawn: birds A3: bird wren"]),
        # a key that stands twice names no row
        (
            BIRDS + "A1,owl,2009\n",
            ["added: birds A1: bird owl, seen 2009"],
        ),
        (
            BIRDS.replace("A1,owl,2001", "A1,owl,2005\nA1,owl,2006"),
            [
                "withdrawn: birds A1: bird owl, seen 2001",
                "added: birds A1: bird owl, seen 2005",
                "added: birds A1: bird owl, seen 2006",
            ],
        ),
        (BIRDS + ",tit,2004\n", ["added: birds, a row without a key: bird tit, seen 2004"]),
    ],
)
def test_rows_are_matched_by_their_key(new: str, expected: list[str], tmp_path: Path) -> None:
    old = package(tmp_path / "old", {"birds": BIRDS})
    assert said(old, package(tmp_path / "new", {"birds": new})) == expected


def test_without_a_key_another_row_comes_and_goes(tmp_path: Path) -> None:
    text = "no,bird\n1,owl\n1,owl\n2,kite\n"
    old = package(tmp_path / "old", {"seen": text})
    new = package(tmp_path / "new", {"seen": "no,bird\n2,kite\n1,owl\n3,kite\n"})
    difference = pactexit.diff(old, new)
    assert [(c.kind, c.before, c.after) for c in difference.changes] == [
        ("withdrawn", {"no": "1", "bird": "owl"}, None),
        ("added", None, {"no": "3", "bird": "kite"}),
    ]
    rows = [dict(zip(("no", "bird"), line.split(","), strict=True)) for line in text.split()[1:]]
    assert difference.applied_to({"seen": rows}) == {
        "seen": [
            {"no": "1", "bird": "owl"},
            {"no": "2", "bird": "kite"},
            {"no": "3", "bird": "kite"},
        ]
    }


def test_tables_come_and_go_with_their_rows(tmp_path: Path) -> None:
    eggs = "nest,eggs\nN1,3\n"
    old = package(tmp_path / "old", {"birds": BIRDS})
    new = package(tmp_path / "new", {"eggs": eggs})
    difference = pactexit.diff(old, new)
    assert [f"{c.kind}: {c.sentence}" for c in difference.changes] == [
        "added: table eggs with 2 columns: nest, eggs",
        "withdrawn: table birds with 3 columns: ring, bird, seen",
        "added: eggs N1: eggs 3",
    ]
    assert difference.applied_to({"birds": [{"ring": "A1"}]}) == {
        "eggs": [{"nest": "N1", "eggs": "3"}]
    }


def test_columns_come_go_and_are_renamed(tmp_path: Path) -> None:
    old = package(tmp_path / "old", {"birds": BIRDS})
    renamed = BIRDS.replace("ring,bird", "mark,species").replace("kite", "red kite")
    assert said(old, package(tmp_path / "renamed", {"birds": renamed})) == [
        "changed: birds.mark: the column ring has this name now",
        "changed: birds.species: the column bird has this name now",
        'changed: birds A2: species "red kite" instead of kite',
    ]
    # other values are another column
    other = "ring,colour,seen\nA1,brown,2001\nA2,red,2002\nA3,grey,\n"
    assert said(old, package(tmp_path / "other", {"birds": other}))[:3] == [
        "added: birds.colour: column of type string",
        "withdrawn: birds.bird: column of type string",
        "changed: birds A1: colour brown, was empty",
    ]


def test_a_column_of_another_declaration_is_renamed_only_if_nearly_all_is_the_same(
    tmp_path: Path,
) -> None:
    old = package(tmp_path / "old", {"birds": BIRDS})
    for text, kinds in (
        (BIRDS, ["changed", "changed"]),
        (BIRDS.replace("kite", "falcon"), ["added", "withdrawn"]),
    ):
        new = package(tmp_path / "new", {"birds": text.replace("bird,", "species,")})
        descriptor = described(new)
        descriptor["resources"][0]["schema"]["fields"][1]["description"] = "Which bird it is."
        describe(new, descriptor)
        found = pactexit.diff(old, new).changes
        assert [c.kind for c in found if c.of == "column"] == kinds


def test_the_descriptor_is_told_property_by_property(tmp_path: Path) -> None:
    old = package(tmp_path / "old", {"birds": BIRDS}, title="Birds", licenses=[{"name": "MIT"}])
    new = package(
        tmp_path / "new", {"birds": BIRDS}, title="Birds seen", licenses=[{"name": "MIT"}]
    )
    descriptor = described(new)
    (birds,) = descriptor["resources"]
    ring, bird, seen = birds["schema"]["fields"]
    ring["constraints"] = {"required": True, "unique": False}
    bird["constraints"] = {"enum": ["owl", "kite", "wren"]}
    seen["type"] = "year"
    birds["description"] = "Birds with a ring."
    birds["encoding"] = "utf-8"
    birds["schema"]["missingValues"] = ["", "-"]
    describe(new, descriptor)
    assert said(old, new) == [
        'changed: title of the package: "Birds seen" instead of Birds',
        'changed: birds: description "Birds with a ring.", was empty',
        'changed: birds: missingValues "["", "-"]", was empty',
        "changed: birds.ring: constraints.required true, was empty",
        'changed: birds.bird: allowed values "["kite", "owl", "wren"]", was empty',
        "changed: birds.seen: type year instead of string",
    ]
    bird["constraints"]["enum"] = ["wren", "owl", "tit"]
    changed = package(tmp_path / "more", {"birds": BIRDS})
    describe(changed, descriptor)
    assert said(new, changed) == ["changed: birds.bird: allowed values: tit added; kite withdrawn"]


def test_a_file_that_is_no_table_is_compared_as_a_whole(tmp_path: Path) -> None:
    places = [package(tmp_path / name, {"birds": BIRDS}) for name in ("old", "new")]
    for place in places:
        descriptor = described(place)
        descriptor["resources"].append({"name": "map", "path": "map.geojson"})
        describe(place, descriptor)
        (place / "map.geojson").write_text("{}", encoding="utf-8")
    assert said(*places) == []
    (places[1] / "map.geojson").write_text("[]", encoding="utf-8")
    assert said(*places) == [
        "changed: map: the file is another one; it is no table that can be compared"
    ]


def test_a_table_that_is_not_there_cannot_be_compared(tmp_path: Path) -> None:
    places = [package(tmp_path / name, {"birds": BIRDS}) for name in ("old", "new")]
    (places[0] / "birds.csv").unlink()
    with pytest.raises(PactExitError, match=r"old: has no birds\.csv, which"):
        pactexit.diff(*places)


def test_a_difference_is_applied_to_what_was_compared_and_to_nothing_else(tmp_path: Path) -> None:
    old = package(tmp_path / "old", {"birds": BIRDS})
    new = package(tmp_path / "new", {"birds": "ring,bird,seen\nA1,eagle,2001\nA2,kite,2002\n"})
    difference = pactexit.diff(old, new)
    good = {"ring": "A1", "bird": "owl"}, {"ring": "A3", "bird": "wren"}
    assert difference.applied_to({"birds": good}) == {"birds": [{"ring": "A1", "bird": "eagle"}]}
    for bad in ((good[0],), (good[1],), ({"ring": "A1", "bird": "tit"}, good[1])):
        with pytest.raises(PactExitError, match=r"^birds: "):
            difference.applied_to({"birds": bad})


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (
            (POL, "terminate", "notified", "2020-05"),
            "Poland, agreement of 1995: authorised to notified",
        ),
        # another track has a ladder of its own
        ((POL, "suspend", "decided", "2020-05"), "Poland, agreement of 1995: decided"),
        # a step that came to light later is not reached from a higher one
        ((POL, "terminate", "announced", "2019"), "Poland, agreement of 1995: announced"),
        ((POL, "terminate", "authorised", "2021"), "Poland, agreement of 1995: authorised"),
        ((POL, "terminate", "revoked", "2021"), "Poland, agreement of 1995: authorised to revoked"),
        # what was revoked is no longer a step before
        (
            ("bgr-2001-logistics", "terminate", "decided", "2021"),
            "Bulgaria, memorandum of 2001: decided",
        ),
        (
            ("multi-1996-inspections", "denounce", "notified", "2023-11"),
            '"Invented treaty on inspections": decided to notified',
        ),
    ],
)
def test_a_new_step_is_told_from_the_highest_live_one_before_it(
    step: tuple[str, str, str, str], sentence: str, small: Path, tmp_path: Path
) -> None:
    agreement, action, stage, day = step
    old = small.rename(tmp_path / "old")
    new = copy(old, tmp_path / "new")
    row = {
        "event_id": "the-new-step",
        "agreement_id": agreement,
        "actor_id": "RUS",
        "action": action,
        "stage": stage,
        "occurred_on": day,
        "date_basis": "reported",
    }
    apply(new, Add("events", row))
    assert said(old, new) == [f"added: {sentence} on {day} ({action}; no order)"]


def test_a_row_that_went_is_still_called_by_its_name(small: Path, tmp_path: Path) -> None:
    new = copy(small, tmp_path / "new")
    apply(new, Remove("agreements", POL))
    apply(new, Cell("parties", f"{POL}/RUS", "role", "successor"))
    assert said(small, new) == [
        'withdrawn: Poland, agreement of 1995: "Invented agreement with Poland on military '
        'cooperation" (signed on 1995-03)',
        "changed: Poland, agreement of 1995, Russia as party: role successor instead of party",
    ]
