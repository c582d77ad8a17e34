"""Any two colours of a palette are told apart, also by those who see two primary colours only."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import combinations
from math import dist

import pytest

Colour = tuple[float, ...]

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB
SEEN_BY = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopes": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopes": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> Colour:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def lab(colour: Colour) -> Colour:
    """CIE L*a*b* of linear RGB, for white D65: equal distances look equally different."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    x, y, z = (p ** (1 / 3) if p > 0.008856 else 7.787 * p + 16 / 116 for p in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("palette", ["category", "ordinal"])
@pytest.mark.parametrize("who", SEEN_BY)
def test_two_colours_of_a_palette_look_different(palette: str, who: str) -> None:
    style = json.loads(files("pactexit.charts").joinpath("style.json").read_text(encoding="utf-8"))
    seen = {
        colour: lab(
            tuple(
                sum(weight * part for weight, part in zip(row, linear(colour), strict=True))
                for row in SEEN_BY[who]
            )
        )
        for colour in style["range"][palette]
    }
    assert len(seen) == 8
    for one, other in combinations(seen, 2):
        # 2.3 is the least that an eye sees side by side
        assert dist(seen[one], seen[other]) > 15, (one, other)
