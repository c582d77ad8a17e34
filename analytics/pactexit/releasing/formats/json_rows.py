"""JSON and JSON Lines: an object per row, with null for what is empty and days in ISO 8601."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from pactexit.releasing.content import Content


def write_list(content: Content, paths: list[Path]) -> None:
    """Writes each table to its path, as a list with a line for each row."""
    for frame, path in zip(content.frames.values(), paths, strict=True):
        path.write_bytes(("[\n" + ",\n".join(_objects(frame)) + "\n]\n").encode())


def write_lines(content: Content, paths: list[Path]) -> None:
    """Writes each table to its path, as a JSON text per line."""
    for frame, path in zip(content.frames.values(), paths, strict=True):
        path.write_bytes("".join(f"{row}\n" for row in _objects(frame)).encode())


def _objects(frame: pl.DataFrame) -> Iterator[str]:
    for row in frame.iter_rows(named=True):
        try:
            yield json.dumps(row, ensure_ascii=False, allow_nan=False, default=date.isoformat)
        except ValueError:
            raise PactExitError(
                f"JSON has no infinite numbers, but a row has one: {row}. Leave this format out."
            ) from None
