"""Which columns of a table have only another name than before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pactexit.changes.rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pactexit.changes.rows import Row
    from pactexit.dataset import Field, Table

#: A column that is declared as before keeps its name for most of its cells, another for nearly all.
_MOST, _NEARLY_ALL = 0.5, 0.9


def renamed(old: Table, new: Table) -> dict[str, str]:
    """The new name of each column that was renamed, by its old name.

    A column of the key was renamed if it stands in the place of another one in the key. Any other
    was if it is gone, one of its type is new, and most rows that are in both versions have the
    same value in both.
    """
    gone = [field for field in old.fields if field.name not in new.columns]
    come = [field for field in new.fields if field.name not in old.columns]
    if not gone or not come:
        return {}
    names = {field.name for field in gone}, {field.name for field in come}
    found = {}
    if len(old.primary_key) == len(new.primary_key):
        pairs = zip(old.primary_key, new.primary_key, strict=True)
        found = {a: b for a, b in pairs if a in names[0] and b in names[1]}
    rest = [
        (a, b)
        for a in gone
        for b in come
        if a.name not in found and b.name not in found.values() and a.type == b.type
    ]
    if not rest:
        return found
    shares = _shares(old, new, found, rest)
    for (a, b), _ in sorted(shares.items(), key=lambda item: -item[1]):
        if a not in found and b not in found.values():
            found[a] = b
    return found


def common_key(old: Table, new: Table, new_names: Mapping[str, str]) -> tuple[str, ...]:
    """The columns by which the rows of both are matched, by their new names; or none."""
    before = tuple(new_names.get(column, column) for column in old.primary_key)
    if {*new.primary_key} <= {new_names.get(column, column) for column in old.columns}:
        return new.primary_key or before
    return before if {*before} <= {*new.columns} else ()


def _shares(
    old: Table, new: Table, keys: Mapping[str, str], pairs: Iterable[tuple[Field, Field]]
) -> dict[tuple[str, str], float]:
    """For the pairs that may be one column, the share of rows in which they have one value."""
    key = common_key(old, new, keys)
    before = _identified(read_rows(old, keys), key)
    after = _identified(read_rows(new, {}), key)
    equal: Counter[tuple[str, str]] = Counter()
    filled: Counter[tuple[str, str]] = Counter()
    pairs = [*pairs]
    for identity, row in before.items():
        for a, b in pairs if identity in after else ():
            was, now = row.cells.get(a.name), after[identity].cells.get(b.name)
            filled[a.name, b.name] += bool(was or now)
            equal[a.name, b.name] += was == now and was is not None
    shares = {}
    for a, b in pairs:
        is_declared_alike = _declared(a) == _declared(b)
        rows = filled[a.name, b.name]
        share = equal[a.name, b.name] / rows if rows else float(is_declared_alike)
        if share > (_MOST if is_declared_alike else _NEARLY_ALL):
            shares[a.name, b.name] = share
    return shares


def _declared(field: Field) -> tuple[object, ...]:
    return field.type, field.description, field.example, field.constraints, field.is_edtf


def _identified(rows: Iterable[Row], key: tuple[str, ...]) -> dict[object, Row]:
    """The rows by their key, or by their place where there is none."""
    identity: Callable[[Row], object] = (
        (lambda row: tuple(row.cells.get(column) for column in key))
        if key
        else (lambda row: row.row)
    )
    return {identity(row): row for row in rows}
