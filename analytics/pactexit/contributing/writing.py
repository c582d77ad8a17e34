"""Writes several files: all of them, or none."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: The folder that holds the files as they were, and as they will be, while they are replaced.
ASIDE = ".contribution"


def write_all(folder: Path, contents: Mapping[Path, bytes], expected: Mapping[Path, bytes]) -> None:
    """Replaces files in a folder, which must be as `expected`, all of them or none.

    While they are replaced they lie in `ASIDE/before` as they were, so that nothing is lost if the
    process ends there. Raises `OSError`, and `PactExitError` where a file has changed meanwhile or
    an earlier writing was stopped half way.
    """
    aside = folder / ASIDE
    try:
        aside.mkdir()
    except FileExistsError:
        raise PactExitError(
            f"{aside}: another contribution is being written, or was stopped half way. Put the "
            "files in its folder `before` back in their places, then delete it."
        ) from None
    before, after = (
        {path: aside / part / path.relative_to(folder) for path in contents}
        for part in ("before", "after")
    )
    try:
        for path, content in contents.items():
            if path.read_bytes() != expected[path]:
                raise PactExitError(f"{path}: has changed meanwhile. Start again.")
            _copy(path, before[path])
            _copy(path, after[path], content)
    except BaseException:
        shutil.rmtree(aside)
        raise
    try:
        for path, new in after.items():
            new.replace(path)
    except BaseException:
        # if even this fails, the folder is left with what is to be put back
        for path, old in before.items():
            old.replace(path)
        shutil.rmtree(aside)
        raise
    shutil.rmtree(aside)


def _copy(path: Path, copy: Path, content: bytes | None = None) -> None:
    """A copy of a file, as readable as it, on the disk; with another content where one is given."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, copy)
    if content is not None:
        copy.write_bytes(content)
    shutil.copymode(path, copy)
    with copy.open("rb") as file:
        os.fsync(file.fileno())
