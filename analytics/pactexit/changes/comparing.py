"""Compares two versions of a data package, table by table and key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.changes import schema, words
from pactexit.changes.columns import common_key, renamed
from pactexit.changes.difference import Change, Difference
from pactexit.changes.opening import opened
from pactexit.changes.rows import not_shared, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pactexit.changes.rows import Row
    from pactexit.dataset import Dataset

Key = tuple[str, ...]


def diff(old: Path | str, new: Path | str) -> Difference:
    """What changed from one version of a data package to another, in words and as values.

    Each is a folder, a datapackage.json, a zip of a package, or a revision of the git repository
    of the current folder (`main`, `v1.0.0`, `HEAD~1:data/datapackage.json`). Raises `PactExitError`
    where there is no such package or one of its tables cannot be read.
    """
    with opened(old) as before, opened(new) as after:
        return difference(before, after)


def difference(old: Dataset, new: Dataset) -> Difference:
    """What changed from `old` to `new`: added, changed, corrected, withdrawn.

    The order of rows and columns is no difference, nor is how a file is written: quotes, line
    ends, encoding, a mark at its beginning. Rows are matched by primary key; where there is none,
    or it stands twice, a row that differs is another row. Raises `PactExitError` where a table
    cannot be read.
    """
    renames = {
        name: renamed(old.tables[name], table)
        for name, table in new.tables.items()
        if name in old.tables
    }
    changes = [*schema.changes(old, new, renames), *_of_rows(old, new, renames)]
    return Difference(
        package=new.name,
        old_version=old.version,
        new_version=new.version,
        changes=tuple(words.told(changes, old, new)),
    )


def _of_rows(old: Dataset, new: Dataset, renames: schema.Renames) -> Iterator[Change]:
    known = {str(r.get("name")) for r in old.descriptor["resources"] if isinstance(r, dict)}
    for name, table in new.tables.items():
        if name in old.tables:
            gone, come = not_shared(old.tables[name], table, renames[name])
            key = common_key(old.tables[name], table, renames[name])
            yield from _of_table(name, key, gone, come)
        elif name not in known:
            yield from _of_table(name, table.primary_key, [], [*read_rows(table, {})])


def _of_table(
    table: str, columns: Key, gone: Sequence[Row], come: Sequence[Row]
) -> Iterator[Change]:
    before, after = _by_key(gone, columns), _by_key(come, columns)
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, []), after.get(key, [])
        if len(was) == len(now) == 1 and all(key):
            yield from _of_row(table, columns, key, was[0], now[0])
        else:
            yield from (_whole(table, columns, key, withdrawn=row) for row in was)
            yield from (_whole(table, columns, key, added=row) for row in now)


def _by_key(rows: Sequence[Row], columns: Key) -> dict[Key, list[Row]]:
    # without a key an empty one: `all` of nothing is true, but of one empty cell it is not
    found: dict[Key, list[Row]] = {}
    for row in rows:
        key = tuple(row.cells.get(column, "") for column in columns) or ("",)
        found.setdefault(key, []).append(row)
    return found


def _of_row(table: str, columns: Key, key: Key, was: Row, now: Row) -> Iterator[Change]:
    for column in dict.fromkeys((*now.cells, *was.cells)):
        before, after = was.cells.get(column), now.cells.get(column)
        if before != after:
            yield Change(
                of="cell",
                kind="changed",
                table=table,
                key="/".join(key),
                record=dict(zip(columns, key, strict=True)),
                column=column,
                before=before,
                after=after,
                row=now.row,
                line=now.line,
            )


def _whole(
    table: str, columns: Key, key: Key, *, withdrawn: Row | None = None, added: Row | None = None
) -> Change:
    return Change(
        of="row",
        kind="added" if added else "withdrawn",
        table=table,
        key="/".join(key) if columns else None,
        record=dict(zip(columns, key, strict=True)) if columns else None,
        before=None if withdrawn is None else dict(withdrawn.cells),
        after=None if added is None else dict(added.cells),
        row=added.row if added else None,
        line=added.line if added else None,
    )
