"""How a file is written: quotes, encodings, line ends, delimiters and headers."""

from __future__ import annotations

from breaks.edits import Bytes, at, both, damage, swap
from breaks.values import chop


def saved_as(encoding: str) -> Bytes:
    return lambda content: content.decode().encode(encoding, "replace")


def header_only(content: bytes) -> bytes:
    return content.splitlines(keepends=True)[0]


OF_FILES = {
    # quotes
    "stray quote": damage(
        "agreements",
        swap(",Sofia", ',"Sofia'),
        "unclosed_quote",
        3,
        "signed_at",
        "deu-1989",
    ),
    "stray quote before a quoted cell": damage(
        "countries",
        swap(",Japan,", ',"Japan,'),
        "unclosed_quote",
        6,
        "name_en",
        "NOR, POL, RUS",
    ),
    "two quotes that swallow rows": damage(
        "agreements",
        both(swap("Oslo,", 'Oslo",'), swap("Sofia,", '"Sofia,')),
        "swallowed_rows",
        3,
        "signed_at",
        "deu-1989-military-visits, gbr-1998-information-protection",
    ),
    "two quotes in the first column": damage(
        "parties",
        both(
            swap("deu-1989-military-visits,SUN", 'deu-1989-military-visits",SUN'),
            at(5, b'"'.__add__),
        ),
        "swallowed_rows",
        5,
        "agreement_id",
        "Delete the stray quotes on lines 5 and 8.",
    ),
    "text after a closing quote": damage(
        "agreements", swap("Sofia", '"Sofia"x'), "text_after_quote", 3, "signed_at"
    ),
    "quotes that are not doubled": damage(
        "agreements", swap("Signed for the", '"Signed "for" the'), "text_after_quote", 4, "note"
    ),
    "quote inside a cell": damage(
        "agreements", swap("Sofia", 'So"fia'), "stray_quote", 3, "signed_at", "write the quote"
    ),
    "inches": damage("agreements", swap("Vienna", 'Vienna 5"'), "stray_quote", 2, "signed_at"),
    "quote never closed": damage(
        "coverage",
        at(8, lambda text: text.rstrip(b"\n") + b'"\n'),
        "unclosed_quote",
        8,
        "note",
        "rus-orders-all-2018",
    ),
    "quote never closed in the last row": damage(
        "coverage", at(11, lambda text: text.rstrip(b"\n") + b'"'), "unclosed_quote", 11, "note"
    ),
    # encodings and line ends
    "Windows Cyrillic": damage(
        "countries",
        saved_as("cp1251"),
        "encoding",
        2,
        None,
        'Windows Cyrillic (cp1251): "Австрия"',
    ),
    "Unix Cyrillic": damage(
        "countries",
        saved_as("koi8-r"),
        "encoding",
        2,
        None,
        "KOI8-R",
    ),
    "DOS Cyrillic": damage("countries", saved_as("cp866"), "encoding", 2, None, "cp866"),
    "Windows Western": damage(
        "agreements",
        both(swap("Vienna", "Orléans"), saved_as("cp1252")),
        "encoding",
        2,
        None,
        "cp1252",
    ),
    "Windows Central European": damage(
        "agreements",
        both(swap("Warsaw", "Łódź"), saved_as("cp1250")),
        "encoding",
        13,
        None,
        "Łódź",
    ),
    "one line in another encoding": damage(
        "countries",
        at(4, saved_as("cp1251")),
        "encoding",
        4,
        None,
        "Write these letters again in UTF-8",
    ),
    "UTF-16": damage("orders", saved_as("utf-16"), "encoding", 1, None, "UTF-16"),
    "UTF-16 without a mark": damage(
        "orders",
        saved_as("utf-16-le"),
        "encoding",
        1,
        None,
        "UTF-16LE without",
    ),
    "UTF-16 of a network": damage(
        "countries",
        saved_as("utf-16-be"),
        "encoding",
        1,
        None,
        "UTF-16BE",
    ),
    "line ends of two kinds": damage(
        "events",
        at(5, lambda text: text.replace(b"\n", b"\r\n")),
        "line_ends",
        5,
        None,
        "1 in CRLF",
    ),
    "line end of an old machine": damage(
        "events", at(5, lambda text: text.replace(b"\n", b"\r")), "line_ends", 5, None, "1 in CR"
    ),
    # the header
    "misspelt header": damage(
        "events",
        swap("occurred_on", "ocurred_on"),
        "incorrect_label",
        1,
        "occurred_on",
        "Write occurred_on.",
    ),
    "Cyrillic letter in a header": damage(
        "events",
        swap("occurred_on", "оccurred_on"),
        "incorrect_label",
        1,
        "occurred_on",
        'Cyrillic "о" (U+043E) in the Latin word',
    ),
    "space in the header": damage(
        "events", swap(",stage,", ", stage,"), "label_space", 1, "stage", "Write stage."
    ),
    "columns swapped": damage(
        "coverage",
        swap("from_on,to_on", "to_on,from_on"),
        "incorrect_label",
        1,
    ),
    "column twice": damage("events", swap("date_basis", "stage"), "duplicate_label", 1),
    "column missing": damage("terms", at(1, chop), "missing_label", 1, "coding"),
    "column too many": damage(
        "coverage", lambda text: text.replace(b"\n", b",x\n"), "extra_label", 1
    ),
    "label missing": damage("coverage", swap(",note", ","), "blank_label", 1),
    "header missing": damage("coverage", at(1, lambda _: b""), "incorrect_label", 1),
    "semicolons": damage(
        "coverage",
        lambda content: content.replace(b",", b";"),
        "delimiter",
        1,
        None,
        "semicolons",
    ),
    "tabs": damage(
        "sources",
        lambda text: text.replace(b",", b"\t"),
        "delimiter",
        1,
        None,
        "tabs",
    ),
    "header only": damage("orders", header_only, "no_rows", None),
    "empty file": damage("coverage", lambda _: b"", "source", None),
}

#: Edits that only another program's habits explain, and that change nothing.
HARMLESS: dict[str, Bytes] = {
    "a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
    "both": lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"),
    "no last line end": lambda content: content.removesuffix(b"\n"),
}
