"""What a file must be before its cells can be judged: readable text with quotes in their places."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pactexit.problem import Problem
from pactexit.validation.quotes import Quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactexit.dataset import Table
    from pactexit.problem import Severity

#: Every rule of the file as text, and why it is there.
RULES = {
    "encoding": "In another encoding the letters of a file are other letters, or none.",
    "line_ends": "Programs split a file with line ends of several kinds into different rows.",
    "delimiter": "With another delimiter a row is one cell, and some readers guess in silence.",
    "label_space": "frictionless reads a label without the spaces around it; others do not.",
    "stray_quote": "Readers disagree on a quote inside a cell that does not begin with one.",
    "text_after_quote": "Readers disagree on where a cell ends whose quote closes too early.",
    "unclosed_quote": "A quote that nothing closes swallows the rows after it without a word.",
    "swallowed_rows": "Two stray quotes make one cell of all rows between them without a word.",
}

_BLOCK = 1 << 24
#: So much of a header is looked at; a longer cell is beyond the limit of Python's csv module.
_HEADER = 1 << 17
_ENDS = {"CRLF": rb"\r\n", "LF": rb"(?<!\r)\n", "CR": rb"\r(?!\n)"}
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_CYRILLIC = {
    "cp1251": "Windows Cyrillic (cp1251)",
    "koi8-r": "KOI8-R",
    "cp866": "DOS Cyrillic (cp866)",
    "mac_cyrillic": "Mac Cyrillic",
}
_LATIN = {
    "cp1252": "Windows Western European (cp1252)",
    "cp1250": "Windows Central European (cp1250)",
}


def check(table: Table, severity: Severity) -> Iterator[Problem]:
    """Problems of the file as text: encoding, line ends, delimiter, quotes.

    Bytes that cannot be decoded are an error in every package; the rest has the `severity`.
    """
    try:
        content = table.path.read_bytes()
    except OSError:
        return  # frictionless reports a file that is missing
    if found := _encoding(table, content):
        yield found
        return
    if table.encoding != "utf-8":
        content = content.decode(table.encoding).encode()
    content = content.removeprefix(codecs.BOM_UTF8)
    quotes = Quotes(table, content)
    yield from _line_ends(table, content, quotes, severity)
    of_header = list(_header(table, content, severity))
    yield from of_header
    # cells cannot be told apart by another delimiter
    if all(problem.rule != "delimiter" for problem in of_header):
        yield from quotes.check(severity)


def _encoding(table: Table, content: bytes) -> Problem | None:
    """The lines that are no text of the encoding, in one problem at the first of them."""
    wide = _wide(content) if not table.encoding.startswith("utf-16") else None
    if not wide and _is_readable(content, table.encoding):
        return None
    name = table.encoding.upper()
    if wide:
        line, value, others, mending = 1, None, 0, f"Save the file as {name}; it looks like {wide}."
    else:
        lines = list(enumerate(content.splitlines(), 1))
        bad = [(n, text) for n, text in lines if not _is_readable(text, table.encoding)]
        # the lines apart can be readable where the file as a whole is not
        line, text = bad[0] if bad else lines[0]
        value, others = _undecodable(text, table.encoding), len(bad) - 1
        has_good_ones = len(bad) < sum(not text.isascii() for _, text in lines)
        what = "Write these letters again in" if has_good_ones else "Save the file as"
        mending = f"{what} {name}; it looks like {_narrow(b' '.join(t for _, t in bad))}."
    return Problem(
        table=table.name,
        path=table.shown_path,
        line=line,
        rule="encoding",
        value=value,
        message=f"is no {table.encoding} text" + (f", nor are {others} more lines" * (others > 0)),
        fix=mending,
    )


def _is_readable(content: bytes, encoding: str) -> bool:
    if encoding == "utf-8" and content.isascii():
        return True
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(content)
    try:
        # in blocks, since the text of a large file takes four times its bytes
        for start in range(0, len(view), _BLOCK):
            decoder.decode(bytes(view[start : start + _BLOCK]))
        decoder.decode(b"", final=True)
    except UnicodeError:  # of UTF-16 without a mark no place is known
        return False
    return True


def _undecodable(text: bytes, encoding: str) -> str | None:
    try:
        text.decode(encoding)
    except UnicodeDecodeError as error:
        return repr(text[error.start : error.end])[2:-1]
    return None


def _wide(content: bytes) -> str | None:
    """The encoding of two or four bytes a letter that the content looks like.

    Without a byte order mark it can be valid UTF-8, full of null bytes.
    """
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return name
    sample = content[:4096]
    high = [
        sum(half.count(byte) for byte in (b"\0", b"\4")) for half in (sample[::2], sample[1::2])
    ]
    if b"\0" in sample and max(high) > 0.8 * len(sample) / 2 and min(high) < max(high) / 8:
        return f"UTF-16{'BE' if high[0] > high[1] else 'LE'} without a byte order mark"
    return None


def _narrow(text: bytes) -> str:
    """The encoding, mostly of one byte a letter, that text looks like, and a word of it."""
    if _is_readable(text, "utf-8"):
        return "UTF-8"
    runs = re.findall(rb"[\x80-\xff]+", text)
    # Cyrillic words stand together, accented letters between others
    is_cyrillic = sum(map(len, runs)) > 1.8 * len(runs)
    names = _CYRILLIC if is_cyrillic else _LATIN

    def score(codec: str) -> int:
        letters = text.decode(codec, "replace")
        if is_cyrillic:
            return sum(letters.count(letter) for letter in "оеаинтсрвл")
        return sum(letter.isalpha() for letter in letters)

    codec = max(names, key=score)
    word = re.search(r"\w*[^\W\x00-\x7f]\w*", text.decode(codec, "replace"))
    return f'{names[codec]}: "{word.group()}"' if word else names[codec]


def _line_ends(
    table: Table, content: bytes, quotes: Quotes, severity: Severity
) -> Iterator[Problem]:
    counts = _count_ends(content)
    if len(counts) > 1:
        # a line break inside a quoted cell ends no row
        content = quotes.without_breaks()
        counts = _count_ends(content)
    if len(counts) < 2:  # noqa: PLR2004 - one kind, or no line end at all
        return
    usual = max(counts, key=lambda kind: counts[kind])
    odd = {kind: number for kind, number in counts.items() if kind != usual}
    first = min(
        match.start() for kind in odd if (match := re.search(_ENDS[kind], content)) is not None
    )
    named = " and ".join(f"{number} in {kind}" for kind, number in odd.items())
    yield Problem(
        table=table.name,
        path=table.shown_path,
        line=quotes.line_at(first),
        rule="line_ends",
        severity=severity,
        message=f"ends in another way than most lines of the file: {usual}, but {named}",
        fix="Save the file with one kind of line end; `pactexit format` does it.",
    )


def _count_ends(content: bytes) -> dict[str, int]:
    both = content.count(b"\r\n")
    counts = {"CRLF": both, "LF": content.count(b"\n") - both, "CR": content.count(b"\r") - both}
    return {kind: number for kind, number in counts.items() if number}


def _header(table: Table, content: bytes, severity: Severity) -> Iterator[Problem]:
    """What frictionless overlooks or misunderstands in the header.

    Another delimiter between the columns than the descriptor has, or spaces around a label.
    """
    header = re.split(rb"[\r\n]", content[:_HEADER], maxsplit=1)[0].decode(errors="replace")
    wanted = str(table.dialect.get("delimiter") or ",")
    labels = {
        delimiter: next(csv.reader([header], delimiter=delimiter), [])
        for delimiter in {wanted: "", **_DELIMITERS}
        if len(delimiter) == 1
    }
    known = {
        delimiter: sum(label.strip() in table.columns for label in found)
        for delimiter, found in labels.items()
    }
    best = max(known, key=lambda delimiter: known[delimiter], default=wanted)
    problem = Problem(
        table=table.name,
        path=table.shown_path,
        line=1,
        rule="delimiter",
        severity=severity,
        message="",
        fix="",
    )
    if known.get(best, 0) > max(1, known.get(wanted, 0)):
        name = _DELIMITERS.get(wanted, f'"{wanted}"')
        yield replace(
            problem,
            value=header[:80],
            message=f"is separated by {_DELIMITERS[best]}, but the descriptor says {name}",
            fix=f"Save the file with {name} between the cells.",
        )
        return
    if table.dialect.get("skipInitialSpace"):
        return
    for label in labels.get(wanted, []):
        if label != label.strip() in table.columns:
            yield replace(
                problem,
                rule="label_space",
                column=label.strip(),
                value=label,
                message="has spaces around it in the header",
                fix=f"Write {label.strip()}.",
            )
