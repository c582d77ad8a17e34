"""The files of a published folder, on this machine or at an address, read within bounds."""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

#: A file has a few megabytes; more is an accident or an attack.
LARGEST = 1_000_000_000
#: So many seconds may an address say nothing, and so many times that may one file take.
TIMEOUT, PATIENCE = 30.0, 20
#: The seconds before each further attempt, where a failure may pass.
PAUSES = (0.5, 1.0, 2.0)
#: No address makes anybody wait longer.
_LONGEST_PAUSE = 30.0
_CHUNK = 1 << 16


@dataclass(frozen=True)
class File:
    """A file that is wanted: its path, its hash and where that stands, and its most bytes."""

    path: str
    sha256: str | None = None
    largest: int = LARGEST
    listed_in: str = "SHA256SUMS"


class PassingError(PactExitError):
    """A failure that may be gone at the next attempt, after so many seconds at least."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause


class Stream(Protocol):
    """The bytes of a file, as they come."""

    #: How many there are, where that is known.
    length: int | None

    def read1(self, number: int, /) -> bytes:
        """Some of the bytes; none at the end."""


class Place(Protocol):
    """A folder with published files."""

    #: As messages name it; no password stands in it.
    name: str

    def opened(self, path: str) -> AbstractContextManager[Stream]:
        """A file by its path. Raises `PassingError` or `PactExitError`, one line."""


class Folder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path

    @contextmanager
    def opened(self, path: str) -> Iterator[Stream]:
        """A file by its path in the folder."""
        full = self._path / path
        if full.exists() and not full.is_file():
            raise PactExitError(f"{full}: is no ordinary file.")
        try:
            file = full.open("rb")
        except OSError as error:
            raise PactExitError(
                f"{full}: {error.strerror}. Give a folder that `pactexit release` wrote, or its "
                "address with https://."
            ) from None
        with file:
            yield _File(file, full.stat().st_size)


class _File:
    length: int | None

    def __init__(self, file: BinaryIO, length: int) -> None:
        self.read1, self.length = file.read, length


def place(name: str | Path, timeout: float = TIMEOUT) -> Place:
    """The place of that name: a folder, or an address with http, https or file.

    `timeout` is how many seconds an address may say nothing. Raises `PactExitError` where the name
    is none of a folder.
    """
    text = str(name)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):/", text)
    if scheme is None:
        return Folder(Path(text).expanduser().absolute())
    if scheme[1].lower() in {"http", "https"}:
        from pactexit.releasing.addresses import Address

        return Address(text, timeout)
    if scheme[1].lower() == "file":
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        parts = urlsplit(text)
        if parts.netloc in {"", "localhost"}:
            return Folder(Path(url2pathname(parts.path)))
    # a name and password are shown to nobody
    shown = re.sub("//[^/]*@", "//", text)
    raise PactExitError(
        f"{shown}: is no address that can be read. Give a folder, or an address with http, https "
        "or file."
    )


def read(where: Place, wanted: File) -> bytes:
    """The content of a file of a place; see `save`."""
    file = BytesIO()
    save(where, wanted, file)
    return file.getvalue()


def save(
    where: Place, wanted: File, file: BinaryIO, progress: Callable[[str], None] | None = None
) -> None:
    """Writes a file of a place to an open one, and again from its beginning where that failed.

    `progress` is told how far it is. Raises `PactExitError` where the file cannot be read, has too
    many bytes, or another hash than it must have.
    """
    tell = progress or (lambda _: None)
    for pause in (*PAUSES, None):
        try:
            file.seek(0)
            file.truncate()
            _save_once(where, wanted, file, tell)
        except PassingError as error:
            if pause is None:
                raise
            seconds = max(pause, min(error.pause, _LONGEST_PAUSE))
            tell(f"{wanted.path}: again in {seconds:g} s")
            time.sleep(seconds)
        else:
            return


def _save_once(where: Place, wanted: File, file: BinaryIO, tell: Callable[[str], None]) -> None:
    full = f"{where.name}/{wanted.path}"
    found, count, told = hashlib.sha256(), 0, ""
    with where.opened(wanted.path) as stream:
        length = stream.length
        while chunk := stream.read1(_CHUNK):
            count += len(chunk)
            if count > wanted.largest:
                raise PactExitError(f"{full}: has more than the {wanted.largest:,} bytes allowed.")
            found.update(chunk)
            file.write(chunk)
            if told != (now := _far(wanted.path, count, length)):
                tell(told := now)
    if length is not None and count < length:
        raise PassingError(f"{full}: ended after {count:,} of {length:,} bytes. Try again later.")
    if wanted.sha256 not in {None, found.hexdigest()}:
        # what lies on this machine stays as it is
        error = PactExitError if isinstance(where, Folder) else PassingError
        raise error(
            f"{full}: is not the file of which {wanted.listed_in} has the hash. Try again later, "
            "or give an undamaged copy of the release."
        )


def _far(path: str, count: int, length: int | None) -> str:
    return f"{path}: {count * 100 // length} %" if length else f"{path}: {count >> 10} kB"
