"""What is given away: the tables of a dataset, typed, and what describes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from pactexit.frames import read_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl
    from duckdb import DuckDBPyConnection

    from pactexit.dataset import Dataset, Field, Table


@dataclass(frozen=True)
class Content:
    """A dataset, whose tables and database are read once, when the first format needs them."""

    dataset: Dataset

    @cached_property
    def frames(self) -> dict[str, pl.DataFrame]:
        """The tables as typed values. Raises `PactExitError` where one is not as its schema."""
        return {table.name: read_typed(table) for table in self.dataset.tables.values()}

    @cached_property
    def database(self) -> DuckDBPyConnection:
        """Every table and view, as `pactexit.connect` has them."""
        from pactexit.database import connect

        return connect(self.dataset.path)

    @property
    def created(self) -> datetime:
        """When the version was made, as its descriptor says: files hold no other day."""
        try:
            created = datetime.fromisoformat(str(self.dataset.descriptor.get("created")))
        except ValueError:
            return datetime(2000, 1, 1, tzinfo=UTC)
        return created.astimezone(UTC) if created.tzinfo else created.replace(tzinfo=UTC)


CODEBOOK = (
    *("table", "column", "type", "required", "key", "references"),
    *("description", "allowed_values", "example"),
)


def codebook(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    """A row for each table, whose column is empty, and for each of its columns."""
    for table in dataset.tables.values():
        yield (table.name, *[""] * 5, table.description, "", "")
        for field in table.fields:
            yield _described(table, field)


def _described(table: Table, field: Field) -> tuple[str, ...]:
    references = [
        f"{key.table}.{there}"
        for key in table.foreign_keys
        for here, there in zip(key.columns, key.reference, strict=False)
        if here == field.name
    ]
    return (
        *(table.name, field.name, "EDTF" if field.is_edtf else field.type),
        "yes" if field.constraints.get("required") else "",
        "yes" if field.name in table.primary_key else "",
        ", ".join(references),
        field.description,
        ", ".join(field.allowed_values),
        field.example or "",
    )
