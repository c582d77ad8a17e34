"""CSV on the Web: the tables of a release, as the W3C describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pactexit.releasing.metadata.about import about

if TYPE_CHECKING:
    from pactexit.dataset import Dataset, Field, Table

#: Constraints that have another name there.
_BOUNDS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "minExclusive",
    "exclusiveMaximum": "maxExclusive",
    "minLength": "minLength",
    "maxLength": "maxLength",
}


def tables(dataset: Dataset, folder: str) -> dict[str, Any]:
    """The metadata of a group of tables, whose files lie below `folder`."""
    work = about(dataset)
    urls = {name: f"{folder}/{table.shown_path}" for name, table in dataset.tables.items()}
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": work.title,
        "dc:description": work.description,
        "dc:creator": ", ".join(work.authors),
        "dc:issued": work.day,
        "dc:hasVersion": work.version,
        "dc:license": {"@id": work.licence_url} if work.licence_url else work.licence,
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [_table(table, urls) for table in dataset.tables.values()],
    }
    return {name: value for name, value in group.items() if value}


def _table(table: Table, urls: dict[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(field) for field in table.fields]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    required = {field.name for field in table.fields if field.constraints.get("required")}
    # there a reference may not be empty
    if keys := [key for key in table.foreign_keys if required.issuperset(key.columns)]:
        schema["foreignKeys"] = [
            {
                "columnReference": list(key.columns),
                "reference": {"resource": urls[key.table], "columnReference": list(key.reference)},
            }
            for key in keys
        ]
    return {"url": urls[table.name], "dc:description": table.description, "tableSchema": schema}


def _column(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "titles": field.name,
        "dc:description": field.description,
        "datatype": _datatype(field),
        "required": bool(field.constraints.get("required")),
    }


def _datatype(field: Field) -> dict[str, Any]:
    bounds = {
        there: field.constraints[here]
        for here, there in _BOUNDS.items()
        if here in field.constraints
    }
    if field.type == "boolean":
        return {"base": "boolean", "format": f"{field.true_values[0]}|{field.false_values[0]}"}
    if field.type in {"integer", "number", "date"}:
        return {"base": field.type, **bounds}
    values = field.allowed_values
    pattern = _either(values) if values else field.constraints.get("pattern")
    return {"base": "string", **({"format": pattern} if pattern else {}), **bounds}


def _either(values: list[str]) -> str:
    """A pattern for the allowed values, since there is no list of them."""
    import re

    return f"^({'|'.join(map(re.escape, values))})$"
