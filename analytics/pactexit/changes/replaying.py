"""Makes the newer version of the tables from the older one and what changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pactexit.changes.difference import Change

Row = dict[str, str]


def applied(
    changes: Sequence[Change], tables: Mapping[str, Sequence[Mapping[str, str]]]
) -> dict[str, list[Row]]:
    """The tables after all changes; see `Difference.applied_to`."""
    result = {
        name: [{column: cell for column, cell in row.items() if cell} for row in rows]
        for name, rows in tables.items()
    }
    by_table: dict[str, list[Change]] = {}
    for change in changes:
        if change.table is not None:
            by_table.setdefault(change.table, []).append(change)
    for name, of_table in by_table.items():
        kinds = {(change.of, change.kind) for change in of_table}
        if ("table", "withdrawn") in kinds:
            result.pop(name, None)
            continue
        rows = result.setdefault(name, [])
        for change in of_table:
            if change.of == "column":
                _apply_to_columns(change, rows)
        result[name] = _without_withdrawn(name, of_table, rows)
        _write_cells(name, of_table, result[name])
        result[name] += [dict(c.after) for c in of_table if c.of == "row" and c.kind == "added"]
    return result


def _apply_to_columns(change: Change, rows: Iterable[Row]) -> None:
    for row in rows:
        if change.kind == "withdrawn":
            row.pop(str(change.column), None)
        elif change.attribute == "name" and (cell := row.pop(change.before, None)):
            row[change.after] = cell


def _without_withdrawn(name: str, changes: Iterable[Change], rows: Iterable[Row]) -> list[Row]:
    gone = Counter(
        frozenset(change.before.items())
        for change in changes
        if change.of == "row" and change.kind == "withdrawn"
    )
    kept = []
    for row in rows:
        cells = frozenset(row.items())
        if gone[cells]:
            gone[cells] -= 1
        else:
            kept.append(row)
    if gone.total():
        raise PactExitError(f"{name}: a row that is withdrawn is not there.")
    return kept


def _write_cells(name: str, changes: Iterable[Change], rows: Iterable[Row]) -> None:
    cells = [change for change in changes if change.of == "cell" and change.record]
    if not cells:
        return
    columns = tuple(cells[0].record or ())
    places = {tuple(row.get(column, "") for column in columns): row for row in rows}
    for change in cells:
        record = change.record or {}
        row = places.get(tuple(record[column] for column in columns))
        if row is None or row.get(str(change.column)) != change.before:
            raise PactExitError(
                f"{name}: {change.key}: {change.column} is not what it was when it changed."
            )
        row.pop(str(change.column), None)
        if change.after is not None:
            row[str(change.column)] = change.after
