"""Letters that are not what they seem, and forms that not every program reads."""

from __future__ import annotations

from breaks.edits import Break, Bytes, Change, Describe, damage, swap


def read_as(encoding: str, word: str, was: str = "utf-8") -> Bytes:
    """Saves again what was read in a wrong encoding."""
    wrong = "".join(_letter(byte, encoding) for byte in word.encode(was))
    return swap(word, wrong)


def _letter(byte: int, encoding: str) -> str:
    # as browsers and editors do with bytes that have no letter
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


OF_LETTERS = {
    # read in a wrong encoding and saved again
    "Cyrillic read as Windows Cyrillic": damage(
        "countries", read_as("cp1251", "Польша"), "mojibake", 8, "name_ru", '"Польша"'
    ),
    "Cyrillic read as Windows Western": damage(
        "countries", read_as("cp1252", "Польша"), "mojibake", 8, "name_ru", '"Польша"'
    ),
    "Cyrillic read as DOS": damage(
        "countries", read_as("cp866", "Польша"), "mojibake", 8, "name_ru", '"Польша"'
    ),
    "Windows Cyrillic read as Western": damage(
        "countries", read_as("cp1252", "Польша", "cp1251"), "mojibake", 8, "name_ru", '"Польша"'
    ),
    "accent read as Windows Western": damage(
        "agreements", swap("Sofia", "SÃ©ville"), "mojibake", 3, "signed_at", '"Séville"'
    ),
    "accent read as Windows Cyrillic": damage(
        "agreements", swap("Sofia", "MГјnchen"), "mojibake", 3, "signed_at", '"München"'
    ),
    "dash read as Windows Western": damage(
        "countries", swap("Left the", "Left â€“ the"), "mojibake", 5, "note", "Left – the"
    ),
    "letters lost for good": damage(
        "countries", swap("Польша", "??????"), "mojibake", 8, "name_ru"
    ),
    # letters that cannot be seen, or are others
    "null byte": damage(
        "agreements", swap("Sofia", "So\0fia"), "control_character", 3, "signed_at", "U+0000 null"
    ),
    "line break in a cell": damage(
        "agreements", swap("Sofia", '"So\nfia"'), "control_character", 3, "signed_at", "line feed"
    ),
    "mark in the middle": damage(
        "agreements", swap("Sofia", "\ufeffSofia"), "invisible_character", 3, "signed_at", "U+FEFF"
    ),
    "soft hyphen": damage("agreements", swap("Sofia", "So\xadfia"), "invisible_character", 3),
    "lost letter": damage("agreements", swap("Sofia", "S\ufffdfia"), "invisible_character", 3),
    "letters with loose accents": damage(
        "countries", swap("Left the", "Le\u0301ft the"), "not_composed", 5, "note"
    ),
    "space at the end": damage("agreements", swap("Sofia,", "Sofia ,"), "white_space", 3),
    "hard space at the start": damage("agreements", swap("Sofia,", "\xa0Sofia,"), "white_space", 3),
    "required cell of a space": damage(
        "orders", swap("Ministry of Foreign Affairs", " "), "blank_cell", 3, "issuer"
    ),
    "Cyrillic letter in a Latin word": damage(
        "agreements",
        swap("Sofia", "Sоfia"),
        "homoglyph",
        3,
        "signed_at",
        'Cyrillic "о" (U+043E) in the Latin word "Sоfia"',
    ),
    "Latin letter in a Cyrillic word": damage(
        "countries",
        swap("Польша", "Пoльша"),
        "homoglyph",
        8,
        "name_ru",
        'Latin "o" (U+006F) in the Cyrillic word "Пoльша"',
    ),
    "Greek letter in a Latin word": damage(
        "countries", swap("Japan,", "Jαpan,"), "homoglyph", 6, "name_en", 'Greek "α"'
    ),
    "Cyrillic letter in an address": damage(
        "sources", swap("example.org", "exаmple.org"), "homoglyph", 2, "url", 'Cyrillic "а"'
    ),
    "Latin letter for a Cyrillic word": damage(
        "events",
        swap("stated,,", "stated,договор c Австрией,"),
        "homoglyph",
        2,
        "verb_ru",
        'Latin "c"',
    ),
    "formula": damage("agreements", swap("Sofia", "=A1"), "formula_start", 3, "signed_at"),
    # forms that some programs read and others do not
    "number with an underscore": damage(
        "countries", swap(",200,200,", ",2_00,200,"), "number_form", 5, "cow_code", "it means 200"
    ),
    "full-width digits": damage(
        "countries", swap(",200,200,", ",２００,200,"), "number_form", 5, "cow_code", "it means 200"
    ),
    "number with a space": damage(
        "countries", swap(",200,200,", ",200 ,200,"), "number_form", 5, "cow_code"
    ),
    "day without zeros": damage(
        "countries", swap("1955-05-06", "1955-5-6"), "date_form", 4, "nato_acceded_on", "1955-05-06"
    ),
    "true of a spreadsheet": damage(
        "agreements",
        swap("Sofia,true", "Sofia,TRUE"),
        "type",
        3,
        "has_entered_into_force",
    ),
    "tab in a cell": damage(
        "agreements", swap("Sofia", "So\tfia"), "control_character", 3, "signed_at", "U+0009 tab"
    ),
    "escape in a cell": damage(
        "agreements", swap("Sofia", "So\x1bfia"), "control_character", 3, "signed_at", "U+001B"
    ),
    "zero-width space": damage(
        "agreements",
        swap("Sofia", "So\u200bfia"),
        "invisible_character",
        3,
        "signed_at",
        "U+200B zero width space",
    ),
    "hard space inside": damage(
        "agreements",
        swap("Signed for", "Signed\xa0for"),
        "unusual_space",
        4,
        "note",
        "U+00A0 no-break space",
    ),
    "thin space inside": damage(
        "agreements", swap("Signed for", "Signed\u2009for"), "unusual_space", 4, "note", "U+2009"
    ),
    "two spaces together": damage(
        "agreements", swap("Signed for", "Signed  for"), "white_space", 4, "note"
    ),
    "Cyrillic letter in a code": damage(
        "agreements",
        swap(",memorandum,", ",memоrandum,"),
        "homoglyph",
        3,
        "kind",
        'Cyrillic "о" (U+043E)',
    ),
    "space at the end of a code": damage(
        "agreements", swap(",memorandum,", ",memorandum ,"), "white_space", 3, "kind"
    ),
    "formula that begins with a minus": damage(
        "agreements", swap("Sofia", "-A1+B1"), "formula_start", 3, "signed_at"
    ),
    "formula of a table of another country": damage(
        "agreements", swap("Sofia", "＝SUM(A1)"), "formula_start", 3, "signed_at"
    ),
    "tags": damage(
        "agreements", swap("on logistics", "on <i>logistics</i>"), "markup", 3, "title_en"
    ),
    "script": damage(
        "agreements", swap("Signed for", "<script>a()</script>Signed for"), "markup", 4, "note"
    ),
    "entity": damage("agreements", swap("Signed for", "Signed&nbsp;for"), "markup", 4, "note"),
    "number without end": Break(
        "number_form",
        (
            Describe({"type": "number"}, "orders", "states_named"),
            Change("orders", swap(",2,2,1995", ",2,Infinity,1995")),
        ),
        "orders",
        4,
        "states_named",
    ),
    "day with a space": damage(
        "countries", swap("1955-05-06", "1955-05- 6"), "date_form", 4, None, "1955-05-06"
    ),
    "day in full-width digits": damage(
        "countries", swap("1955-05-06", "１９５５-05-06"), "date_form", 4, None, "1955-05-06"
    ),
}
