"""A look at each byte of a file, which mostly tells that there is nothing to look for."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactexit import encoding as encodings

if TYPE_CHECKING:
    from pactexit.dataset import Table

#: So much of a header is looked at: a longer cell is beyond the limit of Python's csv module.
_CHUNK, _HEAD, _SAMPLE = 1 << 22, 1 << 17, 4096
_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


@dataclass
class Look:
    """What the bytes of a file are: text of its encoding or not, its quotes and line ends.

    `wide` is the encoding of two or four bytes a letter that the file looks like: without a byte
    order mark it can be valid UTF-8, full of null bytes. `ends` are the kinds of line ends,
    `header` is the text up to the first line break.
    """

    wide: str | None = None
    is_readable: bool = True
    has_quote: bool = False
    ends: set[str] = field(default_factory=set)
    header: str = ""

    @property
    def is_text(self) -> bool:
        """Whether the file is text of its encoding."""
        return self.is_readable and not self.wide


def look(table: Table) -> Look | None:
    """Looks at the file of a table; None where it cannot be read."""
    try:
        return _look(table)
    except OSError:
        return None


def _look(table: Table) -> Look:
    found = Look()
    quote = str(table.dialect.get("quoteChar") or '"').encode()
    is_utf8 = table.encoding == "utf-8"
    decoder = codecs.getincrementaldecoder(table.encoding)()
    with table.path.open("rb") as file:
        head = file.read(_HEAD)
        if not table.encoding.startswith("utf-16"):
            found.wide = _wide(head[:_SAMPLE])
        text = head.decode(table.encoding, "replace").removeprefix("\ufeff")
        found.header = re.split(r"[\r\n]", text, maxsplit=1)[0]
        file.seek(0)
        while chunk := file.read(_CHUNK) + file.readline(_CHUNK):
            if chunk.endswith(b"\r"):
                chunk += file.read(1)
            try:
                if not (is_utf8 and not decoder.getstate()[0] and _is_utf8(chunk)):
                    text = decoder.decode(chunk)
                    chunk = chunk if is_utf8 else text.encode()
            except UnicodeError:
                # of UTF-16 without a mark no place is known
                found.is_readable = False
                return found
            found.has_quote |= quote in chunk
            found.ends |= _ends(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeError:
        found.is_readable = False
    return found


def _is_utf8(chunk: bytes) -> bool:
    if chunk.isascii():
        return True
    # polars looks several times faster than Python decodes
    import polars as pl

    try:
        pl.Series([chunk]).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False
    return True


def _ends(chunk: bytes) -> set[str]:
    if b"\r" in chunk:
        return set(count_ends(chunk))
    return {"LF"} if b"\n" in chunk else set()


def count_ends(content: bytes) -> dict[str, int]:
    """How many lines end in CRLF, LF and CR, of those that do."""
    both = content.count(b"\r\n")
    counts = {"CRLF": both, "LF": content.count(b"\n") - both, "CR": content.count(b"\r") - both}
    return {kind: number for kind, number in counts.items() if number}


def _wide(sample: bytes) -> str | None:
    marked = next((name for mark, name in _MARKS.items() if sample.startswith(mark)), None)
    unmarked = encodings.wide(sample)
    return marked or (f"{unmarked} without a byte order mark" if unmarked else None)
