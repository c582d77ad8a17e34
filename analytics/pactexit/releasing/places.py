"""The files of a published folder, on this machine or at an address."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Callable

#: A package has a few megabytes; more is an accident or an attack.
LARGEST = 1_000_000_000
_SECONDS = 60


def opened(place: str) -> Callable[[str], bytes]:
    """What reads a file of the place by its path in it.

    The place is a folder or an address (http, https). The reader raises `PactExitError` where the
    file is not there, cannot be read or is too large.
    """
    if re.match(r"https?://", place):
        return lambda path: _fetched(f"{place.rstrip('/')}/{path}")
    if "://" in place:
        raise PactExitError(f"{place}: give a folder, or an address with http or https.")
    return lambda path: _read(Path(place).expanduser() / path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PactExitError(
            f"{path}: {error.strerror}. Give a folder that `pactexit release` wrote."
        ) from None


def _fetched(address: str) -> bytes:
    from http.client import HTTPException
    from urllib.request import urlopen

    try:
        # the scheme was looked at
        with urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310
            data: bytes = answer.read(LARGEST + 1)
    except (OSError, ValueError, HTTPException) as error:
        reason = " ".join(str(error).split()).removeprefix("<urlopen error ").removesuffix(">")
        raise PactExitError(f"{address}: cannot be read: {reason}.") from None
    if len(data) > LARGEST:
        raise PactExitError(f"{address}: has more than {LARGEST:,} bytes.")
    return data
