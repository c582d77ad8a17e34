"""The rows of a dataset in memory, to which a contribution is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.canonical import rows, written
from pactexit.dataset import NAME
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from pactexit.dataset import Dataset

Row = dict[str, str]


class Record:
    """Every row of a dataset as text; rows can be added to it, and empty cells filled.

    Raises `PactExitError` where the dataset is of another kind or a table cannot be read.
    """

    def __init__(self, dataset: Dataset) -> None:
        if dataset.name != NAME:
            raise PactExitError(
                f"{dataset.path}: is the package {dataset.name!r}. "
                "Give the datapackage.json of Pact Exit with --to."
            )
        self.dataset = dataset
        try:
            self.tables = {
                name: [dict(zip(table.columns, cells, strict=True)) for _, cells in rows(table)]
                for name, table in dataset.tables.items()
            }
        except (OSError, ValueError) as error:
            raise PactExitError(
                f"{error}. Run `pactexit validate` to see what to mend first."
            ) from None
        self._touched: set[str] = set()

    def key(self, table: str, row: Row) -> str:
        """The key of a row; a composite one is joined with a slash."""
        return "/".join(row[column] for column in self.dataset.tables[table].primary_key)

    def find(self, table: str, key: str) -> Row | None:
        """The row with a key."""
        return next((row for row in self.tables[table] if self.key(table, row) == key), None)

    def keys(self, table: str) -> set[str]:
        """The keys of a table."""
        return {self.key(table, row) for row in self.tables[table]}

    def add(self, table: str, cells: Row) -> Row:
        """Adds a row with these cells and no others; a row that has its key is left as it is."""
        row = dict.fromkeys(self.dataset.tables[table].columns, "") | cells
        found = self.find(table, self.key(table, row))
        if found is not None:
            return found
        self.tables[table].append(row)
        self._touched.add(table)
        return row

    def fill(self, table: str, row: Row, column: str, value: str) -> None:
        """Fills a cell of a row of the table."""
        row[column] = value
        self._touched.add(table)

    def changed(self) -> dict[str, bytes]:
        """The content of each table that is another now, by its name, in canonical form."""
        tables = self.dataset.tables
        return {
            name: written(tables[name], ([*row.values()] for row in self.tables[name])).encode(
                tables[name].encoding
            )
            for name in tables
            if name in self._touched
        }
