"""Which columns of an answer name a record that has a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.record import Record
    from pactexit.answers import Question

#: Tables of which each row has a page, in the folder of that name.
TABLES = ("agreements", "countries", "orders", "sources")


def linked_columns(record: Record, question: Question) -> dict[str, str]:
    """The table of each column whose values are identifiers in it.

    The schema names them, by its keys, and the parameters of the question that have one's name.
    """
    tables = record.dataset.tables
    places = {name: f"{name}.{tables[name].primary_key[0]}" for name in TABLES if name in tables}
    named = {place.partition(".")[2]: table for table, place in places.items()}
    for table in tables.values():
        for key in table.foreign_keys:
            if len(key.columns) == 1 and key.table in places:
                named[key.columns[0]] = key.table
    for parameter in question.params:
        for name, place in places.items():
            if parameter.one_of == place:
                named[parameter.name] = name
    return {c.name: named[c.name] for c in question.returns if c.name in named}
