"""The record that the pages show: every table as rows, and what belongs to what."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from builder.evidence import cells
from builder.ladders import standings
from pactexit import captions
from pactexit.asking import ask, table
from pactexit.releasing.citation import reference
from pactexit.releasing.content import Content
from pactexit.releasing.metadata.about import about

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from duckdb import DuckDBPyConnection

    from builder.evidence import Cell
    from builder.ladders import Standing
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

    def select(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""
        return self.database.execute(sql).fetchall()

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
        return captions.source(self.select)

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
    def partner_states(self) -> list[Row]:
        """Every agreement with every partner that is counted."""
        return list(table("partner_states", self.database))

    @cached_property
    def statuses(self) -> dict[str, Row]:
        """The derived status of each agreement that is counted."""
        return {row["agreement_id"]: row for row in self.ask("agreement_status")}

    @cached_property
    def parties_of(self) -> defaultdict[str, list[Row]]:
        """The parties of each agreement."""
        return by(self.tables["parties"], "agreement_id")

    @cached_property
    def memberships_of(self) -> defaultdict[str, list[Row]]:
        """What each country is a party to."""
        return by(self.tables["parties"], "country_id")

    @cached_property
    def children_of(self) -> defaultdict[str, list[Row]]:
        """The protocols and satellites of each agreement."""
        return by(self.tables["agreements"], "parent_agreement_id")

    @cached_property
    def steps(self) -> list[Row]:
        """Every event, as its table has it, with its track, its rank and what cancelled it."""
        placed = {row["event_id"]: row for row in table("steps", self.database)}
        steps = [placed[row["event_id"]] | row for row in self.tables["events"]]
        return sorted(steps, key=_in_time)

    @cached_property
    def events(self) -> dict[str, Row]:
        """The steps by their identifier."""
        return {row["event_id"]: row for row in self.steps}

    @cached_property
    def steps_of(self) -> defaultdict[str, list[Row]]:
        """The steps of each agreement, the oldest first."""
        return by(self.steps, "agreement_id")

    @cached_property
    def steps_by_order(self) -> defaultdict[str, list[Row]]:
        """The steps behind which each official act stands."""
        return by(self.steps, "order_id")

    @cached_property
    def steps_by_actor(self) -> defaultdict[str, list[Row]]:
        """The steps of each country."""
        return by(self.steps, "actor_id")

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Where each agreement stands."""
        return standings(self)

    @cached_property
    def claims(self) -> list[Row]:
        """Every claim with its standing."""
        return list(table("claim_standings", self.database))

    @cached_property
    def claims_on(self) -> defaultdict[tuple[str, str], list[Row]]:
        """The claims on each row, by its table and its key."""
        return by(self.claims, lambda row: (row["table_name"], row["record_id"]))

    @cached_property
    def claims_by_source(self) -> defaultdict[str, list[Row]]:
        """The claims that rest on each source."""
        return by(self.claims, "source_id")

    @cached_property
    def references(self) -> dict[str, dict[str, str]]:
        """The table of which a column of a table holds a key."""
        return {
            name: {key.columns[0]: key.table for key in described.foreign_keys}
            for name, described in self.dataset.tables.items()
        }

    def cells(self, table_name: str, record_id: str) -> list[Cell]:
        """What the sources say of a row, field by field."""
        columns = self.dataset.tables[table_name].columns
        return cells(self.claims_on[table_name, record_id], columns)

    @cached_property
    def terms(self) -> dict[tuple[str, str], Row]:
        """What each allowed value means, by `table.column` and value."""
        return {(row["field"], row["value"]): row for row in self.tables["terms"]}

    @cached_property
    def stages(self) -> list[str]:
        """The stages of the ladder, the lowest first."""
        ranked = [
            row
            for (field, _), row in self.terms.items()
            if field == "events.stage" and row["rank"] is not None
        ]
        return [row["value"] for row in sorted(ranked, key=lambda row: row["rank"])]

    @cached_property
    def tracks(self) -> list[str]:
        """The tracks, in the order of the schema."""
        fields = {field.name: field for field in self.dataset.tables["terms"].fields}
        return fields["track"].allowed_values


def _in_time(step: Row) -> tuple[Any, ...]:
    """Steps of one day stand as on the ladder, what cancels them after them."""
    rank = step["stage_rank"]
    return step["occurred_on_latest"], rank is None, rank or 0, step["event_id"]


def by(rows: Iterable[Row], key: str | Callable[[Row], Any]) -> defaultdict[Any, list[Row]]:
    """The rows by what they have in a column, or by what `key` makes of them."""
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row) if callable(key) else row[key]].append(row)
    return found
