"""Pictures of charts: those of the documents where they are of the same rows, else drawn anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pactexit.gallery import drawn

if TYPE_CHECKING:
    from pactexit.charts import Chart

_DRAWN = Path(__file__).resolve().parents[2] / "docs" / "gallery"


def svg(chart: Chart, name: str) -> str:
    """The chart of the question of that name as SVG."""
    return drawn(_DRAWN / f"{name}.svg", chart)
