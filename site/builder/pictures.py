"""Pictures of charts: those of the documents where they are of the same rows, else drawn anew."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pactexit.gallery import drawn, lean

if TYPE_CHECKING:
    from pactexit.charts import Chart

_DRAWN = Path(__file__).resolve().parents[2] / "docs" / "gallery"

Part = dict[str, Any]
#: Letters of a line of the subtitle, in a picture for a wide and for a narrow window.
_WIDE, _NARROW = 90, 46
#: Pixels of the drawing itself in a narrow window, with and without names on its left.
_WIDTH_BESIDE_NAMES, _WIDTH = 155, 250
_NAMES = 145
_NARROW_STYLE: dict[str, Part] = {
    "title": {"fontSize": 14, "subtitleFontSize": 11},
    "axis": {"labelLimit": _NAMES},
    "legend": {"orient": "bottom", "direction": "vertical", "columns": 2, "labelLimit": 220},
    "header": {"labelLimit": _WIDTH},
}


def svg(chart: Chart, name: str) -> str:
    """The chart of the question of that name as SVG."""
    return drawn(_DRAWN / f"{name}.svg", chart)


def narrow_svg(chart: Chart) -> str | None:
    """The chart for a narrow window, as SVG; None where it cannot be drawn narrower."""
    import vl_convert

    spec = narrow(chart.spec)
    return None if spec is None else lean(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def browser_chart(chart: Chart) -> dict[str, Part | None]:
    """What a browser draws the chart from with other rows: Vega-Lite without rows and maps.

    It fills in the rows, the maps by their file, the subtitle, and `{source}`.
    """
    spec = replace(chart, rows=[], subtitle="", source="{source}").spec
    spec["datasets"] = dict.fromkeys(spec["datasets"])
    slim = narrow(spec)
    return {
        "wide": {"spec": spec, "letters": _WIDE},
        "narrow": slim and {"spec": slim, "letters": _NARROW},
    }


def narrow(spec: Part) -> Part | None:
    """A specification of `Chart.spec` for a window of a phone; None for a map, which has a size."""
    (drawing,) = spec["vconcat"]
    if "projection" in drawing:
        return None
    title = spec["title"] | {"text": _lines(spec["title"]["text"], 38)}
    if "subtitle" in title:
        title["subtitle"] = _lines(" ".join(title["subtitle"]), _NARROW)
    config = dict(spec["config"])
    for name, style in _NARROW_STYLE.items():
        config[name] = config.get(name, {}) | style
    foot = drawing["title"] | {"text": _lines(drawing["title"]["text"], _NARROW + 20)}
    width = _WIDTH_BESIDE_NAMES if _has_names(drawing) else _WIDTH
    slim = _slim(drawing, width) | {"width": width, "title": foot}
    if "spec" in slim:
        del slim["width"]
        slim["columns"] = 1
    return spec | {"title": title, "vconcat": [slim], "config": config | {"padding": 6}}


def _slim(part: Any, width: int) -> Any:
    """The part with every width set and every title of an axis or a legend in short lines."""
    if isinstance(part, list):
        return [_slim(item, width) for item in part]
    if not isinstance(part, dict):
        return part
    slim = {key: _slim(value, width) for key, value in part.items()}
    if isinstance(slim.get("width"), int):
        slim["width"] = width
    if isinstance(slim.get("title"), str):
        slim["title"] = _lines(slim["title"], 34)
    if (slim.get("axis") or {}).get("labelAngle") == 0:
        slim["axis"] |= {"labelAngle": -90}
    if "labelExpr" in (slim.get("legend") or {}):
        slim["legend"] |= {"columns": 1}
    return slim


def _has_names(drawing: Part) -> bool:
    """Whether names stand on the left of the drawing."""
    return '"title": null' in json.dumps(drawing.get("encoding", {}).get("y", {}))


def _lines(text: str | list[str], letters: int) -> list[str]:
    joined = text if isinstance(text, str) else " ".join(text)
    return textwrap.wrap(joined, letters, break_long_words=False)
