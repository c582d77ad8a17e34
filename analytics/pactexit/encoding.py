"""The text of a file whose encoding a spreadsheet has changed, where it can be told."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

#: Windows writes what its region has: these five share letters, and each has others.
_CODE_PAGES = {
    "cp1250": "Windows Central European",
    "cp1251": "Windows Cyrillic",
    "cp1252": "Windows Western European",
    "cp1254": "Windows Turkish",
    "cp1257": "Windows Baltic",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SIGNS = "«»„“”‘’‚–—…№§°·€™©®\xa0"
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~]+")
#: In a wrong reading almost every word is odd; in the right one a name such as МиГ may be.
_ODD_AT_MOST = 0.1
#: Russian read as a western text is a row of accented letters.
_ACCENTS_IN_A_ROW = re.compile(r"[^\x00-\x7f]{4}")
_SAVED_AS_QUESTION = re.compile(r"\?\?|\w\?\w")
_ADDRESS = re.compile(r"https?://\S+")


class UnclearEncodingError(ValueError):
    """The encoding cannot be told: its text says why, `line` where it shows."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def decoded(content: bytes, declared: str = "utf-8", assumed: str | None = None) -> str:
    """The text of a file that should be in the encoding `declared`, without a byte order mark.

    UTF-8 and UTF-16 are told by their bytes; a Windows code page only where every one that makes
    words of the bytes makes the same words, or where it is `assumed`. Raises
    `UnclearEncodingError`.
    """
    sure = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    for name in (sure,) if sure else (wide(content), declared, "utf-8"):
        text = _read(content, name) if name else None
        # one byte a letter can be read from anything
        if text is not None and (name != declared or _is_meant(content, text, declared)):
            return text.removeprefix("\ufeff")
    text = (
        None if sure else _read(content, assumed) if assumed else _of_code_page(content, declared)
    )
    if text is None:
        raise UnclearEncodingError(f"is not in {(sure or assumed or '').upper()} throughout")
    # a question mark is a letter that the code page has not, but for those in addresses
    if lost := _SAVED_AS_QUESTION.search(_ADDRESS.sub("", text)):
        line = _ADDRESS.sub("", text).count("\n", 0, lost.start()) + 1
        raise UnclearEncodingError("has letters that were saved as question marks", line)
    return text


def _is_meant(content: bytes, text: str, declared: str) -> bool:
    return declared == "utf-8" or _read(content, "utf-8") in {None, text} or _makes_words(text)


def wide(content: bytes) -> str | None:
    """The encoding of two bytes a letter that content without a byte order mark looks like.

    It can be valid UTF-8, full of null bytes.
    """
    sample = content[:4096]
    high = [
        sum(half.count(byte) for byte in (b"\0", b"\4")) for half in (sample[::2], sample[1::2])
    ]
    if b"\0" in sample and max(high) > 0.8 * len(sample) / 2 and min(high) < max(high) / 8:
        return "UTF-16BE" if high[0] > high[1] else "UTF-16LE"
    return None


def _of_code_page(content: bytes, declared: str) -> str:
    readings = {
        name: text
        for name in _CODE_PAGES
        if (text := _read(content, name)) is not None and _makes_words(text)
    }
    if len(set(readings.values())) > 1:
        raise _two(readings)
    if not readings:
        raise UnclearEncodingError(f"is neither {declared} nor in a code page of Windows")
    return next(iter(readings.values()))


def _read(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except UnicodeError:
        return None


def _makes_words(text: str) -> bool:
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    return sum(map(_is_odd, words)) <= _ODD_AT_MOST * len(words)


def _is_odd(word: str) -> bool:
    letters = "".join(letter for letter in word if letter.isalpha())
    alphabets = {unicodedata.name(letter, "").split(" ")[0] for letter in letters}
    return (
        len(alphabets) > 1
        or any(not c.isalnum() and not c.isascii() and c not in _SIGNS for c in word)
        or any(a.islower() and b.isupper() for a, b in pairwise(letters))
        or (alphabets == {"LATIN"} and _ACCENTS_IN_A_ROW.search(letters) is not None)
    )


def _two(readings: dict[str, str]) -> UnclearEncodingError:
    """Two readings of the first word on which they differ."""
    (one, first), *others = readings.items()
    other, second = next((name, text) for name, text in others if text != first)
    place = next(i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)
    shown = [
        f'"{_word_at(text, place)}" in {_CODE_PAGES[name]} ({name})'
        for name, text in ((one, first), (other, second))
    ]
    return UnclearEncodingError(f"can be {' or '.join(shown)}", first.count("\n", 0, place) + 1)


def _word_at(text: str, place: int) -> str:
    return next(match.group() for match in _WORD.finditer(text) if match.end() > place)
