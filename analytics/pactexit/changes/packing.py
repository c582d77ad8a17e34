"""A zip of a package, read within bounds: a small one can hold more than any disk."""

from __future__ import annotations

import lzma
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: So many bytes may the files of one package have when they are unpacked.
LARGEST = 1_000_000_000

_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)


def is_zip(path: Path) -> bool:
    """Whether a file is, or by its name should be, a zip."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return path.suffix.lower() == ".zip" or file.read(4) == b"PK\x03\x04"


class Zip:
    """A zip with one package: its descriptor lies higher than any other of that name.

    Nothing is unpacked by the names in the zip. Raises `PactExitError` where it is broken, holds
    no package or several, or too many bytes.
    """

    def __init__(self, path: Path, descriptor: str) -> None:
        self._path = path
        self._room = LARGEST
        try:
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
        except _BROKEN as error:
            raise self._broken(error) from None
        found = sorted(
            (name.count("/"), name) for name in names if posixpath.basename(name) == descriptor
        )
        highest = [name for depth, name in found if depth == found[0][0]]
        if not highest:
            raise PactExitError(f"{path}: holds no {descriptor}. Give the zip of a data package.")
        if len(highest) > 1:
            raise PactExitError(
                f"{path}: holds several packages: {highest[0]!r} and {highest[1]!r}. Unpack it and "
                "name one."
            )
        self.descriptor = highest[0]

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Those of the paths that are in the zip, with their content."""
        try:
            with zipfile.ZipFile(self._path) as archive:
                known = {info.filename: info for info in archive.infolist() if not info.is_dir()}
                for path in paths:
                    if path in known:
                        yield path, self._content(archive, known[path])
        except _BROKEN as error:
            raise self._broken(error) from None

    def _content(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        content = b""
        # what a zip says of its sizes need not be true
        if info.file_size <= self._room:
            with archive.open(info) as file:
                content = file.read(self._room + 1)
        self._room -= max(len(content), info.file_size)
        if self._room < 0:
            raise PactExitError(
                f"{self._path}: unpacks to more than {LARGEST:,} bytes. Unpack it yourself and "
                "name the folder."
            )
        return content

    def _broken(self, error: Exception) -> PactExitError:
        reason = " ".join(str(error).split()) or type(error).__name__
        return PactExitError(f"{self._path}: is no zip that can be read: {reason[:200]}.")
