"""The record that the pages show: every table as rows, and what belongs to what."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pactexit import captions
from pactexit.asking import ask, table
from pactexit.releasing.citation import reference
from pactexit.releasing.content import Content
from pactexit.releasing.metadata.about import about

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from duckdb import DuckDBPyConnection

    from builder.released import Released
    from pactexit.answers import Answer
    from pactexit.dataset import Dataset
    from pactexit.releasing.metadata.about import About

Row = dict[str, Any]


class Record:
    """A dataset, read once, for all sections. Raises `PactExitError` where it cannot be opened."""

    def __init__(self, dataset: Dataset, released: Callable[[], Released] | None = None) -> None:
        self.dataset = dataset
        self.content = Content(dataset)
        self.has_release = released is not None
        self._released = released

    @property
    def database(self) -> DuckDBPyConnection:
        """Every table and view, as `pactexit.connect` has them."""
        return self.content.database

    def ask(self, name: str, **params: object) -> Answer:
        """The answer to a question on this dataset."""
        return ask(name, self.database, **params)

    @cached_property
    def release(self) -> Released | None:
        """The release that the site offers, or None; it is made meanwhile, and waited for here."""
        return self._released() if self._released else None

    @cached_property
    def about(self) -> About:
        """What the descriptor says of the dataset."""
        return about(self.dataset)

    @cached_property
    def citation(self) -> str:
        """How to cite the dataset."""
        return reference(self.dataset)

    @cached_property
    def source_line(self) -> str:
        """Title, version, day of the data and licence: the line below charts."""
        return captions.source(lambda sql: self.database.execute(sql).fetchall())

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table, keys first."""
        return {name: list(table(name, self.database)) for name in self.dataset.tables}

    @cached_property
    def countries(self) -> dict[str, Row]:
        """Countries by their code."""
        return {row["country_id"]: row for row in self.tables["countries"]}

    @cached_property
    def agreements(self) -> dict[str, Row]:
        """Agreements by their identifier."""
        return {row["agreement_id"]: row for row in self.tables["agreements"]}

    @cached_property
    def orders(self) -> dict[str, Row]:
        """Official acts by their identifier."""
        return {row["order_id"]: row for row in self.tables["orders"]}

    @cached_property
    def sources(self) -> dict[str, Row]:
        """Sources by their identifier."""
        return {row["source_id"]: row for row in self.tables["sources"]}

    @cached_property
    def statuses(self) -> dict[str, Row]:
        """The derived status of each agreement that is counted."""
        return {row["agreement_id"]: row for row in self.ask("agreement_status")}


def by(rows: Iterable[Row], key: str | Callable[[Row], Any]) -> defaultdict[Any, list[Row]]:
    """The rows by what they have in a column, or by what `key` makes of them."""
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row) if callable(key) else row[key]].append(row)
    return found
