"""Every answer in plain Python, by the name of its question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plain_answers
import plain_exits
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
        plain_panels,
        plain_record,
        plain_spells,
        plain_steps,
    )
    for name in questions()
    if hasattr(module, name)
}
