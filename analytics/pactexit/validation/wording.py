"""How an error of frictionless is said: what is wrong, and how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactexit.problem import did_you_mean
from pactexit.rules import letters

if TYPE_CHECKING:
    from pactexit.dataset import Field

MESSAGES = {
    "blank_row": "is a blank row",
    "extra_cell": "is a cell more than the header has",
    "missing_cell": "is missing: the row has fewer cells than the header",
    "missing_label": "is missing in the header",
    "extra_label": "is in the header, but not in the schema",
    "duplicate_label": "stands in the header twice",
    "incorrect_label": "is the label where another one is expected",
    "unmatched_header": "has none of the columns of the schema",
    "scheme": "cannot be read",
    "source": "holds no table",
}
FIXES = {
    "blank_row": "Delete the row.",
    "extra_cell": "Delete the cell, or quote the cell before it that holds a comma.",
    "missing_cell": "Give the row as many cells as the header has.",
    "primary_key": "Give the row a key of its own, or delete the copy.",
    "unique": "Give the cell a value that no other row has.",
    "required": "Fill the cell.",
    "scheme": "Put the file where the descriptor says, or mend its path.",
    "missing_label": "Add the column to the header.",
    "extra_label": "Delete the column, or describe it in datapackage.json.",
    "duplicate_label": "Give each column a name of its own.",
    "blank_label": "Name the column.",
    "unmatched_header": "Give the file a header with columns of the schema.",
    "hash_count": "Mend the hash in the descriptor, or take the file again from its source.",
    "byte_count": "Mend bytes in the descriptor, or take the file again from its source.",
    "field_count": "Mend fields in the descriptor, or take the file again from its source.",
    "row_count": "Mend rows in the descriptor, or take the file again from its source.",
    "source": "Give the file a header with the columns of the schema.",
}


def label_fix(column: str, label: str, columns: list[str], labels: list[str]) -> str:
    """How to mend a label that stands where another one is expected."""
    if label in columns:
        if column in labels:
            return f"Put the columns into the order of the schema; {column} comes here."
        return f"Insert the column {column} before {label}."
    if column in labels:
        return (
            f"Delete the column {label}, or describe it in datapackage.json; {column} comes here."
        )
    return f"Write {column}."


def label_message(label: str) -> str:
    """What is said of a label that stands where another one is expected: odd letters are named."""
    odd = letters.odd_one(label) or letters.named(label.replace(" ", ""), {"Cc", "Cf", "Zs"})
    return f"{MESSAGES['incorrect_label']}: {odd}" if odd else MESSAGES["incorrect_label"]


def type_fix(field: Field) -> str:
    """How to mend a cell that is not of the type of its field."""
    words = {"boolean": "true or false", "date": "a day as 2025-12-19", "integer": "digits only"}
    wanted = words.get(field.type, f"a {field.type}")
    return f"Write {wanted}" + (f", such as {field.example}." if field.example else ".")


def of_constraint(rule: str, limit: str, field: Field, value: object) -> tuple[str, str]:
    """What is said of a cell that breaks a constraint, and how it is mended."""
    if rule == "required":
        return "is empty, but required", FIXES["required"]
    if rule == "enum":
        near = did_you_mean(str(value), field.allowed_values)
        known = ", ".join(field.allowed_values)
        return "is not an allowed value", f"write {near}." if near else f"write one of {known}."
    if rule == "pattern":
        fix = f"Write it in the form of {field.example}." if field.example else "Mend the form."
        return f"does not match the pattern {limit}", fix
    if rule == "unique":
        return "stands in another row too", FIXES["unique"]
    return f"breaks {rule} {limit}", f"Write a value that keeps {rule} {limit}."


def of_foreign_key(table: str, near: str | None) -> tuple[str, str]:
    """What is said of a reference to no row of a table; `near` is the key that is most like it."""
    fix = f"Write {near}, or add" if near else "Add"
    return f"names no row of {table}", f"{fix} the row to {table}."


def as_rule(error_type: str) -> str:
    """The rule of an error of frictionless: `blank_row` of `blank-row`."""
    # what frictionless has no better name for is a package of Python that it lacks
    return (
        "schema" if error_type == "error" else error_type.removesuffix("-error").replace("-", "_")
    )


def constraint_rule(constraint: str) -> str:
    """The rule of a constraint: `min_length` of `minLength`."""
    return re.sub("([A-Z])", r"_\1", constraint).lower()


def sentence(text: str) -> str:
    """A text of frictionless on one line, without its full stop."""
    return " ".join(text.split()).rstrip(".")
