"""Puts a new folder in its place as a whole or not at all, and never over the files of others."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def placed(place: Path | str, what: str, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """A new folder to fill, which is at `place` when all went well; else that stays as it was.

    The place must be new, empty, or hold an earlier copy of `what` and nothing else, as `is_ours`
    says. `~` is the home of the user. Raises `PactExitError` where it is another place, or one
    that cannot be written.
    """
    folder = _checked(Path(place).expanduser(), what, is_ours)
    with _beside(folder) as temporary:
        new, old = temporary / "new", temporary / "old"
        new.mkdir()
        yield new
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise


def _checked(folder: Path, what: str, is_ours: Callable[[Path], bool]) -> Path:
    if folder.exists() and not folder.is_dir():
        raise PactExitError(f"{folder}: is a file. Name a folder.")
    if folder.exists() and Path.cwd().is_relative_to(folder.resolve()):
        raise PactExitError(
            f"{folder}: this command runs in it. Name a folder elsewhere, or a new one in it."
        )
    if folder.exists() and any(folder.iterdir()) and not is_ours(folder):
        raise PactExitError(
            f"{folder}: holds other files. Name a new folder, an empty one or an earlier {what}."
        )
    return folder


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A temporary folder on the same disk, so that moving what is in it is one step."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.")
    except OSError as error:
        raise PactExitError(
            f"{folder}: cannot be written ({error.strerror}). Name a folder where you may write."
        ) from None
    with beside as temporary:
        yield Path(temporary)
