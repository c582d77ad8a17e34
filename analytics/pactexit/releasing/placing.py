"""Puts a new folder in its place as a whole or not at all, and never over the files of others."""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# what Linux and macOS call the folder of the process, and the exchange of two names
_HERE, _EXCHANGE = -100, 2
#: So many seconds at most are between making a folder and holding it.
_NEW = 60


@contextmanager
def placed(place: Path | str, what: str, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """A new folder to fill, which is at `place` when all went well; else that stays as it was.

    The place must be new, empty, or hold an earlier copy of `what` and nothing else, as `is_ours`
    says. `~` is the home of the user. Where the system cannot exchange two folders, a process that
    is killed between two steps leaves the earlier copy aside; the next one puts it back. Raises
    `PactExitError` where the place is another one, or cannot be written.
    """
    folder = Path(place).expanduser()
    # a link stays, and leads to the new folder
    folder = folder.resolve() if folder.is_symlink() else folder
    with beside(folder) as temporary:
        _check(folder, what, is_ours)
        new = temporary / "new"
        new.mkdir()
        yield new
        if not folder.exists():
            new.rename(folder)
        elif not _exchanged(new, folder):
            _moved_aside(new, folder, temporary / "old")


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A temporary folder on the disk of `path`, so that moving what is in it there is one step.

    What processes that were killed left beside it is removed first. Raises `PactExitError` where
    nothing can be written there.
    """
    prefix = f".{path.name}.pactexit-"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f"{glob.escape(prefix)}*"):
            _settle(left, path)
        folder = tempfile.TemporaryDirectory(dir=path.parent, prefix=prefix)
    except OSError as error:
        raise PactExitError(
            f"{path}: cannot be written ({error.strerror}). Name a folder where you may write."
        ) from None
    with folder as temporary, _held(Path(temporary)):
        yield Path(temporary)


def _check(folder: Path, what: str, is_ours: Callable[[Path], bool]) -> None:
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


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders changed places, in one step; not every system and disk can."""
    if sys.platform == "win32":
        return False
    import ctypes

    libc = ctypes.CDLL(None)
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):
        return bool(libc.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
    return hasattr(libc, "renamex_np") and bool(libc.renamex_np(*names, _EXCHANGE) == 0)


def _moved_aside(new: Path, folder: Path, old: Path) -> None:
    try:
        folder.rename(old)
        new.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise


def _settle(left: Path, path: Path) -> None:
    """Puts back and removes what a killed process left, and touches nothing of one that runs."""
    with suppress(OSError), _held(left) as is_free:
        old = left / "old"
        if is_free is not False and old.exists() and not path.exists():
            old.rename(path)
        # a new and empty one may be of a process that is about to hold it
        if is_free and (any(left.iterdir()) or time.time() - left.stat().st_mtime > _NEW):
            shutil.rmtree(left)


@contextmanager
def _held(folder: Path) -> Iterator[bool | None]:
    """Holds a folder until its end or that of the process, unless another one does.

    Says whether it was free, or None on a system where this cannot be known.
    """
    if sys.platform == "win32":
        yield None
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            is_free = False
        else:
            is_free = True
        yield is_free
    finally:
        os.close(handle)
