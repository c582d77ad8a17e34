"""A file in a code page is read where its letters tell which, and refused by name where not."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from spreadsheets import run

SHARED = "Kündigung der Verträge, Malmö"  # at one place in every western code page
TOLD = {"cp1250": "Umowa, Łódź, Český Krumlov", "cp1251": "Соглашение, 3810-р"}
UNTOLD = {"cp1252": "Señor", "cp1250": "Český", "cp1254": "Diyarbakır", "cp1251": "3810-р"}


def with_note(folder: Path, words: str, encoding: str) -> Path:
    path = folder / "tables" / "parties.csv"
    text = path.read_text(encoding="utf-8").split("\n", 2)
    text[1] = text[1] + words
    path.write_bytes("\n".join(text).encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "words"),
    [*TOLD.items(), *((encoding, SHARED) for encoding in ("cp1250", "cp1252", "cp1254"))],
)
def test_a_code_page_is_told_by_its_letters(encoding: str, words: str, small: Path) -> None:
    path = with_note(small, f'"{words}"', encoding)
    code, problems, _ = run(small)
    assert (code, problems) == (0, [])
    assert f'"{words}"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", UNTOLD)
def test_letters_of_several_code_pages_are_refused_by_name(encoding: str, small: Path) -> None:
    path = with_note(small, UNTOLD[encoding], encoding)
    damaged = path.read_bytes()
    code, (line,), told = run(small)
    assert (code, told) == (1, [])
    assert line.startswith("tables/parties.csv:2: encoding: can be ")
    assert UNTOLD[encoding].split("-")[-1] in line
    assert line.endswith("Fix: Save it as CSV UTF-8, or name the encoding with --encoding.")
    assert path.read_bytes() == damaged
    assert run(small, "--encoding", encoding)[0] == 0
    assert UNTOLD[encoding] in path.read_text(encoding="utf-8")


def test_letters_that_were_lost_are_not_passed_over(small: Path) -> None:
    path = with_note(small, '"Kündigung, ???????"', "cp1252")
    damaged = path.read_bytes()
    _, (line,), _ = run(small)
    assert line.startswith("tables/parties.csv:2: encoding: has letters that were saved as")
    assert path.read_bytes() == damaged


def test_a_file_half_in_one_encoding_is_refused(small: Path) -> None:
    path = small / "tables" / "countries.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    half = [line.decode().encode("cp1251") for line in lines[:5]]
    path.write_bytes(b"".join([*half, *lines[5:]]))
    damaged = path.read_bytes()
    _, (line,), _ = run(small)
    assert line.startswith("tables/countries.csv:1: encoding: ")
    assert path.read_bytes() == damaged


def test_an_encoding_that_there_is_not_is_refused(small: Path) -> None:
    for name in ("latin-9000", "rot13", ""):
        with pytest.raises(click.UsageError, match="There is no encoding"):
            run(small, "--encoding", name)
