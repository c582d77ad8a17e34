"""Edits of the small dataset made at random: what is written, and what `diff` has to list."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from breaks import KEYS

Row = dict[str, str]
#: What a change is of, kind, table, key, column, value before and after.
Edit = tuple[str, str, str, str | None, str | None, Any, Any]

WORDS = ["Warsaw", "a, b", 'say "no"', "two\nlines", "Вена", "7", "1999-01-01", "=1+1", "x|y"]


def rows_of(folder: Path, table: str) -> list[Row]:
    """The rows of a table as they are at first, without empty cells."""
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [{k: v for k, v in row.items() if v} for row in csv.DictReader(file)]


@dataclass
class History:
    """A package in memory, the edits done to it, and how it is written down."""

    descriptor: dict[str, Any]
    tables: dict[str, list[Row]]
    random: Random
    edits: list[Edit] = field(default_factory=list)
    touched: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, folder: Path, seed: int) -> History:
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        return cls(descriptor, {name: rows_of(folder, name) for name in KEYS}, Random(seed))

    def schema(self, table: str) -> dict[str, Any]:
        (found,) = [r["schema"] for r in self.descriptor["resources"] if r["name"] == table]
        schema: dict[str, Any] = found
        return schema

    def key(self, table: str, row: Row) -> str:
        return "/".join(row[column] for column in self.schema(table)["primaryKey"])

    def edit(self) -> None:
        """One of each kind of edit to a few tables."""
        for table in self.random.sample([*self.tables], 3):
            self.rename_a_column(table)
        for table in self.random.sample([*self.tables], 5):
            self.remove_a_row(table)
            self.write_cells(table)
            self.add_a_row(table)

    def rename_a_column(self, table: str) -> None:
        """A column of any kind, with all the keys that name it."""
        old = self.random.choice([f["name"] for f in self.schema(table)["fields"]])
        new = f"{old}_2"
        for described in self.schema(table)["fields"]:
            if described["name"] == old:
                described["name"] = new
        self.schema(table)["primaryKey"] = [
            new if name == old else name for name in self.schema(table)["primaryKey"]
        ]
        for resource in self.descriptor["resources"]:
            for key in resource["schema"].get("foreignKeys", []):
                if resource["name"] == table:
                    key["fields"] = [new if name == old else name for name in key["fields"]]
                reference = key["reference"]
                if (reference["resource"] or resource["name"]) == table:
                    names = [new if name == old else name for name in reference["fields"]]
                    reference["fields"] = names
        for row in self.tables[table]:
            if old in row:
                row[new] = row.pop(old)
        self.edits.append(("column", "changed", table, None, new, old, new))

    def remove_a_row(self, table: str) -> None:
        row = self.tables[table].pop(self.random.randrange(len(self.tables[table])))
        self.edits.append(("row", "withdrawn", table, self.key(table, row), None, row, None))

    def write_cells(self, table: str) -> None:
        """Cells of two rows: filled, emptied or replaced, but none of a key or a renamed column."""
        schema = self.schema(table)
        columns = [
            f["name"]
            for f in schema["fields"]
            if f["name"] not in schema["primaryKey"] and not f["name"].endswith("_2")
        ]
        for row in self.random.sample(self.tables[table], 2):
            column = self.random.choice(columns)
            before = row.pop(column, None)
            after = self.random.choice([w for w in [None, *WORDS] if w != before])
            if after is not None:
                row[column] = after
            if before != after:
                key = self.key(table, row)
                self.edits.append(("cell", "changed", table, key, column, before, after))

    def add_a_row(self, table: str) -> None:
        schema = self.schema(table)
        row = {
            f["name"]: self.random.choice(WORDS)
            for f in schema["fields"]
            if self.random.random() < 0.5
        } | {column: f"new {column}" for column in schema["primaryKey"]}
        self.tables[table].append(row)
        self.edits.append(("row", "added", table, self.key(table, row), None, None, dict(row)))

    def write(self, folder: Path) -> None:
        """Writes it with rows and columns in any order, each file in a form of its own."""
        (folder / "tables").mkdir(parents=True)
        for resource in self.descriptor["resources"]:
            self.random.shuffle(resource["schema"]["fields"])
            name = resource["name"]
            self.random.shuffle(self.tables[name])
            delimiter = self.random.choice([",", ";", "\t"])
            line_end = self.random.choice(["\n", "\r\n"])
            encoding = self.random.choice(["utf-8", "utf-8-sig", "utf-16"])
            resource["dialect"]["delimiter"] = delimiter
            resource["encoding"] = encoding.removesuffix("-sig")
            text = io.StringIO(newline="")
            columns = [f["name"] for f in resource["schema"]["fields"]]
            writer = csv.DictWriter(
                text,
                columns,
                restval="",
                delimiter=delimiter,
                quoting=self.random.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
                lineterminator="\n",
            )
            writer.writeheader()
            writer.writerows(self.tables[name])
            content = text.getvalue().replace("\n", line_end).encode(encoding)
            (folder / "tables" / f"{name}.csv").write_bytes(content)
        text_of_it = json.dumps(self.descriptor, indent=self.random.choice([None, 2, 4]))
        (folder / "datapackage.json").write_text(text_of_it, encoding="utf-8")
