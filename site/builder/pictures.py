"""Pictures of charts: those of the documents where they are of the same rows, else drawn anew."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pactexit import charts
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
_MAP_WIDTH = 310
_NARROW_STYLE: dict[str, Part] = {
    "title": {"fontSize": 14, "subtitleFontSize": 11},
    "axis": {"labelLimit": _NAMES},
    "legend": {
        "orient": "bottom",
        "symbolDirection": "vertical",
        "gradientDirection": "horizontal",
        "columns": 2,
        "labelLimit": 220,
        "layout": {"bottom": {"direction": "vertical"}},
    },
    "header": {"labelLimit": _WIDTH},
}


def svg(chart: Chart, name: str) -> str:
    """The chart of the question of that name as SVG."""
    return drawn(_DRAWN / f"{name}.svg", chart)


def narrow_svg(chart: Chart) -> str:
    """The chart for a narrow window, as SVG."""
    return lean(charts.drawing(narrow(chart.spec)))


def browser_chart(chart: Chart) -> dict[str, Part]:
    """What a browser draws the chart from with other rows: Vega-Lite without rows and maps.

    It fills in the rows, the maps by their file, the subtitle, and `{source}`.
    """
    spec = replace(chart, rows=[], subtitle="", source="{source}").spec
    spec["datasets"] = dict.fromkeys(spec["datasets"])
    return {
        "wide": {"spec": spec, "letters": _WIDE},
        "narrow": {"spec": narrow(spec), "letters": _NARROW},
    }


def narrow(spec: Part) -> Part:
    """A specification of `Chart.spec` for a window of a phone."""
    (drawing,) = spec["vconcat"]
    title = spec["title"] | {"text": _lines(spec["title"]["text"], 38)}
    if "subtitle" in title:
        title["subtitle"] = _lines(" ".join(title["subtitle"]), _NARROW)
    config = dict(spec["config"])
    for name, style in _NARROW_STYLE.items():
        config[name] = config.get(name, {}) | style
    foot = drawing["title"] | {"text": _lines(drawing["title"]["text"], _NARROW + 20)}
    width = _WIDTH_BESIDE_NAMES if _has_names(drawing) else _WIDTH
    if "projection" in drawing:
        slim = _small_map(drawing) | {"title": foot}
    else:
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


def _small_map(drawing: Part) -> Part:
    """A map at the width of a phone: colours alone, as the numbers would hide one another."""
    times = _MAP_WIDTH / drawing["width"]

    def scaled(part: Any) -> Any:
        return [scaled(item) for item in part] if isinstance(part, list) else part * times

    projection = {
        key: scaled(value) if key in {"scale", "translate", "clipExtent"} else value
        for key, value in drawing["projection"].items()
    }
    layers = []
    for layer in drawing["layer"]:
        mark, encoding = layer["mark"], layer.get("encoding", {})
        if mark["type"] == "text" and "longitude" in encoding:
            continue
        if mark["type"] == "circle":
            mark = mark | {"size": mark["size"] * times}
        if "value" in encoding.get("y", {}):
            below = encoding["y"]["value"] - drawing["height"]
            encoding = encoding | {"y": {"value": drawing["height"] * times + below}}
            mark = mark | {"limit": _MAP_WIDTH}
        layers.append(layer | {"mark": mark} | ({"encoding": encoding} if encoding else {}))
    sizes = {"width": _MAP_WIDTH, "height": drawing["height"] * times}
    return drawing | sizes | {"projection": projection, "layer": layers}


def _has_names(drawing: Part) -> bool:
    """Whether names stand on the left of the drawing."""
    return '"title": null' in json.dumps(drawing.get("encoding", {}).get("y", {}))


def _lines(text: str | list[str], letters: int) -> list[str]:
    joined = text if isinstance(text, str) else " ".join(text)
    return textwrap.wrap(joined, letters, break_long_words=False)
