"""The rows of a table as cells by column, and those that two versions do not share."""

from __future__ import annotations

import filecmp
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from pactexit.dataset import records
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pactexit.dataset import Table


@dataclass(frozen=True)
class Row:
    """A row: its place in the file, and its cells that are not empty, by column."""

    row: int
    line: int
    cells: Mapping[str, str]


def read_rows(table: Table, new_names: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a table, with the `new_names` of its columns.

    A line break inside a cell is one line feed, whatever the lines of the file end in. Raises
    `PactExitError` where the file cannot be read.
    """
    names = [new_names.get(column, column) for column in table.columns]
    for number, line, cells in _read(table, names, new_names):
        yield _row(number, line, names, cells)


def not_shared(old: Table, new: Table, new_names: Mapping[str, str]) -> tuple[list[Row], list[Row]]:
    """The rows that only the old version has, and those that only the new one has.

    Where they stand in the file is no difference.
    """
    if _is_one_file(old, new):
        return [], []
    before = (new_names.get(column, column) for column in old.columns)
    names = [*dict.fromkeys((*new.columns, *before))]
    # millions of rows are the same: of those only a digest is kept
    left = Counter(_digest(cells) for _, _, cells in _read(old, names, new_names))
    come = [
        _row(number, line, names, cells)
        for number, line, cells in _read(new, names, {})
        if not _taken(left, cells)
    ]
    number_left = left.total()
    gone: list[Row] = []
    for number, line, cells in _read(old, names, new_names) if number_left else ():
        if _taken(left, cells):
            gone.append(_row(number, line, names, cells))
            if len(gone) == number_left:
                break
    return gone, come


def _read(
    table: Table, names: Sequence[str], new_names: Mapping[str, str]
) -> Iterator[tuple[int, int, list[str]]]:
    """Number, line and the cells of these columns of each row that is not blank."""
    try:
        found = records(table)
        header = next(found, (1, []))[1]
        places = {
            new_names.get(column, column): header.index(column)
            for column in table.columns
            if column in header
        }
        # a cell that a row or the whole file lacks is empty
        width = len(header)
        wanted = [places.get(name, width) for name in names]
        for number, (line, cells) in enumerate(found, 1):
            if any(cells):
                known = cells[:width]
                known += [""] * (width + 1 - len(known))
                yield number, line, [known[place].replace("\r\n", "\n") for place in wanted]
    except OSError as error:
        raise PactExitError(f"{table.shown_path}: cannot be read: {error.strerror}.") from None


def _row(number: int, line: int, names: Sequence[str], cells: Sequence[str]) -> Row:
    pairs = zip(names, cells, strict=True)
    return Row(number, line, {name: cell for name, cell in pairs if cell})


def _taken(left: Counter[bytes], cells: Sequence[str]) -> bool:
    """Whether a row is among those that are left; then it no longer is."""
    digest = _digest(cells)
    if left[digest] < 1:
        return False
    left[digest] -= 1
    return True


def _is_one_file(old: Table, new: Table) -> bool:
    def reading(table: Table) -> tuple[object, ...]:
        return table.columns, table.encoding, table.dialect

    try:
        alike = reading(old) == reading(new)
        return alike and filecmp.cmp(old.path, new.path, shallow=False)
    except OSError:
        # whoever reads it will say so
        return False


def _digest(cells: Sequence[str]) -> bytes:
    return blake2b(repr(cells).encode("utf-8", "surrogatepass"), digest_size=16).digest()
