"""Builds the site as a whole or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder import assets
from builder.record import Record
from builder.released import offered
from builder.sections import OF_ALL, SECTIONS
from builder.writing import Writer
from pactexit import dataset as datasets
from pactexit.problem import PactExitError
from pactexit.releasing.placing import placed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: The file by which an earlier build is known, so that it may be replaced.
MARK = ".pactexit-site"


@dataclass(frozen=True)
class Built:
    """What was written."""

    pages: int
    files: int
    bytes: int


def build(  # noqa: PLR0913 - as many arguments as the command has options
    folder: Path,
    data: Path | None = None,
    address: str = "",
    tell: Callable[[str], None] = lambda _: None,
    *,
    release: Path | None = None,
    with_release: bool = True,
) -> Built:
    """Builds the site of a dataset to `folder`, which must be new, empty or an earlier build.

    `data` is the dataset, left out that of the checkout. `address` is where the site will be
    published, as far as known; `tell` is told each part before it is made. `release` is the folder
    of the release whose files are offered, left out a draft; none is where not `with_release`.
    Raises `PactExitError` where the dataset cannot be read or released, `release` is no release of
    it, `address` is none, npm fails, or the folder holds anything else.
    """
    address = _whole(address)
    dataset = datasets.read(data)
    with (
        placed(folder, "build of the site", lambda found: (found / MARK).is_file()) as new,
        offered(dataset, release, is_offered=with_release) as released,
    ):
        record = Record(dataset, released)
        (new / MARK).touch()
        tell("scripts and styles")
        names = assets.write(new)
        writer = Writer(new, record, address, names)
        pages = []
        for name, section in SECTIONS.items():
            tell(name)
            pages += writer.write_all(section(record))
        for name, of_all in OF_ALL.items():
            tell(name)
            pages += writer.write_all(of_all(record, [*pages], address))
        files = [path for path in new.rglob("*") if path.is_file()]
        return Built(len(pages), len(files), sum(path.stat().st_size for path in files))


def _whole(address: str) -> str:
    if address and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", address):
        raise PactExitError(
            f"{address!r} is no address of a site. Write one such as https://example.org/pact-exit/."
        )
    return address and f"{address.rstrip('/')}/"
