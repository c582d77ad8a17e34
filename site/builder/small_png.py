"""The same picture in fewer bytes: what draws it as PNG compresses it little."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE = 8
#: Above it takes seven times as long for a fiftieth of the bytes.
_LEVEL = 6


def small(picture: bytes) -> bytes:
    """A PNG with its points compressed anew."""
    chunks = list(_chunks(picture))
    points = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    head = [_chunk(*each) for each in chunks if each[0] not in {b"IDAT", b"IEND"}]
    points = _chunk(b"IDAT", zlib.compress(points, _LEVEL))
    return b"".join([picture[:_SIGNATURE], *head, points, _chunk(b"IEND", b"")])


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = _SIGNATURE
    while place < len(picture):
        size, kind = struct.unpack_from(">I4s", picture, place)
        yield kind, picture[place + 8 : place + 8 + size]
        place += size + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
