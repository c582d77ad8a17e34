"""The live tables in each format, read again by another library, are equal cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

import pactexit
from exports import READERS, assert_equal, tables


@pytest.mark.parametrize("form", READERS)
def test_the_live_tables_are_equal(form: str, live_export: Path, live: Path) -> None:
    found, expected = READERS[form](live_export, live), tables(live)
    if form == "duckdb":
        # there the rows stand in the order of their key
        found = {name: sorted(rows, key=str) for name, rows in found.items()}
        expected = {name: sorted(rows, key=str) for name, rows in expected.items()}
    assert_equal(found, expected)


def test_codes_keep_their_zeros(live_export: Path, live: Path) -> None:
    for form, read in READERS.items():
        albania = next(row for row in read(live_export, live)["countries"] if row[0] == "ALB")
        assert albania[4] == "008", form


def test_the_csv_is_the_package_as_it_is(live_export: Path, live: Path) -> None:
    package = live_export / "csv"
    for path in package.rglob("*.*"):
        assert path.read_bytes() == (live / path.relative_to(package)).read_bytes()
    assert pactexit.validate(package).valid
