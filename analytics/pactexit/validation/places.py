"""Where each part of a descriptor stands: the line of every key and item of a JSON text."""

from __future__ import annotations

import json
import re

#: The keys and the places in lists that lead to a part: `("resources", 0, "name")`.
Path = tuple[str | int, ...]

_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:\n]|[^\s{}\[\],:"]+')


def lines(text: str) -> dict[Path, int]:
    """The line, from 1, of each part of a text that is valid JSON; of its key where it has one."""
    found: dict[Path, int] = {}
    # None stands where a key is still to come
    path: list[str | int | None] = []
    line = 1
    for sign in _SIGN.findall(text):
        if sign == "\n":
            line += 1
        elif sign in {"}", "]"}:
            path.pop()
        elif sign == ",":
            last = path[-1]
            path[-1] = last + 1 if isinstance(last, int) else None
        elif sign != ":":
            if path and path[-1] is None:
                path[-1] = json.loads(sign)
            found.setdefault(tuple(part for part in path if part is not None), line)
            if sign in {"{", "["}:
                path.append(None if sign == "{" else 0)
    return found


def line_of(found: dict[Path, int], path: Path) -> int | None:
    """The line of a part, or of the nearest part around it that is in the text."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path)
