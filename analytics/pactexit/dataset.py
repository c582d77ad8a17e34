"""A data package on disk: its descriptor, its tables and the records of their files."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pactexit import descriptor as descriptors
from pactexit import edtf
from pactexit.problem import DescriptorError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The columns that say where a row stands: record without the header, and physical line, from 1.
ROW, LINE = "_row", "_line"

#: The name in the descriptor of this dataset: its own rules apply to packages of this name.
NAME = "pactexit"


@dataclass(frozen=True)
class Field:
    """One column, as the descriptor has it."""

    name: str
    type: str
    description: str
    example: str | None
    constraints: dict[str, Any]
    is_edtf: bool
    format: str = "default"
    true_values: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false_values: tuple[str, ...] = ("false", "False", "FALSE", "0")
    categories: tuple[str, ...] = ()

    @property
    def is_date(self) -> bool:
        """Whether it holds a day or an imprecise date."""
        return self.is_edtf or self.type == "date"

    @property
    def allowed_values(self) -> list[str]:
        """The values of its `enum`, else its categories; none where every value is allowed."""
        return [str(value) for value in _list(self.constraints.get("enum", [*self.categories]))]


@dataclass(frozen=True)
class ForeignKey:
    """Columns that name a row of a table (of the own table where `table` is its name)."""

    columns: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One tabular resource with a local CSV file."""

    name: str
    path: Path
    shown_path: str
    description: str
    encoding: str
    dialect: dict[str, Any]
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in the order of the schema."""
        return [field.name for field in self.fields]


@dataclass(frozen=True)
class Dataset:
    """A descriptor (`datapackage.json`), parsed, and the tables that lie beside it."""

    path: Path
    descriptor: dict[str, Any]
    tables: dict[str, Table]

    @property
    def name(self) -> str:
        """The name of the package, or the empty text."""
        return str(self.descriptor.get("name", ""))

    @property
    def version(self) -> str:
        """The version of the data, or the empty text."""
        return str(self.descriptor.get("version", ""))

    @property
    def title(self) -> str:
        """The title of the package, else its name."""
        return str(self.descriptor.get("title", self.name))

    @property
    def licence(self) -> str:
        """The names of the licences of the data, or the empty text."""
        licences = [
            item for item in _list(self.descriptor.get("licenses")) if isinstance(item, dict)
        ]
        return ", ".join(str(item.get("name") or item.get("path", "")) for item in licences)

    @property
    def created(self) -> str:
        """The day of this version of the data as ISO 8601, or the empty text."""
        return str(self.descriptor.get("created", ""))[: len("2025-12-19")]


def shipped() -> Path:
    """The descriptor of the dataset that came with this package: installed, or of the checkout."""
    here = Path(__file__).resolve()
    installed = here.parent / "_dataset" / "datapackage.json"
    return installed if installed.exists() else here.parents[2] / "datapackage.json"


def read(path: Path | str | None = None) -> Dataset:
    """Reads a descriptor; without `path` the shipped one. A folder means its datapackage.json.

    Raises `DescriptorError` where it is missing, is no JSON object with a list of resources, or
    would make anybody read outside its folder.
    """
    path = shipped() if path is None else Path(path)
    if path.is_dir():
        path = path / "datapackage.json"
    return described(path, descriptors.read(path))


def described(path: Path, descriptor: dict[str, Any]) -> Dataset:
    """The dataset of a descriptor that has been read, or made, for the file at `path`.

    Raises `DescriptorError` where a column has the name of one of ours.
    """
    tables = [
        _table(path.parent, resource)
        for resource in descriptor["resources"]
        if isinstance(resource, dict) and _is_local_csv(resource)
    ]
    for table in tables:
        if {ROW, LINE} & {*table.columns}:
            raise DescriptorError(f"{path}: {table.name!r}: a column has the name {ROW} or {LINE}.")
    return Dataset(path, descriptor, {table.name: table for table in tables})


def records(table: Table) -> Iterator[tuple[int, list[str]]]:
    """Each record of the file, the header included: its first physical line and its cells.

    Bytes that the encoding cannot read become U+FFFD and stray quotes are taken as Python's csv
    module takes them, so that damaged files can be judged as well. Raises `OSError`.
    """
    # a stray quote can swallow the rest of a file into one cell
    csv.field_size_limit(max(table.path.stat().st_size, csv.field_size_limit()))
    with _text(table) as file:
        first = file.readline().removeprefix("\ufeff")
        reader = csv.reader(
            chain([first] if first else [], file),
            delimiter=table.dialect.get("delimiter", ","),
            quotechar=table.dialect.get("quoteChar", '"'),
            skipinitialspace=table.dialect.get("skipInitialSpace", False),
        )
        line = 1
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1


def _text(table: Table) -> TextIO:
    if table.encoding in {"utf-16", "utf-32"}:
        # read piece by piece they would have to begin with a mark of their byte order
        data = table.path.read_bytes()
        return io.StringIO(data.decode(table.encoding, errors="replace"), newline="")
    return table.path.open(encoding=table.encoding, errors="replace", newline="")


def _is_local_csv(resource: dict[str, Any]) -> bool:
    path, schema = resource.get("path"), resource.get("schema")
    return (
        isinstance(resource.get("name"), str)
        and isinstance(path, str)
        and "://" not in path
        and not Path(path).is_absolute()
        and ".." not in Path(path).parts
        and path.lower().endswith(".csv")
        and isinstance(schema, dict)
        and isinstance(schema.get("fields"), list)
    )


def _table(folder: Path, resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    return Table(
        name=resource["name"],
        path=folder / resource["path"],
        shown_path=resource["path"],
        description=str(resource.get("description", "")),
        encoding=_encoding(resource.get("encoding", "utf-8")),
        dialect=_dialect(resource.get("dialect")),
        fields=tuple(_field(f) for f in schema["fields"] if isinstance(f, dict) and "name" in f),
        primary_key=_names(schema.get("primaryKey")),
        foreign_keys=tuple(
            ForeignKey(
                columns=_names(key.get("fields")),
                table=str(key["reference"].get("resource") or resource["name"]),
                reference=_names(key["reference"].get("fields")),
            )
            for key in _list(schema.get("foreignKeys"))
            if isinstance(key, dict) and isinstance(key.get("reference"), dict)
        ),
    )


def _encoding(name: object) -> str:
    try:
        return codecs.lookup(str(name)).name
    except LookupError:
        return "utf-8"


def _dialect(value: object) -> dict[str, Any]:
    """The dialect; the standard's where its signs cannot separate or quote cells."""
    dialect = value if isinstance(value, dict) else {}
    try:
        csv.reader(
            (),
            delimiter=dialect.get("delimiter", ","),
            quotechar=dialect.get("quoteChar", '"'),
            skipinitialspace=dialect.get("skipInitialSpace", False),
        )
    except (TypeError, ValueError):
        return {}
    return dialect


def _field(field: dict[str, Any]) -> Field:
    constraints = field.get("constraints")
    words = {
        f"{name}_values": tuple(map(str, field[f"{name}Values"]))
        for name in ("true", "false")
        if isinstance(field.get(f"{name}Values"), list)
    }
    return Field(
        name=str(field["name"]),
        type=str(field.get("type", "any")),
        description=str(field.get("description", "")),
        example=str(field["example"]) if "example" in field else None,
        constraints=constraints if isinstance(constraints, dict) else {},
        is_edtf=field.get("rdfType") == edtf.RDF_TYPE,
        format=str(field.get("format", "default")),
        **words,
        categories=tuple(
            str(entry.get("value") if isinstance(entry, dict) else entry)
            for entry in _list(field.get("categories"))
        ),
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(name) for name in _list(value))
