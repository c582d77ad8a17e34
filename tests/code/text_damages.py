"""Kinds of damage to a file as text: quotes, encodings, line ends, letters and their forms."""

from __future__ import annotations

from damages import Damage, Edit, at, both, swap


def saved_as(encoding: str) -> Edit:
    return lambda content: content.decode().encode(encoding, "replace")


def read_as(encoding: str, word: str, was: str = "utf-8") -> Edit:
    """Saves again what was read in a wrong encoding."""
    wrong = "".join(_letter(byte, encoding) for byte in word.encode(was))
    return swap(word, wrong)


def _letter(byte: int, encoding: str) -> str:
    # as browsers and editors do with bytes that have no letter
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


#: To the file as text and to its letters.
TO_TEXT = {
    # quotes
    "stray quote": Damage(
        "agreements",
        swap(",Sofia", ',"Sofia'),
        "unclosed_quote",
        3,
        "signed_at",
        "deu-1989",
        also=("missing_cell", "control_character", "foreign_key", "claims_point_to_rows"),
    ),
    "stray quote before a quoted cell": Damage(
        "countries",
        swap(",Japan,", ',"Japan,'),
        "unclosed_quote",
        6,
        "name_en",
        "NOR, POL, RUS",
        also=(
            "pattern",
            "missing_cell",
            "control_character",
            "white_space",
            "foreign_key",
            "claims_point_to_rows",
        ),
    ),
    "two quotes that swallow rows": Damage(
        "agreements",
        both(swap("Oslo,", 'Oslo",'), swap("Sofia,", '"Sofia,')),
        "swallowed_rows",
        3,
        "signed_at",
        "deu-1989-military-visits, gbr-1998-information-protection",
        also=(
            "control_character",
            "in_force_after_signature",
            "foreign_key",
            "claims_point_to_rows",
        ),
    ),
    "two quotes in the first column": Damage(
        "parties",
        both(
            swap("deu-1989-military-visits,SUN", 'deu-1989-military-visits",SUN'),
            at(5, b'"'.__add__),
        ),
        "swallowed_rows",
        5,
        "agreement_id",
        "Delete the stray quotes on lines 5 and 8.",
        also=(
            "agreements_have_russia_and_a_partner",
            "agreement_ids_carry_the_partner",
            "pattern",
            "foreign_key",
            "control_character",
            "claims_point_to_rows",
        ),
    ),
    "text after a closing quote": Damage(
        "agreements", swap("Sofia", '"Sofia"x'), "text_after_quote", 3, "signed_at"
    ),
    "quotes that are not doubled": Damage(
        "agreements", swap("Signed for the", '"Signed "for" the'), "text_after_quote", 4, "note"
    ),
    "quote inside a cell": Damage(
        "agreements", swap("Sofia", 'So"fia'), "stray_quote", 3, "signed_at", "write the quote"
    ),
    "inches": Damage("agreements", swap("Vienna", 'Vienna 5"'), "stray_quote", 2, "signed_at"),
    "quote never closed": Damage(
        "coverage",
        at(8, lambda text: text.rstrip(b"\n") + b'"\n'),
        "unclosed_quote",
        8,
        "note",
        "rus-orders-all-2018",
        also=("control_character",),
    ),
    "quote never closed in the last row": Damage(
        "coverage", at(11, lambda text: text.rstrip(b"\n") + b'"'), "unclosed_quote", 11, "note"
    ),
    # encodings and line ends
    "Windows Cyrillic": Damage(
        "countries",
        saved_as("cp1251"),
        "encoding",
        2,
        None,
        'Windows Cyrillic (cp1251): "Австрия"',
        also=("invisible_character",),
    ),
    "Unix Cyrillic": Damage(
        "countries",
        saved_as("koi8-r"),
        "encoding",
        2,
        None,
        "KOI8-R",
        also=("invisible_character",),
    ),
    "DOS Cyrillic": Damage(
        "countries", saved_as("cp866"), "encoding", 2, None, "cp866", also=("invisible_character",)
    ),
    "Windows Western": Damage(
        "agreements",
        both(swap("Vienna", "Orléans"), saved_as("cp1252")),
        "encoding",
        2,
        None,
        "cp1252",
        also=("invisible_character",),
    ),
    "Windows Central European": Damage(
        "agreements",
        both(swap("Warsaw", "Łódź"), saved_as("cp1250")),
        "encoding",
        13,
        None,
        "Łódź",
        also=("invisible_character",),
    ),
    "one line in another encoding": Damage(
        "countries",
        at(4, saved_as("cp1251")),
        "encoding",
        4,
        None,
        "Write these letters again in UTF-8",
        also=("invisible_character",),
    ),
    "UTF-16": Damage("orders", saved_as("utf-16"), "encoding", 1, None, "UTF-16"),
    "UTF-16 without a mark": Damage(
        "orders",
        saved_as("utf-16-le"),
        "encoding",
        1,
        None,
        "UTF-16LE without",
        also=(
            "incorrect_label",
            "pattern",
            "enum",
            "type",
            "foreign_key",
            "required",
            "missing_cell",
        ),
    ),
    "UTF-16 of a network": Damage(
        "countries",
        saved_as("utf-16-be"),
        "encoding",
        1,
        None,
        "UTF-16BE",
        also=("incorrect_label", "pattern", "type", "foreign_key", "extra_cell"),
    ),
    "Cyrillic read as Windows Cyrillic": Damage(
        "countries", read_as("cp1251", "Польша"), "mojibake", 8, "name_ru", '"Польша"'
    ),
    "Cyrillic read as Windows Western": Damage(
        "countries", read_as("cp1252", "Польша"), "mojibake", 8, "name_ru", '"Польша"'
    ),
    "Cyrillic read as DOS": Damage(
        "countries", read_as("cp866", "Польша"), "mojibake", 8, "name_ru", '"Польша"'
    ),
    "Windows Cyrillic read as Western": Damage(
        "countries", read_as("cp1252", "Польша", "cp1251"), "mojibake", 8, "name_ru", '"Польша"'
    ),
    "accent read as Windows Western": Damage(
        "agreements", swap("Sofia", "SÃ©ville"), "mojibake", 3, "signed_at", '"Séville"'
    ),
    "accent read as Windows Cyrillic": Damage(
        "agreements", swap("Sofia", "MГјnchen"), "mojibake", 3, "signed_at", '"München"'
    ),
    "dash read as Windows Western": Damage(
        "countries", swap("Left the", "Left â€“ the"), "mojibake", 5, "note", "Left – the"
    ),
    "letters lost for good": Damage(
        "countries", swap("Польша", "??????"), "mojibake", 8, "name_ru"
    ),
    "line ends of two kinds": Damage(
        "events",
        at(5, lambda text: text.replace(b"\n", b"\r\n")),
        "line_ends",
        5,
        None,
        "1 in CRLF",
    ),
    "line end of an old machine": Damage(
        "events", at(5, lambda text: text.replace(b"\n", b"\r")), "line_ends", 5, None, "1 in CR"
    ),
    # letters
    "null byte": Damage(
        "agreements", swap("Sofia", "So\0fia"), "control_character", 3, "signed_at", "U+0000 null"
    ),
    "line break in a cell": Damage(
        "agreements", swap("Sofia", '"So\nfia"'), "control_character", 3, "signed_at", "line feed"
    ),
    "mark in the middle": Damage(
        "agreements", swap("Sofia", "\ufeffSofia"), "invisible_character", 3, "signed_at", "U+FEFF"
    ),
    "soft hyphen": Damage("agreements", swap("Sofia", "So\xadfia"), "invisible_character", 3),
    "lost letter": Damage("agreements", swap("Sofia", "S\ufffdfia"), "invisible_character", 3),
    "letters with loose accents": Damage(
        "countries", swap("Left the", "Le\u0301ft the"), "not_composed", 5, "note"
    ),
    "space at the end": Damage("agreements", swap("Sofia,", "Sofia ,"), "white_space", 3),
    "hard space at the start": Damage("agreements", swap("Sofia,", "\xa0Sofia,"), "white_space", 3),
    "required cell of a space": Damage(
        "orders", swap("Ministry of Foreign Affairs", " "), "blank_cell", 3, "issuer"
    ),
    "Cyrillic letter in a Latin word": Damage(
        "agreements",
        swap("Sofia", "Sоfia"),
        "homoglyph",
        3,
        "signed_at",
        'Cyrillic "о" (U+043E) in the Latin word "Sоfia"',
    ),
    "Latin letter in a Cyrillic word": Damage(
        "countries",
        swap("Польша", "Пoльша"),
        "homoglyph",
        8,
        "name_ru",
        'Latin "o" (U+006F) in the Cyrillic word "Пoльша"',
    ),
    "Greek letter in a Latin word": Damage(
        "countries", swap("Japan,", "Jαpan,"), "homoglyph", 6, "name_en", 'Greek "α"'
    ),
    "Cyrillic letter in an address": Damage(
        "sources", swap("example.org", "exаmple.org"), "homoglyph", 2, "url", 'Cyrillic "а"'
    ),
    "Latin letter for a Cyrillic word": Damage(
        "events",
        swap("stated,,", "stated,договор c Австрией,"),
        "homoglyph",
        2,
        "verb_ru",
        'Latin "c"',
    ),
    "formula": Damage("agreements", swap("Sofia", "=A1"), "formula_start", 3, "signed_at"),
    # forms that some programs read and others do not
    "number with an underscore": Damage(
        "countries", swap(",200,200,", ",2_00,200,"), "number_form", 5, "cow_code", "it means 200"
    ),
    "full-width digits": Damage(
        "countries", swap(",200,200,", ",２００,200,"), "number_form", 5, "cow_code", "it means 200"
    ),
    "number with a space": Damage(
        "countries", swap(",200,200,", ",200 ,200,"), "number_form", 5, "cow_code"
    ),
    "day without zeros": Damage(
        "countries", swap("1955-05-06", "1955-5-6"), "date_form", 4, "nato_acceded_on", "1955-05-06"
    ),
    "true of a spreadsheet": Damage(
        "agreements",
        swap("Sofia,true", "Sofia,TRUE"),
        "type",
        3,
        "has_entered_into_force",
        also=("in_force_is_said_once",),
    ),
}


#: Edits that only another program's habits explain, and that change nothing.
HARMLESS: dict[str, Edit] = {
    "a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
    "both": lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"),
    "no last line end": lambda content: content.removesuffix(b"\n"),
}
