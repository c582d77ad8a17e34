"""What a table says that its schema does not allow: values, rows and references."""

from __future__ import annotations

from breaks.edits import Break, Change, Describe, append, at, damage, swap, terms


def chop(text: bytes) -> bytes:
    """The line without its last cell."""
    return text.rsplit(b",", 1)[0] + b"\n"


def asked(
    table: str, column: str, rule: str, line: int, limit: dict[str, object], text: str = ""
) -> Break:
    """A constraint that the small dataset does not keep, first at this line."""
    return Break(
        rule, (Describe({"constraints": limit}, table, column),), table, line, column, text
    )


OF_VALUES = {
    # values that the schema does not allow
    "misspelt value": damage(
        "agreements", swap(",memorandum,", ",memorandm,"), "enum", 3, "kind", "write memorandum."
    ),
    "value of another column": damage(
        "events", swap(",terminate,authorised,", ",authorised,terminate,"), "enum", 4, "action"
    ),
    "day in another form": damage(
        "countries", swap("1955-05-06", "06.05.1955"), "type", 4, "nato_acceded_on"
    ),
    "day of a spreadsheet": damage("countries", swap("1955-05-06", "20215"), "type", 4),
    "day that the calendar has not": damage(
        "coverage", swap("2018-12-31", "2018-02-30"), "type", 5
    ),
    "letters in a number": damage("countries", swap(",200,", ",2OO,"), "type", 5, "cow_code"),
    "number with a comma": damage("orders", swap(",2,2,1995", ',"2,5",2,1995'), "type", 4),
    "negative number": damage("orders", swap(",2,2,1995", ",-2,2,1995"), "minimum", 4),
    "yes instead of true": damage(
        "agreements",
        swap("Sofia,true", "Sofia,yes"),
        "type",
        3,
        "has_entered_into_force",
    ),
    "empty required cell": damage(
        "orders", swap("Ministry of Foreign Affairs", ""), "required", 3, "issuer", "Fill the cell."
    ),
    "identifier in capitals": damage(
        "sources",
        swap("agency-b-2021", "Agency-B-2021"),
        "pattern",
        2,
        "source_id",
    ),
    "code with a zero lost": damage(
        "countries", swap(",040,", ",40,"), "pattern", 2, "iso_numeric"
    ),
    "code in small letters": damage("countries", swap(",AT,", ",at,"), "pattern", 2, "iso_alpha2"),
    "address without a scheme": damage(
        "sources", swap("https://example.org/agency-b", "example.org/agency-b"), "pattern", 2, "url"
    ),
    "imprecise date in words": damage(
        "agreements",
        swap("2001~", "about 2001"),
        "pattern",
        3,
        "signed_on",
    ),
    "month that does not exist": damage(
        "agreements",
        swap(",1995-03,", ",1995-13,"),
        "pattern",
        13,
    ),
    # rows and what they refer to
    "row twice": damage(
        "countries", append("AUT,Austria,,,,,,,,,,,,,,"), "primary_key", 11, "country_id"
    ),
    "composite key twice": damage(
        "parties", append("pol-1995-military-cooperation,POL,party,,,,"), "primary_key", 32
    ),
    "reference to nothing": damage(
        "parties",
        swap("logistics,BGR", "logistics,BGX"),
        "foreign_key",
        4,
        "country_id",
        "Write BGR, or add the row to countries.",
    ),
    "source that was forgotten": damage(
        "claims",
        swap("register-d-2023-treaty-pages", "register-d-1999-other"),
        "foreign_key",
        2,
        "source_id",
        "Add the row to sources.",
    ),
    "reference within the table": damage(
        "agreements", swap(",jpn-1996-naval-visits,", ",jpn-1997-naval-visits,"), "foreign_key", 8
    ),
    "row that others need deleted": damage(
        "orders",
        at(2, lambda _: b""),
        "foreign_key",
        11,
        "order_id",
        shows_in="events",
    ),
    "blank row": damage("events", at(5, lambda text: b"\n" + text), "blank_row", 5),
    "blank row at the end": damage("events", append(""), "blank_row", 29),
    "row of commas": damage("parties", append(",,,,,,"), "blank_row", 32),
    "cell too many": damage(
        "sources", at(3, lambda text: text.replace(b"\n", b",more\n")), "extra_cell", 3
    ),
    "comma without quotes": damage(
        "agreements",
        swap("Bonn,", "Bonn, Berlin,"),
        "extra_cell",
        4,
    ),
    "cell too few": damage("sources", at(3, chop), "missing_cell", 3, "note"),
    "conflict of versions": damage(
        "parties",
        at(5, lambda text: b"<<<<<<< HEAD\n" + text),
        "missing_cell",
        5,
    ),
    # what a schema can ask besides
    "value above the greatest": asked(
        "orders", "instruments_named", "maximum", 4, {"maximum": 1}, "keeps maximum 1"
    ),
    "value on the border below": asked(
        "orders", "instruments_named", "exclusive_minimum", 5, {"exclusiveMinimum": 1}
    ),
    "value on the border above": asked(
        "orders", "instruments_named", "exclusive_maximum", 4, {"exclusiveMaximum": 2}
    ),
    "text too short": asked("agreements", "signed_at", "min_length", 4, {"minLength": 5}),
    "text too long": asked("countries", "name_en", "max_length", 5, {"maxLength": 12}),
    "value twice": Break(
        "unique",
        (
            Describe({"constraints": {"unique": True}}, "agreements", "signed_at"),
            Change("agreements", swap("Tokyo", "Vienna")),
        ),
        "agreements",
        7,
        "signed_at",
        "line 2",
    ),
    "value of no category": Break(
        "categories",
        (
            Describe({"categories": ["eng", "ru"]}, "sources", "language"),
            *terms("sources.language", "eng", "ru"),
        ),
        "sources",
        2,
        "language",
        "write eng.",
    ),
    "value of no labelled category": Break(
        "categories",
        (
            Describe(
                {"categories": [{"value": 1, "label": "one"}, {"value": 3, "label": "three"}]},
                "orders",
                "instruments_named",
            ),
            *terms("orders.instruments_named", 1, 3),
        ),
        "orders",
        4,
        "instruments_named",
    ),
    "pair that is no key": Break(
        "unique_key",
        (Describe({"schema": {"uniqueKeys": [["cow_code", "gw_code"]]}}, "countries"),),
        "countries",
        10,
        "cow_code/gw_code",
        "line 9",
    ),
    "row that a reference misspells": damage(
        "countries", swap("NOR,", "Nor,"), "pattern", 7, "country_id"
    ),
}
