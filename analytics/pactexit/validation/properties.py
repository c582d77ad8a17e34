"""Properties of a descriptor that no standard knows: most often misspelt ones, which do nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pactexit.problem import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactexit.validation.places import Path

# Of the Data Package standard, versions 1 and 2, and what frictionless adds to it.
_NAMED = "$schema name type title description profile "
_ABOUT = "id homepage version created contributors keywords image licenses sources "
_KNOWN = {
    kind: frozenset(names.split())
    for kind, names in {
        "package": _NAMED + _ABOUT + "resources",
        "resource": _NAMED
        + _ABOUT
        + "path data format mediatype encoding bytes hash dialect schema scheme compression "
        "extrapaths innerpath fields rows stats group jsonSchema",
        "dialect": _NAMED
        + "header headerRows headerJoin headerCase commentRows commentChar delimiter "
        "lineTerminator quoteChar doubleQuote escapeChar nullSequence skipInitialSpace "
        "skipBlankRows caseSensitiveHeader csvddfVersion property itemType itemKeys sheetNumber "
        "sheetName table csv excel json ods",
        "schema": _NAMED + "fields fieldsMatch primaryKey uniqueKeys foreignKeys missingValues",
        "field": _NAMED
        + "format example examples constraints missingValues categories categoriesOrdered rdfType "
        "bareNumber floatNumber groupChar decimalChar trueValues falseValues delimiter itemType "
        "arrayItem",
        "foreign key": _NAMED + "fields reference",
        "reference": "resource fields package",
        "contributor": "title path email givenName familyName organization organisation role roles",
        "licence": "name path title",
        "source": "title path email version",
    }.items()
}
#: Constraints that somebody may have written beside `constraints` instead of into it.
CONSTRAINTS = frozenset(
    {
        *("required", "unique", "pattern", "enum", "minLength", "maxLength", "minimum", "maximum"),
        *("exclusiveMinimum", "exclusiveMaximum", "jsonSchema"),
    }
)
# Names that say themselves that they are of somebody's own: `dc:title`, `x-unit`, `_cache`.
_OWN = re.compile(r"_|x[-_]|.*[:/#]")


def unknown(descriptor: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    """Each property that no standard knows: of what kind of part it is, and where it stands."""
    for kind, path, part in _parts(descriptor):
        for name in part:
            # required beside the constraints is an error for frictionless too
            is_known = name in _KNOWN[kind] or (kind == "field" and name == "required")
            if not is_known and not _OWN.match(name):
                yield kind, (*path, name)


def mending(kind: str, name: str) -> str:
    """How to mend an unknown property."""
    near = did_you_mean(name, _KNOWN[kind])
    if near is not None:
        return f"Write {near}."
    if kind == "field" and name in CONSTRAINTS:
        return "Move it into constraints; here it does nothing."
    return "Look up its name; a property of your own does no harm, but nothing either."


def _parts(descriptor: dict[str, Any]) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    yield "package", (), descriptor
    yield from _about(descriptor, ())
    for path, resource in items(descriptor, ("resources",)):
        yield "resource", path, resource
        yield from _about(resource, path)
        if isinstance(dialect := resource.get("dialect"), dict):
            yield "dialect", (*path, "dialect"), dialect
        if isinstance(schema := resource.get("schema"), dict):
            yield "schema", (*path, "schema"), schema
            for place, field in items(schema, (*path, "schema", "fields")):
                yield "field", place, field
            for place, key in items(schema, (*path, "schema", "foreignKeys")):
                yield "foreign key", place, key
                if isinstance(key.get("reference"), dict):
                    yield "reference", (*place, "reference"), key["reference"]


def _about(part: dict[str, Any], path: Path) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    for name, kind in (
        ("contributors", "contributor"),
        ("licenses", "licence"),
        ("sources", "source"),
    ):
        for place, item in items(part, (*path, name)):
            yield kind, place, item


def items(part: dict[str, Any], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The objects in the list that a part holds under the last name of `path`."""
    found = part.get(str(path[-1]))
    for place, item in enumerate(found if isinstance(found, list) else []):
        if isinstance(item, dict):
            yield (*path, place), item
