"""How a value is said beside the one that it replaces."""

from __future__ import annotations

import json

#: Longer texts are cut to the part that differs.
LONGEST = 80
_AROUND = 20
_CUT = "…"


def shown(value: object) -> str:
    """A value in a sentence: in quotes where it is more than one word."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text) > LONGEST:
        text = text[:LONGEST].rstrip(f" {_CUT}") + _CUT
    return text if text and text.isprintable() and " " not in text else f'"{text}"'


def instead(before: object, after: object, nothing: str = "empty") -> str:
    """Both values: `4 instead of 3`, `4, was empty`, `empty, was 3`; of long texts what differs."""
    if before is None:
        return f"{shown(after)}, was {nothing}"
    if after is None:
        return f"{nothing}, was {shown(before)}"
    if isinstance(before, str) and isinstance(after, str):
        before, after = _parts(before, after)
    return f"{shown(after)} instead of {shown(before)}"


def _parts(before: str, after: str) -> tuple[str, str]:
    """The parts of two texts that differ, with a few words around them; short texts as they are."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    same = _common(before, after)
    same_end = _common(before[same:][::-1], after[same:][::-1])
    first = before.rfind(" ", 0, max(same - _AROUND, 0)) + 1
    # from the end backwards, so that a word is not cut either
    left = max(same_end - _AROUND, 0)
    last = left - (before[len(before) - left :] + " ").find(" ") if left else 0

    def part(text: str) -> str:
        middle = text[first : len(text) - last]
        return (_CUT if first else "") + middle + (_CUT if last else "")

    return part(before), part(after)


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
