"""What a descriptor asks that means nothing: misspelt names, and constraints that none can keep."""

from __future__ import annotations

from typing import Any

from breaks.edits import Break, Describe, terms


def described(
    rule: str,
    mark: str,
    properties: dict[str, Any],
    table: str | None = None,
    column: str | None = None,
    *,
    text: str = "",
) -> Break:
    """Properties of the descriptor; they are found there, at the line that has the mark."""
    edits = (Describe(properties, table, column),)
    return Break(rule, edits, None, column=column, text=text, mark=mark)


def limited(table: str, column: str, limit: dict[str, Any], text: str, mark: str = "") -> Break:
    """Constraints of a column, found at the first of them."""
    properties = {"constraints": limit}
    mark = mark or f'"{next(iter(limit))}"'
    return described("invalid_constraint", mark, properties, table, column, text=text)


def referring(fields: list[str], table: str, reference: list[str]) -> dict[str, Any]:
    key = {"fields": fields, "reference": {"resource": table, "fields": reference}}
    return {"schema": {"foreignKeys": [key]}}


OF_DESCRIPTORS = {
    # properties
    "misspelt property of the package": described(
        "unknown_property", "licences", {"licences": []}, text="Write licenses."
    ),
    "misspelt property of a table": described(
        "unknown_property", "encodng", {"encodng": "utf-8"}, "events", text="Write encoding."
    ),
    "misspelt property of a dialect": described(
        "unknown_property",
        "delimeter",
        {"dialect": {"delimeter": ";"}},
        "events",
        text="delimiter.",
    ),
    "misspelt property of a schema": described(
        "unknown_property",
        "missingvalues",
        {"schema": {"missingvalues": []}},
        "events",
        text="Write missingValues.",
    ),
    "misspelt property of a column": described(
        "unknown_property", "tpye", {"tpye": "string"}, "events", "note", text="Write type."
    ),
    "property of one's own": described(
        "unknown_property", "colour", {"colour": "red"}, "events", "note", text="of your own"
    ),
    "constraint beside the constraints": described(
        "unknown_property", "minLength", {"minLength": 3}, "events", "note", text="Move it into"
    ),
    # constraints
    "required beside the constraints": described(
        "invalid_constraint",
        "required",
        {"required": False},
        "events",
        "note",
        text="Move required",
    ),
    "misspelt constraint": limited("orders", "states_named", {"maximun": 9}, "Write maximum."),
    "constraint of another type": limited(
        "orders", "states_named", {"pattern": "[0-9]"}, "is no constraint of an integer"
    ),
    "pattern that is no regex": limited(
        "agreements", "signed_at", {"pattern": "[A-Z"}, "is no regular expression"
    ),
    "limit that is no day": limited("sources", "read_on", {"minimum": "soon"}, "but no date"),
    "limit that is no number": limited(
        "orders", "states_named", {"maximum": "many"}, "but no integer"
    ),
    "length that is no number": limited(
        "agreements", "signed_at", {"minLength": "3"}, "not a whole number"
    ),
    "required that is a text": limited(
        "agreements", "signed_at", {"required": "no"}, "Write true or false."
    ),
    "limits that nothing can keep": limited(
        "orders", "states_named", {"minimum": 9, "maximum": 3}, "no value keeps both"
    ),
    "allowed value of another type": Break(
        "invalid_constraint",
        (
            Describe({"constraints": {"enum": [1, "two", 2, 3]}}, "orders", "states_named"),
            *terms("orders.states_named", 1, 2, 3),
        ),
        None,
        column="states_named",
        text="in the enum of an integer, but no integer",
        mark='"two"',
    ),
    "allowed value of no category": Break(
        "invalid_constraint",
        (
            Describe(
                {"categories": ["a"], "constraints": {"enum": ["a", "b"]}},
                "orders",
                "reason_stated",
            ),
            *terms("orders.reason_stated", "a", "b"),
        ),
        None,
        column="reason_stated",
        text="in no category",
        mark='"b"',
    ),
    "categories of days": described(
        "invalid_constraint",
        "categories",
        {"categories": ["2024-01-15"]},
        "sources",
        "read_on",
        text="only of a string or an integer",
    ),
    # types, formats, encodings
    "misspelt type": described(
        "field", "integr", {"type": "integr"}, "orders", "states_named", text="Write integer."
    ),
    "format that no day has": described(
        "unknown_format", "dd.mm", {"format": "dd.mm.yyyy"}, "sources", "read_on", text="%d.%m.%Y"
    ),
    "misspelt format": described(
        "unknown_format", "emial", {"format": "emial"}, "events", "note", text="Write email."
    ),
    "example of another type": described(
        "invalid_example", "many", {"example": "many"}, "orders", "states_named", text="an integer"
    ),
    "encoding that there is not": described(
        "unknown_encoding", "utf-9", {"encoding": "utf-9"}, "events", text="Write utf-8."
    ),
    # keys
    "key of no column": described(
        "unknown_field",
        "evnt_id",
        {"schema": {"primaryKey": ["evnt_id"]}},
        "events",
        text="Write event_id.",
    ),
    "unique key of no column": described(
        "unknown_field",
        "name_eng",
        {"schema": {"uniqueKeys": [["name_eng"]]}},
        "countries",
        text="Write name_en.",
    ),
    "unique key that is no list": described(
        "invalid_constraint",
        "uniqueKeys",
        {"schema": {"uniqueKeys": ["name_en"]}},
        "countries",
        text="a list of lists",
    ),
    "reference from no column": described(
        "unknown_field",
        "actr_id",
        referring(["actr_id"], "countries", ["country_id"]),
        "events",
        text="Write actor_id.",
    ),
    "reference to no column": described(
        "unknown_field",
        '"contry_id"',
        referring(["actor_id"], "countries", ["contry_id"]),
        "events",
        text="Write country_id.",
    ),
    "reference to no table": described(
        "unknown_resource",
        "contries",
        referring(["actor_id"], "contries", ["country_id"]),
        "events",
        text="Write countries.",
    ),
}
