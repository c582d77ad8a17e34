"""The difference of two versions, with its forms for people and programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from pactexit.changes import replaying
from pactexit.escaping import flat, markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Kind = Literal["added", "changed", "corrected", "withdrawn"]
Of = Literal["package", "table", "column", "row", "cell"]

#: A comment on GitHub may have 65,536 characters.
LONGEST = 58_000
#: So many changes of one table a comment shows.
SHOWN_PER_TABLE = 100


@dataclass(frozen=True)
class Change:
    """One change: what it is of, its kind, and a sentence that says it in words.

    `key` is the primary key of the row, joined with `/`, and `record` its cells by column; both
    are None where the table has no key. A row that is added or withdrawn has its cells, those that
    are not empty, in `after` or `before`; a cell has its text there, None where it is empty. A
    change `of` the package, a table or a column names the `attribute` of the descriptor that
    differs. `corrected` is an endorsed value that was replaced, on the new claims of `sources`;
    for other changes `sources` are those that speak for what is new. `row` and `line` say where
    the row stands in the newer version.
    """

    of: Of
    kind: Kind
    table: str | None = None
    key: str | None = None
    record: Mapping[str, str] | None = None
    column: str | None = None
    attribute: str | None = None
    before: Any = None
    after: Any = None
    sources: tuple[str, ...] = ()
    row: int | None = None
    line: int | None = None
    sentence: str = ""

    def to_json(self) -> dict[str, Any]:
        """The change as JSON types."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "sources": list(self.sources)
        }


@dataclass(frozen=True)
class Difference:
    """Every change from one version to another; true where there is one.

    What concerns the descriptor comes first, then table by table in the order of the newer version.
    """

    package: str
    old_version: str
    new_version: str
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.changes)

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind that occurs."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in ("added", "changed", "corrected", "withdrawn")}

    @property
    def summary(self) -> str:
        """The difference in one line."""
        versions = [v for v in dict.fromkeys((self.old_version, self.new_version)) if v]
        name = flat(" ".join((self.package or "package", " to ".join(versions))).strip())
        counts = ", ".join(f"{number} {kind}" for kind, number in self.counts.items() if number)
        return f"{name}: {counts or 'no change'}"

    def to_json(self) -> dict[str, Any]:
        """The difference as JSON types; enough to be read back and applied."""
        return {
            "package": self.package,
            "old_version": self.old_version,
            "new_version": self.new_version,
            "counts": self.counts,
            "changes": [change.to_json() for change in self.changes],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Difference:
        """The difference that `to_json` gave; members that are not known are left out."""
        names = {field.name for field in fields(Change)}
        return cls(
            package=value["package"],
            old_version=value["old_version"],
            new_version=value["new_version"],
            changes=tuple(
                Change(
                    **{k: v for k, v in change.items() if k in names}
                    | {"sources": tuple(change["sources"])}
                )
                for change in value["changes"]
            ),
        )

    def to_text(self) -> str:
        """The difference as lines, a heading for each table, the summary last."""
        lines = []
        for name, changes in self._groups():
            lines.append(flat(name))
            lines += [f"  {change.kind}: {change.sentence}" for change in changes]
        return "\n".join([*lines, self.summary]) + "\n"

    def to_markdown(self) -> str:
        """The difference as GitHub's Markdown, short enough for one comment."""
        lines = [f"**{markdown(self.summary)}**", ""]
        room = LONGEST - len(lines[0])
        left_out = 0
        for name, changes in self._groups():
            table = [f"### {markdown(name)}", "", "| change | what |", "| --- | --- |"]
            room -= sum(map(len, table)) + len(table)
            shown = 0
            for change in changes[:SHOWN_PER_TABLE]:
                line = f"| {change.kind} | {markdown(change.sentence)} |"
                room -= len(line) + 1
                if room < 0:
                    break
                table.append(line)
                shown += 1
            left_out += len(changes) - shown
            lines += [*table, ""] if shown else []
        if left_out:
            lines += [f"{left_out} more are not shown here; `pactexit diff` lists all.", ""]
        return "\n".join(lines)

    def applied_to(
        self, tables: Mapping[str, Sequence[Mapping[str, str]]]
    ) -> dict[str, list[dict[str, str]]]:
        """The rows of the newer version, made from those of the older one.

        `tables` has the rows of each table as cells by column. In what is returned an empty cell
        is no entry, and new rows stand at the end. Raises `PactExitError` where the tables are
        not those that were compared.
        """
        return replaying.applied(self.changes, tables)

    def _groups(self) -> Iterator[tuple[str, list[Change]]]:
        def of(change: Change) -> str:
            is_of_data = change.of in {"row", "cell"} and change.table is not None
            return str(change.table) if is_of_data else "datapackage.json"

        for name, changes in groupby(self.changes, of):
            yield name, list(changes)
