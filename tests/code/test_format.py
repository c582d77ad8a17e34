"""The canonical form: what it changes, that it loses nothing, and what it refuses."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pactexit
from pactexit import dataset
from pactexit.canonical import canonical

COMMAND = Path(sys.executable).with_name("pactexit")

# characters that a cell may hold, quotes, commas, line breaks and Cyrillic among them
CELLS = st.text(alphabet='aé"Ж,;\n 7', max_size=6).map(lambda text: " ".join(text.split(" ")))


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    words = [str(COMMAND), "format", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "tables").iterdir()}


def test_tables_in_canonical_form_stay_as_they_are(small: Path) -> None:
    before = tables(small)
    done = run(small)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert tables(small) == before


def test_what_a_spreadsheet_does_to_a_file_is_undone(small: Path) -> None:
    before = tables(small)
    path = small / "tables" / "parties.csv"
    header, *rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header[::-1])
    writer.writerows([f" {cell}" if cell else "" for cell in row[::-1]] for row in rows[::-1])
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode() + b",,,,,,\r\n")

    check = run(small, "--check")
    assert check.returncode == 1
    assert check.stderr == f"{path}: would change\n"
    assert tables(small) != before

    assert run(small).returncode == 0
    assert tables(small) == before


def test_letters_are_composed_and_doubled_spaces_go(small: Path) -> None:
    path = small / "tables" / "countries.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Left the", "Le\u0301ft  the"), encoding="utf-8")
    assert run(small).returncode == 0
    assert path.read_text(encoding="utf-8") == text.replace("Left the", "L\u00e9ft the")


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (lambda text: text.replace("Sofia", '"Sofia'), "tables/agreements.csv:3"),
        (lambda text: text.replace("Sofia", "Sofia,more"), "tables/agreements.csv:3"),
        (lambda text: text.replace("signed_at", "place"), "tables/agreements.csv:1"),
    ],
)
def test_a_table_that_cannot_be_read_for_certain_is_left_alone(
    edit: object, place: str, small: Path
) -> None:
    assert callable(edit)
    path = small / "tables" / "agreements.csv"
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    before = tables(small)
    done = run(small)
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"{place}: ")
    assert "Fix: " in line
    assert tables(small) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_no_cell_is_lost_and_a_second_time_changes_nothing(
    rows: list[tuple[str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("a", "b"), *rows])
    table = replace(
        next(iter(dataset.read().tables.values())),
        path=path,
        fields=tuple(
            replace(field, name=name)
            for field, name in zip(
                next(iter(dataset.read().tables.values())).fields, "ab", strict=False
            )
        ),
        primary_key=("a", "b"),
        dialect={},
    )
    text = canonical(table)
    found = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:]
    # a line break inside a cell is no space, and stays
    letters = [tuple(cell.strip().replace(" ", "") for cell in row) for row in rows]
    assert sorted(tuple(cell.replace(" ", "") for cell in row) for row in found) == sorted(
        row for row in letters if any(row)
    )
    path.write_text(text, encoding="utf-8", newline="")
    assert canonical(table) == text


def test_a_formatted_contribution_is_valid(small: Path) -> None:
    path = small / "tables" / "events.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(small).returncode == 0
    assert pactexit.validate(small).valid
