"""What the claims of two versions say of a cell, and which of them are new."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pactexit.changes.rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactexit.dataset import Dataset, Field

Place = tuple[str, str, str]
#: Value and source of a claim.
Said = tuple[str, str]

#: The field of a claim that supports a row as a whole, and the tables where all cells rest on it.
_ROW = "*"
_RESTING = ("agreements", "parties", "orders", "events")
#: How this dataset files a thing: no source says it.
_FILED = ("subject", "scope", "date_basis", "text_basis")


class Evidence:
    """The claims of two versions by table, record and field."""

    def __init__(self, old: Dataset, new: Dataset) -> None:
        self._old, self._new = _claims(old), _claims(new)
        self._fields = {
            (name, field.name): field
            for name, table in new.tables.items()
            for field in table.fields
            if field.name not in table.primary_key
        }
        of_rows: dict[tuple[str, str], set[Said]] = defaultdict(set)
        for (table, record, _), said in self._new.items():
            of_rows[table, record].update(said)
        self._of_rows = {place: _sources(said) for place, said in of_rows.items()}
        self._references = {
            (name, column)
            for name, table in new.tables.items()
            for key in table.foreign_keys
            for column in key.columns
        }

    def is_endorsed(self, table: str, record: str, field: str) -> bool:
        """Whether the older version has the cell on the word of a source.

        That is a claim on its field. A claim on the row as a whole is enough for a code, a date or
        a reference; free text that no source is quoted for is wording.
        """
        if (table, record, field) in self._old:
            return True
        column = self._fields.get((table, field))
        if column is None or table not in _RESTING or field in _FILED:
            return False
        is_wording = _is_free_text(column) and (table, field) not in self._references
        return (table, record, _ROW) in self._old and not is_wording

    def fresh(self, table: str, record: str, field: str) -> tuple[str, ...]:
        """The sources of the claims on a cell that only the newer version has.

        A claim on the row as a whole counts where the cell rested on nothing else.
        """
        places = [(table, record, field)]
        if places[0] not in self._old:
            places.append((table, record, _ROW))
        return _sources(
            said
            for place in places
            for said in self._new.get(place, {})
            if said not in self._old.get(place, {})
        )

    def is_marked(self, table: str, record: str, field: str) -> bool:
        """Whether the note of a claim on the cell is another one: why it is no longer endorsed."""
        before, after = (
            (claims.get((table, record, field), {})) for claims in (self._old, self._new)
        )
        return any(said in before and before[said] != note for said, note in after.items())

    def supporting(self, table: str, record: str, field: str, value: str | None) -> tuple[str, ...]:
        """The sources that give this value for a cell."""
        return _sources(s for s in self._new.get((table, record, field), {}) if s[0] == value)

    def of_row(self, table: str, record: str) -> tuple[str, ...]:
        """The sources that speak of a row or a cell of it."""
        return self._of_rows.get((table, record), ())


def _claims(dataset: Dataset) -> dict[Place, dict[Said, str]]:
    """The notes of the claims, by what they speak of, value and source."""
    found: dict[Place, dict[Said, str]] = defaultdict(dict)
    for row in read_rows(dataset.tables["claims"], {}) if "claims" in dataset.tables else ():
        table, record, field, value, source, note = (
            row.cells.get(name, "")
            for name in ("table_name", "record_id", "field", "value", "source_id", "note")
        )
        found[table, record, field][value, source] = note
    return dict(found)


def _sources(claims: Iterable[Said]) -> tuple[str, ...]:
    return tuple(sorted({source for _, source in claims}))


def _is_free_text(field: Field) -> bool:
    return field.type == "string" and not field.is_edtf and not field.allowed_values
