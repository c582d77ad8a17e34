"""What a field of a descriptor asks of its cells and cannot: constraints that mean nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pactexit.problem import did_you_mean
from pactexit.validation.properties import CONSTRAINTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pactexit.validation.places import Path

    Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong in a descriptor: where, with which value, and how to mend it."""

    rule: str
    path: Path
    value: object
    message: str
    fix: str


_TYPES = (
    *("string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date"),
    *("time", "year", "yearmonth", "duration", "geopoint", "geojson", "any"),
)
_TEMPORAL = ("date", "datetime", "time")
_FORMATS = {
    "string": ("default", "email", "uri", "binary", "uuid", "wkt"),
    "geopoint": ("default", "array", "object"),
    "geojson": ("default", "topojson"),
    **dict.fromkeys(_TEMPORAL, ("default", "any")),
}
_SHAPES: dict[str, tuple[type, str]] = {
    "required": (bool, "true or false"),
    "unique": (bool, "true or false"),
    "pattern": (str, "a text"),
    "enum": (list, "a list"),
    "minLength": (int, "a whole number"),
    "maxLength": (int, "a whole number"),
}
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
#: Of these no value keeps both where the first is above the second; of some also not where equal.
_CONTRADICTIONS = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("exclusiveMinimum", "maximum"),
    ("minimum", "exclusiveMaximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
)


def check(field: dict[str, Any], path: Path) -> Iterator[Fault]:
    """Every fault of a field; the field loses what cannot be applied, so that the rest can.

    `path` is its place in the descriptor. Categories become an `enum`, which frictionless applies.
    What is not even of the shape of a field is left to frictionless.
    """
    if not isinstance(field.get("type", "any"), str):
        return
    yield from _type(field, path)
    yield from _format(field, path)
    limits = field.get("constraints", {})
    if not isinstance(limits, dict):
        return
    if "required" in field:
        yield _invalid(
            (*path, "required"),
            field["required"],
            "does nothing beside constraints",
            "Move required into constraints.",
        )
        limits.setdefault("required", field.pop("required"))
    place = (*path, "constraints")
    yield from _shapes(field, limits, place)
    yield from _pattern(limits, place)
    reader = _reader(field)
    if reader is not None:
        yield from _example(field, path, reader)
        yield from _bounds(field, limits, place, reader)
        yield from _allowed(field, limits, place, reader)
        yield from _categories(field, limits, path, reader)
    if limits:
        field["constraints"] = limits


def _type(field: dict[str, Any], path: Path) -> Iterator[Fault]:
    name = field.get("type", "any")
    if name not in _TYPES:
        near = did_you_mean(name, _TYPES)
        fix = f"Write {near}." if near else f"Write one of {', '.join(_TYPES)}."
        yield Fault("field", (*path, "type"), name, "is no type of the standard", fix)
        # the rest is judged by what was meant, or else by what holds for every type
        field["type"] = near or "any"
        limits = field.get("constraints")
        if near is None and isinstance(limits, dict):
            kept = ("required", "unique", "enum")
            field["constraints"] = {key: limits[key] for key in kept if key in limits}
            field.pop("format", None)


def _format(field: dict[str, Any], path: Path) -> Iterator[Fault]:
    kind, form = field.get("type", "any"), field.get("format", "default")
    known = _FORMATS.get(kind, ("default",))
    if not isinstance(form, str) or form.removeprefix("fmt:") in known:
        return
    if kind in _TEMPORAL and "%" in form:
        return
    near = did_you_mean(form, known)
    also = ", or a pattern such as %d.%m.%Y" if kind in _TEMPORAL else ""
    fix = f"Write {near}." if near else f"Write {' or '.join(known)}{also}."
    yield Fault("unknown_format", (*path, "format"), form, f"is no format of {_a(kind)}", fix)
    del field["format"]


def _shapes(field: dict[str, Any], limits: dict[str, Any], path: Path) -> Iterator[Fault]:
    """Constraints that there are not, that are not for this type, or not of their shape."""
    from frictionless import system

    # without a type frictionless takes a text
    kind = field.get("type", "string")
    supported = {*system.select_field_class(kind).supported_constraints, "unique"}
    for name, value in list(limits.items()):
        shape, wanted = _SHAPES.get(name, (object, ""))
        if name not in supported:
            near = None if name in CONSTRAINTS else did_you_mean(name, supported)
            fix = f"Write {near}." if near else "Delete it, or mend the type of the field."
            yield _invalid((*path, name), name, f"is no constraint of {_a(kind)}", fix)
        elif not isinstance(value, shape) or (shape is int and isinstance(value, bool)):
            message = f"is the constraint {name}, and not {wanted}"
            yield _invalid((*path, name), value, message, f"Write {wanted}.")
        else:
            continue
        del limits[name]


