"""What the Data Package standard asks of a descriptor and frictionless does not look at."""

from __future__ import annotations

import codecs
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pactexit import dataset as datasets
from pactexit.descriptor import shown
from pactexit.problem import Problem, did_you_mean
from pactexit.validation import constraints, properties
from pactexit.validation.constraints import Fault
from pactexit.validation.places import line_of, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactexit.dataset import Dataset
    from pactexit.problem import Severity
    from pactexit.validation.places import Path

#: Faults that leave a schema on which rules can stand.
LEAVES_THE_SCHEMA_WHOLE = frozenset(
    {
        *("unknown_property", "unknown_encoding", "unknown_format"),
        *("invalid_constraint", "invalid_example"),
    }
)
_ENCODINGS = ("utf-8", "utf-16", "ascii", "latin-1", "iso-8859-1", "windows-1251", "windows-1252")


def check(dataset: Dataset, severity: Severity) -> tuple[Dataset, list[Problem]]:
    """The dataset by what of its descriptor can be applied, and a problem for what cannot.

    Unknown properties have the `severity`; all else is an error in every package. What is wrong in
    shape is left to frictionless.
    """
    descriptor = deepcopy(dataset.descriptor)
    faults = list(_faults(descriptor))
    if not faults:
        # categories are constraints now
        return datasets.described(dataset.path, descriptor), []
    text = dataset.path.read_text(encoding="utf-8-sig")
    places = lines(text)
    problems = [_problem(dataset, fault, line_of(places, fault.path), severity) for fault in faults]
    return datasets.described(dataset.path, descriptor), problems


def _faults(descriptor: dict[str, Any]) -> Iterator[Fault]:
    yield from _unknown_properties(descriptor)
    names = [resource.get("name") for _, resource in properties.items(descriptor, ("resources",))]
    fields = {
        resource.get("name"): _field_names(resource)
        for _, resource in properties.items(descriptor, ("resources",))
        if isinstance(resource.get("name"), str)
    }
    for path, resource in properties.items(descriptor, ("resources",)):
        yield from _encoding(resource, path)
        schema = resource.get("schema")
        if isinstance(schema, dict):
            place = (*path, "schema")
            for at, field in properties.items(schema, (*place, "fields")):
                yield from constraints.check(field, at)
            yield from _keys(schema, place, resource.get("name"), fields, names)


def _unknown_properties(descriptor: dict[str, Any]) -> Iterator[Fault]:
    """One fault for each name in each kind of part, at the first place."""
    found: dict[tuple[str, str], list[Path]] = {}
    for kind, path in properties.unknown(descriptor):
        found.setdefault((kind, str(path[-1])), []).append(path)
    for (kind, name), paths in found.items():
        more = f", here and {len(paths) - 1} times more" if len(paths) > 1 else ""
        message = f"is no property of a {kind} in the standard{more}"
        yield Fault("unknown_property", paths[0], name, message, properties.mending(kind, name))


def _encoding(resource: dict[str, Any], path: Path) -> Iterator[Fault]:
    name = resource.get("encoding")
    if not isinstance(name, str):
        return
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        near = did_you_mean(name, _ENCODINGS) or "utf-8"
        place = (*path, "encoding")
        yield Fault("unknown_encoding", place, name, "is the name of no encoding", f"Write {near}.")
        del resource["encoding"]


def _keys(
    schema: dict[str, Any],
    path: Path,
    own: object,
    fields: dict[Any, list[str]],
    resources: list[Any],
) -> Iterator[Fault]:
    """Keys that name what there is not; the schema loses them."""
    known = _field_names({"schema": schema})
    faults = list(_unknown(schema.get("primaryKey"), known, (*path, "primaryKey")))
    if faults:
        del schema["primaryKey"]
    yield from faults
    yield from _unique_keys(schema, known, (*path, "uniqueKeys"))
    for place, key in list(properties.items(schema, (*path, "foreignKeys"))):
        if isinstance(key.get("reference"), dict):
            faults = list(_unknown(key.get("fields"), known, (*place, "fields")))
            faults += _reference(key["reference"], (*place, "reference"), own, fields, resources)
            if faults:
                schema["foreignKeys"].remove(key)
            yield from faults


def _unique_keys(schema: dict[str, Any], known: list[str], path: Path) -> Iterator[Fault]:
    keys = schema.get("uniqueKeys")
    if keys is None:
        return
    if not isinstance(keys, list) or not all(
        isinstance(key, list) and key and all(isinstance(name, str) for name in key) for key in keys
    ):
        message = "are no unique keys"
        fix = 'Write a list of lists of names, such as [["name", "country"]].'
        yield Fault("invalid_constraint", path, keys, message, fix)
        del schema["uniqueKeys"]
        return
    for number, key in enumerate(list(keys)):
        faults = list(_unknown(key, known, (*path, number)))
        if faults:
            keys.remove(key)
        yield from faults


def _reference(
    reference: dict[str, Any],
    path: Path,
    own: object,
    fields: dict[Any, list[str]],
    resources: list[Any],
) -> Iterator[Fault]:
    name = reference.get("resource") or own
    if not isinstance(name, str) or "package" in reference:
        return
    if name not in resources:
        near = did_you_mean(name, [str(known) for known in resources])
        fix = f"Write {near}." if near else "Write the name of a resource of this package."
        yield Fault("unknown_resource", (*path, "resource"), name, "is no resource here", fix)
    elif fields.get(name):
        yield from _unknown(reference.get("fields"), fields[name], (*path, "fields"))


def _unknown(names: object, known: list[str], path: Path) -> Iterator[Fault]:
    """The names of a key that no field has. What is no name or list of names is passed over."""
    several = isinstance(names, list)
    for number, name in enumerate(names if isinstance(names, list) else [names]):
        if isinstance(name, str) and name not in known:
            near = did_you_mean(name, known)
            fix = f"Write {near}." if near else "Write the name of a field."
            place = (*path, number) if several else path
            yield Fault(
                "unknown_field", place, name, "is in a key, but no field has this name", fix
            )


def _field_names(resource: dict[str, Any]) -> list[str]:
    schema = resource.get("schema")
    if not isinstance(schema, dict):
        return []
    return [
        field["name"]
        for _, field in properties.items(schema, ("fields",))
        if isinstance(field.get("name"), str)
    ]


def _problem(dataset: Dataset, fault: Fault, line: int | None, severity: Severity) -> Problem:
    table, column = _names(dataset.descriptor, fault.path)
    return Problem(
        path=dataset.path.name,
        rule=fault.rule,
        table=table,
        line=line,
        column=column,
        severity=severity if fault.rule == "unknown_property" else "error",
        value=fault.value if isinstance(fault.value, str) else shown(fault.value),
        message=fault.message,
        fix=fault.fix,
    )


def _names(descriptor: dict[str, Any], path: Path) -> tuple[str | None, str | None]:
    """The names of the resource and of the field in which a place is."""
    part: Any = descriptor
    names: dict[object, str | None] = {}
    for before, step in zip((None, *path), path, strict=False):
        try:
            part = part[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, dict) and isinstance(part.get("name"), str):
            names[before] = part["name"]
    return names.get("resources"), names.get("fields")
