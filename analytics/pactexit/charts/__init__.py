"""A chart: the Vega-Lite of a query file with the rows of its answer, rendered offline."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A part of a picture that is named by a number, where it is named.
_COUNTED = re.compile(r'(id="|url\(#)(clip|gradient_)(\d+)')
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True)
class Chart:
    """What is asked, with which parameters and from which data, its Vega-Lite, and its rows.

    The Vega-Lite names a map by the file beside this one: `data: {url: europe.topojson, ...}`.
    """

    title: str
    subtitle: str
    source: str
    description: str
    template: Mapping[str, Any]
    rows: list[dict[str, Any]]

    @property
    def spec(self) -> dict[str, Any]:
        """The complete Vega-Lite specification: rows, maps and style included."""
        maps: dict[str, Any] = {}
        drawing = _with_maps(self.template, maps)
        lines = textwrap.wrap(self.subtitle, 90, break_long_words=False)
        source = "; ".join([self.source, *(shapes["attribution"] for shapes in maps.values())])
        return {
            "$schema": _SCHEMA,
            "description": f"{self.title}. {self.description}",
            "title": {"text": self.title} | ({"subtitle": lines} if lines else {}),
            "data": {"values": self._values()},
            "datasets": maps,
            # only a view inside another can have a title of its own, at the foot
            "vconcat": [{"width": 480, **drawing, "title": {"text": source, **_FOOT}}],
            "config": json.loads(_shipped("style.json")),
            "usermeta": {"embedOptions": {"actions": False}},
        }

    def _values(self) -> list[dict[str, Any]]:
        """The rows as JSON has them, without the columns that the drawing does not name."""
        named = json.dumps(self.template)
        rows = [{name: row[name] for name in row if name in named} for row in self.rows]
        values: list[dict[str, Any]] = json.loads(json.dumps(rows, default=str))
        return values

    def svg(self) -> str:
        """The picture as SVG text."""
        return drawing(self.spec)

    def png(self) -> bytes:
        """The picture as PNG, at twice the size of the SVG."""
        import vl_convert

        return vl_convert.vegalite_to_png(self.spec, scale=2, allowed_base_urls=[])

    def html(self) -> str:
        """A page with the chart, complete in itself: its policy lets it ask nothing of any host."""
        import vl_convert

        spec = self.spec
        return Template(_shipped("page.html")).substitute(
            title=escape(self.title),
            description=escape(spec["description"]),
            library=vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"),
            # a text of the data that holds </script> ends nothing
            spec=json.dumps(spec).replace("<", "\\u003c"),
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        # notebooks show the first of these that they can
        return {
            "application/vnd.vegalite.v6+json": self.spec,
            "image/svg+xml": self.svg(),
            "text/plain": f"{self.title}. {self.source}",
        }


_FOOT = {
    "orient": "bottom",
    "anchor": "start",
    "frame": "bounds",
    "fontSize": 10,
    "fontWeight": "normal",
    "color": "#555555",
    "offset": 8,
}


def drawing(spec: dict[str, Any]) -> str:
    """The picture of a complete specification as SVG text.

    Vega names parts by numbers that count on from picture to picture; here they begin anew.
    """
    import vl_convert

    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    lowest: dict[str, int] = {}
    for _, kind, number in _COUNTED.findall(svg):
        lowest[kind] = min(int(number), lowest.get(kind, int(number)))
    return _COUNTED.sub(lambda part: f"{part[1]}{part[2]}{int(part[3]) - lowest[part[2]]}", svg)


def _with_maps(part: Any, maps: dict[str, Any]) -> Any:
    """The part with each map that it names by its file as a data set, which goes into `maps`."""
    if isinstance(part, list):
        return [_with_maps(item, maps) for item in part]
    if not isinstance(part, dict):
        return part
    if str(part.get("url", "")).endswith(".topojson"):
        name = part["url"]
        maps[name] = json.loads(_shipped(name))
        return {"name": name} | {key: value for key, value in part.items() if key != "url"}
    return {key: _with_maps(value, maps) for key, value in part.items()}


def _shipped(name: str) -> str:
    return files("pactexit.charts").joinpath(name).read_text(encoding="utf-8")