def _pattern(limits: dict[str, Any], path: Path) -> Iterator[Fault]:
    try:
        re.compile(limits.get("pattern", ""))
    except (re.error, OverflowError, RecursionError) as error:
        yield _invalid(
            (*path, "pattern"),
            limits.pop("pattern"),
            f"is no regular expression: {error}",
            "Mend the pattern; a sign that stands for itself has a backslash before it.",
        )


def _reader(field: dict[str, Any]) -> Reader | None:
    """What makes a value of a text, or None where frictionless itself has to say why not."""
    from frictionless import Field

    own = {key: value for key, value in field.items() if key not in {"constraints", "example"}}
    try:
        reader: Reader = Field.from_descriptor(own).create_value_reader()
    except Exception:  # noqa: BLE001 - it stumbles over parts of other types
        return None
    return reader


def _example(field: dict[str, Any], path: Path, reader: Reader) -> Iterator[Fault]:
    example = field.get("example")
    if example and reader(example) is None:
        message = f"is the example of {_a(field.get('type', 'any'))}, but none"
        yield Fault("invalid_example", (*path, "example"), example, message, "Write a true value.")
        del field["example"]


def _bounds(
    field: dict[str, Any], limits: dict[str, Any], path: Path, reader: Reader
) -> Iterator[Fault]:
    """Limits that are no values of the field, and limits that no value can keep."""
    kind = field.get("type", "any")
    found: dict[str, Any] = {
        name: limits[name] for name in ("minLength", "maxLength") if name in limits
    }
    for name in filter(limits.__contains__, _BOUNDS):
        value = reader(limits[name])
        # not even equal to itself: no number
        if value is None or value != value:  # noqa: PLR0124
            yield _invalid((*path, name), limits.pop(name), *_no_value(name, kind))
        else:
            found[name] = value
    for low, high in _CONTRADICTIONS:
        if low in found and high in found:
            is_above, is_equal = found[low] > found[high], found[low] == found[high]
            if is_above or (is_equal and "exclusive" in low + high):
                message = f"is the {low}, but {high} is {limits[high]}: no value keeps both"
                yield _invalid((*path, low), limits[low], message, "Mend one of the two.")
                for name in (low, high):
                    del limits[name], found[name]


def _allowed(
    field: dict[str, Any], limits: dict[str, Any], path: Path, reader: Reader
) -> Iterator[Fault]:
    """Allowed values that are no values of the field."""
    values = limits.pop("enum", [])
    kept = [value for value in values if reader(value) is not None]
    for place, value in enumerate(values):
        if reader(value) is None:
            fault = _no_value("enum", field.get("type", "any"))
            yield _invalid((*path, "enum", place), value, *fault)
    if kept:
        limits["enum"] = kept


def _categories(
    field: dict[str, Any], limits: dict[str, Any], path: Path, reader: Reader
) -> Iterator[Fault]:
    """Categories that mean nothing; the others become the enum that they are for frictionless."""
    kind, place = field.get("type", "any"), (*path, "categories")
    given = field.get("categories")
    if given is None:
        return
    if kind not in {"string", "integer"} or not isinstance(given, list):
        wanted = "a list" if kind in {"string", "integer"} else "only of a string or an integer"
        yield _invalid(place, given, "are no categories", f"Categories are {wanted}.")
        del field["categories"]
        return
    values = [entry.get("value") if isinstance(entry, dict) else entry for entry in given]
    for number, value in enumerate(values):
        if reader(value) is None:
            yield _invalid((*place, number), value, *_no_value("categories", kind))
    values = [value for value in values if reader(value) is not None]
    known = [reader(value) for value in values]
    for number, value in enumerate(limits.get("enum", [])):
        if reader(value) not in known:
            near = did_you_mean(str(value), map(str, known))
            fix = f"Write {near}." if near else "Add it to the categories."
            message = "is in enum, but in no category"
            yield _invalid((*path, "constraints", "enum", number), value, message, fix)
    if values:
        limits.setdefault("enum", values)


def _no_value(name: str, kind: str) -> tuple[str, str]:
    place = f"in the {name}" if name in {"enum", "categories"} else f"the {name}"
    example = {"date": " such as 2025-12-19", "integer": " such as 7"}.get(kind, "")
    return f"is {place} of {_a(kind)}, but no {kind}", f"Write {_a(kind)}{example}."


def _invalid(path: Path, value: object, message: str, fix: str) -> Fault:
    return Fault("invalid_constraint", path, value, message, fix)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
