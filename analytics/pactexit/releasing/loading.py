"""Opens a version of the data by its name, so that an analysis can say which one it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.database import connect
from pactexit.problem import PactExitError
from pactexit.releasing.places import TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from duckdb import DuckDBPyConnection


def load(
    version: str | None = None,
    *,
    source: Path | str | None = None,
    timeout: float = TIMEOUT,
    progress: Callable[[str], None] | None = None,
) -> DuckDBPyConnection:
    """A new connection as that of `connect`, to a version of the data by its name.

    The installed version is opened as it is. Another one is fetched once from `source` (a folder
    that `pactexit release` wrote, or its address), else from the homepage of the package where it
    has one, and kept in the cache of the user; from then on nothing is fetched, and its hash is
    checked at each use. Without `version` the newest of `source`. Raises `UnknownNameError` for a
    version that is not published there, and `PactExitError` where it is not known where, or it
    cannot be fetched or opened.
    """
    from pactexit.releasing import published

    known = published.source(source, timeout, progress)
    with published.opened(version, source, known) as dataset:
        try:
            return connect(dataset.path)
        except PactExitError as error:
            reason = str(error).removeprefix(f"{dataset.path}: ").partition(" Run `pactexit")[0]
            raise PactExitError(
                f"Version {dataset.version} of the data cannot be opened by this version of "
                f"pactexit: {reason}"
            ) from None
