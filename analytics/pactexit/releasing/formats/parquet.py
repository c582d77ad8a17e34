"""Parquet: a file per table, in which days are days and imprecise dates are text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pactexit.releasing.content import Content


def write(content: Content, paths: list[Path]) -> None:
    """Writes each table to its path."""
    for frame, path in zip(content.frames.values(), paths, strict=True):
        frame.write_parquet(path)
