"""Letters that are not what they seem: mixed alphabets and text read in a wrong encoding."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    import polars as pl


def _trail(codec: str) -> str:
    """What the bytes 80 to BF, which UTF-8 has after the first byte of a letter, are elsewhere."""
    return "".join(_letter(byte, codec) for byte in range(0x80, 0xC0))


def _letter(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


# UTF-8 read as cp1251: one Cyrillic letter becomes two, such as Рџ. Single pairs occur in true text
# (an initial before a guillemet, Ukrainian capitals), rows of them or pairs beside Latin do not.
_WINDOWS = _trail("cp1251")
_ODD = "".join(letter for letter in _WINDOWS if letter not in "ёЁіІєЄїЇґҐўЎ«»–—…“”‘’„‚№\xa0")
_PAIR, _ODD_PAIR = f"[ВГДЕРС][{_WINDOWS}]", f"[ВГДЕРС][{_ODD}]"
# UTF-8 read as cp1252 or latin-1: Ð¿, Ã©; Å and Ä can end a true word before a closing quote
_WESTERN = _trail("cp1252") + "".join(map(chr, range(0x80, 0xA0)))
_CLEAR = "".join(letter for letter in _WESTERN if letter not in "“”‘’…–—«»\xa0")
_MOJIBAKE = "|".join(
    (
        f"(?:{_PAIR}){{3}}|{_PAIR}{_ODD_PAIR}|{_ODD_PAIR}{_PAIR}",
        f"[A-Za-z]{_PAIR}|{_PAIR}[A-Za-z]|вЂ[{_WINDOWS}]|в„–",
        f"[ÃÐÑ][{_WESTERN}]|[ÂÄÅ][{_CLEAR}]|[ÂÄÅ][{_WESTERN}]\\p{{L}}|Â\xa0|â€[{_WESTERN}]|â„",
        # cp1251 read as cp1252, UTF-8 read as cp866, and what is no letter at all
        r"[À-ÖØ-öø-ÿ]{4}|[╨╤]|[\u0080-\u009f]|\?{4}",
    )
)

_GREEK = r"[\p{Greek}--[μΩ]]"  # in μm and kΩ they are units
_MIXED = "|".join(
    (
        rf"\p{{Latin}}\p{{M}}*(?:\p{{Cyrillic}}|{_GREEK})",
        rf"(?:\p{{Cyrillic}}|{_GREEK})\p{{M}}*\p{{Latin}}",
        rf"\p{{Cyrillic}}\p{{M}}*{_GREEK}|{_GREEK}\p{{M}}*\p{{Cyrillic}}",
        # words of one letter between words of the other alphabet: Russian а, о, с, у, к; English a
        r"\p{Cyrillic} [acoyk] \p{Cyrillic}|[a-z] [асоу] [a-z]",
    )
)
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")
_WORDS = re.compile(r"[^\W\d_]+")


def is_mojibake(cell: pl.Expr) -> pl.Expr:
    """Whether a text was read in a wrong encoding."""
    return cell.str.contains(_MOJIBAKE)


def is_mixed(cell: pl.Expr) -> pl.Expr:
    """Whether a word has letters of two alphabets, or is one look-alike between other words."""
    return cell.str.contains(_MIXED)


def mended(text: str) -> str:
    """What a text was before it was read in a wrong encoding; nothing where it cannot be told."""
    for read_as, was in (
        ("cp1251", "utf-8"),
        ("cp1252", "utf-8"),
        ("cp866", "utf-8"),
        ("cp1252", "cp1251"),
    ):
        better = re.sub(r"[^\x00-\x7f]+", lambda run: _reread(run.group(), read_as, was), text)  # noqa: B023 - called at once
        if better != text:
            return f'it looks like "{better}", read as {read_as}'
    return ""


def _reread(run: str, read_as: str, was: str) -> str:
    try:
        return b"".join(_byte(letter, read_as) for letter in run).decode(was)
    except UnicodeError:
        return run


def _byte(letter: str, codec: str) -> bytes:
    # bytes without a letter are read as control characters
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else codec)


def odd_one(text: str) -> str:
    """The first letter of another alphabet than the rest of its word, by its name."""
    for word in _WORDS.findall(text):
        letters = [(letter, _alphabet(letter)) for letter in word]
        counts = Counter(alphabet for _, alphabet in letters if alphabet in _ALPHABETS)
        if len(counts) > 1:
            usual = counts.most_common(1)[0][0]
            odd = next(pair for pair in letters if pair[1] in counts.keys() - {usual})
            return f'{_shown(*odd)} in the {usual.capitalize()} word "{word}"'
    for word in _WORDS.findall(text):
        others = Counter(_alphabet(letter) for letter in text if letter.isalpha())
        if len(word) == 1 and (alphabet := _alphabet(word)) != (
            usual := others.most_common(1)[0][0]
        ):
            return f"{_shown(word, alphabet)} between {usual.capitalize()} words"
    return ""


def _shown(letter: str, alphabet: str) -> str:
    return f'{alphabet.capitalize()} "{letter}" (U+{ord(letter):04X})'


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def named(text: str, categories: AbstractSet[str]) -> str:
    """The characters of some Unicode categories in a text, by code point and name."""
    found = dict.fromkeys(
        c for c in text if unicodedata.category(c) in categories or c == "\N{REPLACEMENT CHARACTER}"
    )
    names = {"\n": "line feed", "\r": "carriage return", "\t": "tab", "\0": "null"}
    return ", ".join(
        f"U+{ord(c):04X} {names.get(c) or unicodedata.name(c, '').lower()}".rstrip() for c in found
    )
