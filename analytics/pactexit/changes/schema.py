"""What differs between two descriptors: of the package, its tables and their columns."""

from __future__ import annotations

import filecmp
from typing import TYPE_CHECKING, Any

from pactexit.changes.difference import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactexit.dataset import Dataset

#: How a file is written down is no difference.
_FORM = {
    *("dialect", "encoding", "format", "mediatype", "profile", "$schema"),
    # a release fills these in
    *("bytes", "hash", "rows"),
}

Json = dict[str, Any]
#: The new name of each renamed column, by table and old name.
Renames = dict[str, dict[str, str]]


def changes(old: Dataset, new: Dataset, renames: Renames) -> Iterator[Change]:
    """Every change of the descriptor, without what only says how a file is written down."""
    before, after = _without(old.descriptor, "resources"), _without(new.descriptor, "resources")
    for name, was, now in _differing(before, after):
        yield Change("package", "changed", attribute=name, before=was, after=now)
    resources, come = _by_name(old.descriptor["resources"]), _by_name(new.descriptor["resources"])
    for name, resource in come.items():
        if name in resources:
            yield from _of_table(name, resources[name], resource, renames)
            yield from _of_columns(name, resources[name], resource, renames.get(name, {}))
            if not {name} <= old.tables.keys() & new.tables.keys():
                yield from _of_file(name, old, new, resources[name], resource)
        else:
            yield Change("table", "added", name, after=_columns(resource))
    for name in (name for name in resources if name not in come):
        yield Change("table", "withdrawn", name, before=_columns(resources[name]))


def _of_table(name: str, old: Json, new: Json, renames: Renames) -> Iterator[Change]:
    before, after = (_without(resource, "schema", "name") for resource in (old, new))
    before |= _with_new_names(_schema(old), name, renames)
    after |= _with_new_names(_schema(new), name, {})
    for attribute, was, now in _differing(before, after):
        yield Change("table", "changed", name, attribute=attribute, before=was, after=now)


def _of_columns(table: str, old: Json, new: Json, new_names: Mapping[str, str]) -> Iterator[Change]:
    before = {new_names.get(name, name): field for name, field in _fields(old).items()}
    old_names = {new_name: name for name, new_name in new_names.items()}
    after = _fields(new)
    for name, field in after.items():
        if name not in before:
            yield Change("column", "added", table, column=name, after=field)
            continue
        if name in old_names:
            yield _of_column(table, name, "name", old_names[name], name)
        for attribute, was, now in _differing(_flat(before[name]), _flat(field)):
            yield _of_column(table, name, attribute, was, now)
    for name, field in before.items():
        if name not in after:
            yield Change("column", "withdrawn", table, column=name, before=field)


def _of_column(table: str, column: str, attribute: str, was: object, now: object) -> Change:
    return Change(
        "column", "changed", table, column=column, attribute=attribute, before=was, after=now
    )


def _of_file(name: str, old: Dataset, new: Dataset, was: Json, now: Json) -> Iterator[Change]:
    """Whether a file that is no CSV table with a schema is another one."""
    before, after = (
        dataset.path.parent / str(resource.get("path", ""))
        for dataset, resource in ((old, was), (new, now))
    )
    if before.is_file() and after.is_file() and not filecmp.cmp(before, after, shallow=False):
        yield Change("table", "changed", name, attribute="content")


def _differing(before: Json, after: Json) -> Iterator[tuple[str, Any, Any]]:
    for name in dict.fromkeys((*after, *before)):
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _without(part: Json, *names: str) -> Json:
    return {name: value for name, value in part.items() if name not in _FORM.union(names)}


def _by_name(resources: list[Any]) -> dict[str, Json]:
    """The resources that have a name; without one nothing can be compared."""
    return {
        resource["name"]: resource
        for resource in resources
        if isinstance(resource, dict) and isinstance(resource.get("name"), str)
    }


def _schema(resource: Json) -> Json:
    schema = resource.get("schema")
    return schema if isinstance(schema, dict) else {}


def _fields(resource: Json) -> dict[str, Json]:
    fields = _schema(resource).get("fields")
    return {
        str(field["name"]): field
        for field in (fields if isinstance(fields, list) else ())
        if isinstance(field, dict) and "name" in field
    }


def _columns(resource: Json) -> list[str]:
    return [*_fields(resource)]


def _flat(field: Json) -> Json:
    """The properties of a field, its constraints among them; what is false is as if left out."""
    constraints = field.get("constraints")
    inner = constraints if isinstance(constraints, dict) else {}
    outer = {name: value for name, value in field.items() if name not in {"name", "constraints"}}
    flat = outer | {f"constraints.{name}": value for name, value in inner.items()}
    # a list of allowed values has no order
    return {
        name: sorted(value, key=str)
        if name == "constraints.enum" and isinstance(value, list)
        else value
        for name, value in flat.items()
        if value is not False or name.count(".") == 0
    }


def _with_new_names(schema: Json, table: str, renames: Renames) -> Json:
    """What a schema says beside its fields, keys with the new names of their columns."""
    rest = _without(schema, "fields")
    if "primaryKey" in rest:
        rest["primaryKey"] = _names(rest["primaryKey"], renames.get(table, {}))
    keys = rest.get("foreignKeys")
    if isinstance(keys, list):
        rest["foreignKeys"] = [_key(key, table, renames) for key in keys]
    return rest


def _key(key: object, table: str, renames: Renames) -> object:
    if not isinstance(key, dict) or not isinstance(key.get("reference"), dict):
        return key
    reference = key["reference"]
    there = renames.get(str(reference.get("resource") or table), {})
    return key | {
        "fields": _names(key.get("fields"), renames.get(table, {})),
        "reference": reference | {"fields": _names(reference.get("fields"), there)},
    }


def _names(value: object, new_names: Mapping[str, str]) -> list[str]:
    """Names of columns; the standard lets a single one stand without a list."""
    names = value if isinstance(value, list) else [value]
    return [new_names.get(str(name), str(name)) for name in names]
