"""Every answer in plain Python, by the name of its question."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, Any

import plain_answers
import plain_exits
import plain_lives
import plain_panels
import plain_record
import plain_spells
import plain_steps
from pactexit.asking import questions

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWERS: dict[str, Callable[..., list[tuple[Any, ...]]]] = {
    name: getattr(module, name)
    for module in (
        plain_answers,
        plain_exits,
        plain_lives,
        plain_panels,
        plain_record,
        plain_spells,
        plain_steps,
    )
    for name in questions()
    if hasattr(module, name)
}


def is_same(found: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> bool:
    """Whether two answers are the same: doubles to 1e-9, everything else exactly."""
    return len(found) == len(expected) and all(
        isclose(one, other, rel_tol=0, abs_tol=1e-9)
        if isinstance(one, float) and isinstance(other, float)
        else one == other
        for row, wanted in zip(found, expected, strict=True)
        for one, other in zip(row, wanted, strict=True)
    )
