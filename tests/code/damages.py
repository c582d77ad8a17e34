"""Kinds of ordinary damage to a file: what is done to it, and what must be found where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Edit = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Damage:
    """What is done to a table, and the rule, line and column at which it must be found.

    `text` must stand in the message or the mending. `also` are the only other rules that may be
    broken without being said to follow. `shows_in` is the table where it shows, if another one.
    """

    table: str
    edit: Edit
    rule: str
    line: int | None
    column: str | None = None
    text: str = ""
    also: tuple[str, ...] = ()
    shows_in: str | None = None


def swap(old: str, new: str) -> Edit:
    """Replaces the first occurrence, which must be there."""

    def edit(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return edit


def at(number: int, change: Edit) -> Edit:
    """Changes one physical line, counted from 1."""

    def edit(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        lines[number - 1] = change(lines[number - 1])
        return b"".join(lines)

    return edit


def append(row: str) -> Edit:
    return lambda content: content + row.encode() + b"\n"


def both(*edits: Edit) -> Edit:
    def edit(content: bytes) -> bytes:
        for one in edits:
            content = one(content)
        return content

    return edit


def header_only(content: bytes) -> bytes:
    return content.splitlines(keepends=True)[0]


def chop(text: bytes) -> bytes:
    """The line without its last cell."""
    return text.rsplit(b",", 1)[0] + b"\n"


COPY = "pol-1995-copy,Agreement,,agreement,,military-cooperation,military,1995-03,,,,,,,"
#: To what a table says: its values, rows and header.
TO_TABLES = {
    # values that the schema does not allow
    "misspelt value": Damage(
        "agreements", swap(",memorandum,", ",memorandm,"), "enum", 3, "kind", "write memorandum."
    ),
    "value of another column": Damage(
        "events", swap(",terminate,authorised,", ",authorised,terminate,"), "enum", 4, "action"
    ),
    "day in another form": Damage(
        "countries", swap("1955-05-06", "06.05.1955"), "type", 4, "nato_acceded_on"
    ),
    "day of a spreadsheet": Damage("countries", swap("1955-05-06", "20215"), "type", 4),
    "day that the calendar has not": Damage(
        "coverage", swap("2018-12-31", "2018-02-30"), "type", 5
    ),
    "letters in a number": Damage("countries", swap(",200,", ",2OO,"), "type", 5, "cow_code"),
    "number with a comma": Damage("orders", swap(",2,2,1995", ',"2,5",2,1995'), "type", 4),
    "negative number": Damage("orders", swap(",2,2,1995", ",-2,2,1995"), "minimum", 4),
    "yes instead of true": Damage(
        "agreements",
        swap("Sofia,true", "Sofia,yes"),
        "type",
        3,
        "has_entered_into_force",
        also=("in_force_is_said_once",),
    ),
    "empty required cell": Damage(
        "orders", swap("Ministry of Foreign Affairs", ""), "required", 3, "issuer", "Fill the cell."
    ),
    "identifier in capitals": Damage(
        "sources",
        swap("agency-b-2021", "Agency-B-2021"),
        "pattern",
        2,
        "source_id",
        also=("foreign_key",),
    ),
    "code with a zero lost": Damage(
        "countries", swap(",040,", ",40,"), "pattern", 2, "iso_numeric"
    ),
    "code in small letters": Damage("countries", swap(",AT,", ",at,"), "pattern", 2, "iso_alpha2"),
    "address without a scheme": Damage(
        "sources", swap("https://example.org/agency-b", "example.org/agency-b"), "pattern", 2, "url"
    ),
    "imprecise date in words": Damage(
        "agreements",
        swap("2001~", "about 2001"),
        "pattern",
        3,
        "signed_on",
        also=("edtf", "agreement_ids_carry_the_signing_year"),
    ),
    "month that does not exist": Damage(
        "agreements",
        swap(",1995-03,", ",1995-13,"),
        "pattern",
        13,
        also=("edtf", "agreement_ids_carry_the_signing_year"),
    ),
    "day that does not exist": Damage(
        "agreements",
        swap("2003-08-15", "2003-09-31"),
        "edtf",
        2,
        "signed_on",
        also=("agreement_ids_carry_the_signing_year",),
    ),
    # rows and what they refer to
    "row twice": Damage(
        "countries", append("AUT,Austria,,,,,,,,,,,,,,"), "primary_key", 11, "country_id"
    ),
    "composite key twice": Damage(
        "parties", append("pol-1995-military-cooperation,POL,party,,,,"), "primary_key", 32
    ),
    "reference to nothing": Damage(
        "parties",
        swap("logistics,BGR", "logistics,BGX"),
        "foreign_key",
        4,
        "country_id",
        "Write BGR, or add the row to countries.",
        also=("agreement_ids_carry_the_partner",),
    ),
    "source that was forgotten": Damage(
        "claims",
        swap("register-d-2023-treaty-pages", "register-d-1999-other"),
        "foreign_key",
        2,
        "source_id",
        "Add the row to sources.",
    ),
    "reference within the table": Damage(
        "agreements", swap(",jpn-1996-naval-visits,", ",jpn-1997-naval-visits,"), "foreign_key", 8
    ),
    "row that others need deleted": Damage(
        "orders",
        at(2, lambda _: b""),
        "foreign_key",
        11,
        "order_id",
        shows_in="events",
        also=("claims_point_to_rows",),
    ),
    "signed after its order": Damage(
        "agreements",
        swap(",1995-03,", ",2020-04,"),
        "signed_before_the_order",
        13,
        "signed_on",
        also=(
            "agreement_ids_carry_the_signing_year",
            "endorsed_values_are_supported",
            "claims_against_the_record_have_a_note",
        ),
    ),
    "the same without its parties": Damage(
        "agreements",
        append(COPY),
        "agreements_have_russia_and_a_partner",
        14,
        "agreement_id",
        also=("agreement_ids_carry_the_partner", "every_cell_has_a_claim"),
    ),
    "blank row": Damage(
        "events", at(5, lambda text: b"\n" + text), "blank_row", 5, also=("primary_key",)
    ),
    "blank row at the end": Damage("events", append(""), "blank_row", 29, also=("primary_key",)),
    "row of commas": Damage("parties", append(",,,,,,"), "blank_row", 32, also=("primary_key",)),
    "cell too many": Damage(
        "sources", at(3, lambda text: text.replace(b"\n", b",more\n")), "extra_cell", 3
    ),
    "comma without quotes": Damage(
        "agreements",
        swap("Bonn,", "Bonn, Berlin,"),
        "extra_cell",
        4,
        also=("type", "pattern", "edtf", "in_force_is_said_once"),
    ),
    "cell too few": Damage("sources", at(3, chop), "missing_cell", 3, "note"),
    "header only": Damage(
        "orders",
        header_only,
        "foreign_key",
        4,
        "order_id",
        shows_in="events",
        also=("claims_point_to_rows",),
    ),
    "conflict of versions": Damage(
        "parties",
        at(5, lambda text: b"<<<<<<< HEAD\n" + text),
        "missing_cell",
        5,
        also=("pattern", "required", "foreign_key"),
    ),
    # the header
    "misspelt header": Damage(
        "events",
        swap("occurred_on", "ocurred_on"),
        "incorrect_label",
        1,
        "occurred_on",
        "Write occurred_on.",
    ),
    "space in the header": Damage(
        "events", swap(",stage,", ", stage,"), "label_space", 1, "stage", "Write stage."
    ),
    "columns swapped": Damage(
        "coverage",
        swap("from_on,to_on", "to_on,from_on"),
        "incorrect_label",
        1,
        also=("coverage_ends_after_it_begins",),
    ),
    "column twice": Damage("events", swap("date_basis", "stage"), "duplicate_label", 1),
    "column missing": Damage(
        "terms", at(1, chop), "missing_label", 1, "coding", also=("extra_cell",)
    ),
    "column too many": Damage(
        "coverage", lambda text: text.replace(b"\n", b",x\n"), "extra_label", 1
    ),
    "label missing": Damage("coverage", swap(",note", ","), "blank_label", 1),
    "header missing": Damage(
        "coverage", at(1, lambda _: b""), "incorrect_label", 1, also=("blank_label",)
    ),
    "semicolons": Damage(
        "coverage",
        lambda content: content.replace(b",", b";"),
        "delimiter",
        1,
        None,
        "semicolons",
        also=("missing_label", "incorrect_label", "pattern"),
    ),
    "tabs": Damage(
        "sources",
        lambda text: text.replace(b",", b"\t"),
        "delimiter",
        1,
        None,
        "tabs",
        also=("missing_label", "incorrect_label", "pattern", "foreign_key"),
    ),
    "empty file": Damage("coverage", lambda _: b"", "source", None),
}
