"""Ordinary damage to the files, one kind at a time: found, at its line, with a mending."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import pactexit

COMMAND = Path(sys.executable).with_name("pactexit")

Edit = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Damage:
    """What is done to a table, and the rule, line and column at which it must be found."""

    table: str
    edit: Edit
    rule: str
    line: int | None
    column: str | None = None
    fix: str = ""


def swap(old: str, new: str) -> Edit:
    """Replaces the first occurrence, which must be there."""

    def edit(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return edit


def at(number: int, change: Callable[[bytes], bytes]) -> Edit:
    """Changes one physical line, counted from 1."""

    def edit(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        lines[number - 1] = change(lines[number - 1])
        return b"".join(lines)

    return edit


def append(row: str) -> Edit:
    return lambda content: content + row.encode() + b"\n"


def chop(text: bytes) -> bytes:
    """The line without its last cell."""
    return text.rsplit(b",", 1)[0] + b"\n"


COPY = "pol-1995-copy,Agreement,,agreement,,military-cooperation,military,1995-03,,,,,,,"
DAMAGES = {
    "misspelt value": Damage(
        "agreements", swap(",memorandum,", ",memorandm,"), "enum", 3, "kind", "write memorandum."
    ),
    "day in another form": Damage(
        "countries", swap("1955-05-06", "06.05.1955"), "type", 4, "nato_acceded_on"
    ),
    "letters in a number": Damage("countries", swap(",200,", ",2OO,"), "type", 5, "cow_code"),
    "yes instead of true": Damage(
        "agreements", swap("Sofia,true", "Sofia,yes"), "type", 3, "has_entered_into_force"
    ),
    "empty required cell": Damage(
        "orders", swap("Ministry of Foreign Affairs", ""), "required", 3, "issuer", "Fill the cell."
    ),
    "identifier in capitals": Damage(
        "sources", swap("agency-b-2021", "Agency-B-2021"), "pattern", 2, "source_id"
    ),
    "imprecise date in words": Damage(
        "agreements", swap("2001~", "about 2001"), "pattern", 3, "signed_on"
    ),
    "day that does not exist": Damage(
        "agreements", swap("2003-08-15", "2003-09-31"), "edtf", 2, "signed_on"
    ),
    "row twice": Damage(
        "countries", append("AUT,Austria,,,,,,,,,,,,,,"), "primary_key", 11, "country_id"
    ),
    "reference to nothing": Damage(
        "parties",
        swap("logistics,BGR", "logistics,BGX"),
        "foreign_key",
        4,
        "country_id",
        "Write BGR, or add the row to countries.",
    ),
    "source that was forgotten": Damage(
        "claims",
        swap("register-d-2023-treaty-pages", "register-d-1999-other"),
        "foreign_key",
        2,
        "source_id",
        "Add the row to sources.",
    ),
    "signed after its order": Damage(
        "agreements", swap(",1995-03,", ",2020-04,"), "signed_before_the_order", 13, "signed_on"
    ),
    "the same without its parties": Damage(
        "agreements", append(COPY), "agreements_have_russia_and_a_partner", 14, "agreement_id"
    ),
    "stray quote": Damage("agreements", swap(",Sofia", ',"Sofia'), "stray_quote", 3),
    "text after a closing quote": Damage("agreements", swap("Sofia", '"Sofia"x'), "stray_quote", 3),
    "two quotes that swallow rows": Damage(
        "agreements",
        lambda content: swap("Oslo,", 'Oslo",')(swap("Sofia,", '"Sofia,')(content)),
        "control_character",
        3,
        "signed_at",
    ),
    "quote never closed": Damage(
        "coverage", at(8, lambda text: text.rstrip(b"\n") + b'"\n'), "stray_quote", 8
    ),
    "Windows Cyrillic": Damage(
        "countries", lambda content: content.decode().encode("cp1251", "replace"), "encoding", 2
    ),
    "UTF-16": Damage("orders", lambda content: content.decode().encode("utf-16"), "encoding", 1),
    "null byte": Damage(
        "agreements", swap("Sofia", "So\0fia"), "control_character", 3, "signed_at"
    ),
    "line ends of two kinds": Damage(
        "events", at(5, lambda text: text.replace(b"\n", b"\r\n")), "line_ends", 5
    ),
    "blank row": Damage("events", at(5, lambda text: b"\n" + text), "blank_row", 5),
    "cell too many": Damage(
        "sources", at(3, lambda text: text.replace(b"\n", b",more\n")), "extra_cell", 3
    ),
    "cell too few": Damage("sources", at(3, chop), "missing_cell", 3, "note"),
    "misspelt header": Damage(
        "events",
        swap("occurred_on", "ocurred_on"),
        "incorrect_label",
        1,
        "occurred_on",
        "Write occurred_on.",
    ),
    "column twice": Damage("events", swap("date_basis", "stage"), "duplicate_label", 1),
    "column missing": Damage("terms", at(1, chop), "missing_label", 1, "coding"),
    "semicolons": Damage(
        "coverage", lambda content: content.replace(b",", b";"), "incorrect_label", 1
    ),
    "empty file": Damage("coverage", lambda _: b"", "source", None),
    "header only": Damage(
        "orders", lambda content: content.splitlines(keepends=True)[0], "foreign_key", 4, "order_id"
    ),
    "letters with loose accents": Damage(
        "countries", swap("Left the", "Le\u0301ft the"), "not_composed", 5, "note"
    ),
    "space at the end": Damage("agreements", swap("Sofia,", "Sofia ,"), "white_space", 3),
}
#: Where the damage shows in another table than the one that was damaged.
SHOWS_IN = {"header only": "events"}


def damage(folder: Path, table: str, edit: Edit) -> None:
    path = folder / "tables" / f"{table}.csv"
    path.write_bytes(edit(path.read_bytes()))


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_found_at_its_line_with_a_mending(kind: str, small: Path) -> None:
    wanted = DAMAGES[kind]
    damage(small, wanted.table, wanted.edit)

    report = pactexit.validate(small)

    assert not report.valid
    table = SHOWS_IN.get(kind, wanted.table)
    found = [p for p in report.problems if p.rule == wanted.rule and p.table == table]
    assert found, report.to_text(show_all=True)
    problem = found[0]
    assert problem.path == f"tables/{table}.csv"
    assert problem.line == wanted.line
    if wanted.column:
        assert problem.column == wanted.column
    assert wanted.fix in problem.fix
    assert problem.fix
    # what is found first in the text is a cause, not a consequence
    assert problem.follows is None


@pytest.mark.parametrize(
    "edit",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.removesuffix(b"\n"),
        swap("gbr-government-2019-04-01", '"gbr-government-2019-04-01"'),
    ],
)
def test_harmless_forms_of_a_file_give_nothing(edit: Edit, small: Path) -> None:
    damage(small, "events", edit)
    assert pactexit.validate(small).problems == ()


def test_a_missing_table_is_a_problem_of_the_data(small: Path) -> None:
    (small / "tables" / "terms.csv").unlink()
    done = subprocess.run([COMMAND, "validate", small], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("tables/terms.csv: scheme: cannot be read. Fix: ")
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "there is no such descriptor"),
        ("{", "is no JSON"),
        ("[]", "is no Data Package"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_descriptor_that_cannot_be_read_ends_the_command_with_one_line(
    content: str | None, reason: str, small: Path
) -> None:
    path = small / "datapackage.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
    done = subprocess.run([COMMAND, "validate", path], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    (message,) = done.stderr.splitlines()
    assert message.startswith("pactexit: ")
    assert reason in message


def test_a_descriptor_that_breaks_the_standard_is_a_problem_of_the_data(small: Path) -> None:
    path = small / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0]["schema"]["fields"][0]["type"] = "strnig"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    report = pactexit.validate(path)
    assert not report.valid
    assert report.problems[0].path == "datapackage.json"


def test_ten_kinds_of_damage_are_all_found_in_one_run(small: Path) -> None:
    kinds = [
        *("misspelt value", "day in another form", "empty required cell", "row twice"),
        *("reference to nothing", "source that was forgotten", "cell too few"),
        *("day that does not exist", "line ends of two kinds", "quote never closed"),
    ]
    for kind in kinds:
        damage(small, DAMAGES[kind].table, DAMAGES[kind].edit)
    found = {(p.table, p.rule, p.line) for p in pactexit.validate(small).problems}
    for kind in kinds:
        assert (DAMAGES[kind].table, DAMAGES[kind].rule, DAMAGES[kind].line) in found, kind


@pytest.mark.parametrize(("constraint", "value"), [("pattern", "[a-z"), ("enum", 7)])
def test_a_constraint_that_cannot_be_applied_is_a_problem_of_the_descriptor(
    constraint: str, value: object, small: Path
) -> None:
    path = small / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0]["schema"]["fields"][1]["constraints"][constraint] = value
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    done = subprocess.run([COMMAND, "validate", path], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("datapackage.json: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("part", ["a table", "a column"])
def test_a_package_that_lacks_a_part_of_the_schema_is_told_so(part: str, small: Path) -> None:
    path = small / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    if part == "a table":
        del descriptor["resources"][-1]
    else:
        del descriptor["resources"][-1]["schema"]["fields"][-1]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    report = pactexit.validate(path)
    (problem,) = [p for p in report.problems if p.rule == "schema"]
    assert (problem.path, problem.value) == ("datapackage.json", "terms")
