"""A chart: the Vega-Lite of a query file with the rows of its answer, rendered offline."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True)
class Chart:
    """A title, the mark and encoding of a Vega-Lite chart, and its rows (a mapping each)."""

    title: str
    template: Mapping[str, Any]
    rows: list[dict[str, Any]]

    @property
    def spec(self) -> dict[str, Any]:
        """The complete Vega-Lite specification, data included."""
        values = json.loads(json.dumps(self.rows, default=str))
        return {
            "$schema": _SCHEMA,
            "title": self.title,
            "width": 480,
            "data": {"values": values},
            **self.template,
        }

    def svg(self) -> str:
        """The picture as SVG text."""
        import vl_convert

        return vl_convert.vegalite_to_svg(self.spec)

    def png(self) -> bytes:
        """The picture as PNG, at twice the size of the SVG."""
        import vl_convert

        return vl_convert.vegalite_to_png(self.spec, scale=2)

    def html(self) -> str:
        """A page with the chart, complete in itself."""
        import vl_convert

        return vl_convert.vegalite_to_html(self.spec, bundle=True)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        # notebooks show the first of these that they can
        return {"application/vnd.vegalite.v6+json": self.spec, "image/svg+xml": self.svg()}
