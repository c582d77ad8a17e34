"""Patterns of a schema that could keep Python's `re` busy for ever, and the same for polars."""

from __future__ import annotations

import re
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]  # where Python keeps its parser
from re import _parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A longer pattern is no form that somebody has thought of.
LONGEST = 10_000
#: What polars builds from a pattern has its limit; the unit of all weights is about 100 bytes.
_HEAVIEST, _LIGHT, _WIDE = 80_000, 2, 12

#: All of ASCII, and a digit, a letter, a space and a sign that stand for all the others.
_SAMPLES = [*map(chr, range(128)), "٣", "é", "\u2003", "€"]
_ASCII, _OTHERS, _ALL = (1 << 128) - 1, 15 << 128, (1 << 132) - 1
#: Each class that is named by a letter: in Python, within brackets in polars, and its weight.
_CLASSES = {
    op.CATEGORY_DIGIT: (r"\d", r"\p{Nd}", 60),
    op.CATEGORY_NOT_DIGIT: (r"\D", r"\P{Nd}", 60),
    op.CATEGORY_SPACE: (r"\s", r"\t-\r\x1c-\x20\x{85}\p{Z}", 20),
    op.CATEGORY_NOT_SPACE: (r"\S", r"[^\t-\r\x1c-\x20\x{85}\p{Z}]", 20),
    op.CATEGORY_WORD: (r"\w", r"\p{L}\p{N}_", 600),
    op.CATEGORY_NOT_WORD: (r"\W", r"[^\p{L}\p{N}_]", 600),
}
_LEAVES = {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}
_LOOKS = {op.ASSERT, op.ASSERT_NOT}
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_SURROGATES = range(0xD800, 0xE000)


class _UnknownError(Exception):
    """A part of a pattern means something else in another engine, or nothing."""


class _AmbiguousError(Exception):
    """There is more than one way in which a text can go on in a pattern."""


def refusal(pattern: str) -> str | None:
    """Why a pattern cannot be judged in bounded time, or None where it can be, or is no pattern."""
    if len(pattern) > LONGEST:
        return f"has more than {LONGEST:,} characters"
    try:
        if is_bounded(pattern) or in_linear_time(pattern) is not None:
            return None
    except (re.error, RecursionError, OverflowError):
        return None
    return "can take longer than anybody waits; write it without repeats that can share a letter"


@cache
def is_bounded(pattern: str) -> bool:
    """Whether `re` takes a time that grows no faster than the text.

    So it is where each letter of a text can stand for one place of the pattern only: whoever goes
    back in such a pattern finds no other way. Raises what `re.compile` raises.
    """
    try:
        _Places().sequence(_parser.parse(f"^{pattern}$"))
    except _AmbiguousError:
        return False
    return True


@cache
def in_linear_time(pattern: str) -> tuple[tuple[str, bool], ...] | None:
    """Patterns for polars that say together what this one says, or None where none can.

    Each has to match a text, or the text without a line feed at its end, where it is paired with
    True, and neither of the two where with False. Raises what `re.compile` raises.
    """
    tree = list(_parser.parse(f"^{pattern}$"))
    start = 0
    while start < len(tree) and (
        tree[start][0] in _LOOKS or tree[start] == (op.AT, op.AT_BEGINNING)
    ):
        start += 1
    looks = [(kind is op.ASSERT, *value) for kind, value in tree[:start] if kind in _LOOKS]
    try:
        if _weight(tree) > _HEAVIEST or any(direction < 0 for _, direction, _ in looks):
            return None
        parts = [(_sequence(body), wanted) for wanted, _, body in looks]
        parts.append((_sequence(tree[start:]), True))
    except _UnknownError:
        return None
    return tuple((f"^(?:{part})", wanted) for part, wanted in parts)


class _Places:
    """The places of a pattern at which a letter can stand, and which letters can come after each.

    Letters are bits of a number, one for each of `_SAMPLES`. What is nullable needs no letter.
    """

    def __init__(self) -> None:
        self._after: list[int] = []

    def sequence(self, items: Iterable[Any]) -> tuple[bool, int, list[int]]:
        """Whether it is nullable, the letters it begins with, and the places it can end with."""
        nullable, first, last = True, 0, list[int]()
        for kind, value in items:
            is_nullable, begins, ends = self._item(kind, value)
            for place in last:
                self._after[place] = _apart(self._after[place], begins)
            first = _apart(first, begins) if nullable else first
            last = [*last, *ends] if is_nullable else ends
            nullable &= is_nullable
        return nullable, first, last

    def _item(self, kind: Any, value: Any) -> tuple[bool, int, list[int]]:
        if kind in _LEAVES or kind is op.GROUPREF:
            letters = _ALL if kind is op.GROUPREF else _letters(kind, value)
            self._after.append(0)
            return kind is op.GROUPREF, letters, [len(self._after) - 1]
        if kind is op.SUBPATTERN and not value[1] and not value[2]:
            return self.sequence(value[3])
        if kind is op.ATOMIC_GROUP:
            return self.sequence(value)
        if kind is op.BRANCH:
            return self._branch(value[1])
        if kind in _REPEATS:
            return self._repeat(*value)
        if kind in _LOOKS:
            self._look(value[1])
        elif kind is not op.AT:
            raise _AmbiguousError
        return True, 0, []

    def _branch(self, items: list[Any]) -> tuple[bool, int, list[int]]:
        nullable, first, last = False, 0, list[int]()
        for item in items:
            is_nullable, begins, ends = self.sequence(item)
            if nullable and is_nullable:
                raise _AmbiguousError
            nullable |= is_nullable
            first = _apart(first, begins)
            last += ends
        return nullable, first, last

    def _repeat(self, least: int, most: int, body: Any) -> tuple[bool, int, list[int]]:
        is_nullable, first, last = self.sequence(body)
        if is_nullable:
            raise _AmbiguousError
        if most > 1:
            for place in last:
                self._after[place] = _apart(self._after[place], first)
        return least == 0, first, last

    def _look(self, body: Any) -> None:
        # elsewhere it would read the rest of the text again for each letter
        if self._after and _has_repeat(body):
            raise _AmbiguousError
        _Places().sequence(body)


def _apart(letters: int, others: int) -> int:
    """All the letters together. Raises `_AmbiguousError` where one is in both."""
    if letters & others:
        raise _AmbiguousError
    return letters | others


def _letters(kind: Any, value: Any) -> int:
    """The letters that a place, or a part of a class in brackets, takes; perhaps too many."""
    if kind is op.LITERAL:
        return _bit(value)
    if kind is op.NOT_LITERAL:
        return _ALL & ~(_bit(value) & _ASCII)
    if kind is op.RANGE:
        low, high = value
        ascii_only: int = (1 << min(high + 1, 128)) - (1 << min(low, 128))
        return ascii_only | (0 if high in range(128) else _OTHERS)
    if kind is op.CATEGORY:
        letter = re.compile(_CLASSES[value][0])
        return sum(1 << n for n, sample in enumerate(_SAMPLES) if letter.match(sample))
    if kind is op.IN:
        found = 0
        for inner, of_it in value:
            found |= 0 if inner is op.NEGATE else _letters(inner, of_it)
        return _ALL & ~(found & _ASCII) if value[0][0] is op.NEGATE else found
    return _ALL


def _bit(number: int) -> int:
    """The bit of the sample that is a letter, or stands for it."""
    letter = chr(number)
    kinds = (letter.isdecimal(), letter.isalnum(), letter.isspace(), True)
    return 1 << (number if number in range(128) else 128 + kinds.index(True))


def _sequence(items: Iterable[Any], *, is_last: bool = True) -> str:
    """A sequence in the syntax of polars; `is_last` where the pattern ends with it."""
    several = list(items)
    end = max((n for n, (kind, _) in enumerate(several) if kind is not op.AT), default=0)
    return "".join(
        _item(kind, value, is_last=is_last and n >= end) for n, (kind, value) in enumerate(several)
    )


def _item(kind: Any, value: Any, *, is_last: bool) -> str:
    if kind in _LEAVES:
        return "." if kind is op.ANY else f"[{_class(kind, value)}]"
    if kind is op.AT and value is op.AT_BEGINNING:
        return "^"
    # before the end it could stand before a line feed that another place takes
    if kind is op.AT and value is op.AT_END and is_last:
        return "$"
    if kind is op.BRANCH:
        return f"(?:{'|'.join(_sequence(item, is_last=is_last) for item in value[1])})"
    if kind is op.SUBPATTERN and not value[1] and not value[2]:
        return f"(?:{_sequence(value[3], is_last=is_last)})"
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT}:
        least, most, body = value
        bound = "" if most == op.MAXREPEAT else most
        return f"(?:{_sequence(body, is_last=False)}){{{least},{bound}}}"
    raise _UnknownError


def _class(kind: Any, value: Any) -> str:
    """What stands in the brackets of a class."""
    if kind is op.NEGATE:
        return "^"
    if kind is op.NOT_LITERAL:
        return f"^{_class(op.LITERAL, value)}"
    if kind is op.CATEGORY:
        return _CLASSES[value][1]
    if kind is op.IN:
        return "".join(_class(inner, of_it) for inner, of_it in value)
    bounds = value if kind is op.RANGE else (value,)
    if any(bound in _SURROGATES for bound in bounds):
        raise _UnknownError
    return "-".join(f"\\x{{{bound:x}}}" for bound in bounds)


def _weight(items: Iterable[Any]) -> int:
    weight = 0
    for kind, value in items:
        times = 1
        if kind in _REPEATS:
            times = max(value[0] + 1 if value[1] == op.MAXREPEAT else value[1], 1)
        inner = sum(_weight(part) for part in _parts(kind, value))
        weight += times * (inner or _of_letters(kind, value))
    return weight


def _of_letters(kind: Any, value: Any) -> int:
    if kind is op.CATEGORY:
        return _CLASSES[value][2]
    if kind is op.IN:
        return sum(_of_letters(inner, of_it) for inner, of_it in value)
    is_light = kind is op.LITERAL or (kind is op.RANGE and value[1] in range(128))
    return _LIGHT if is_light else _WIDE


def _has_repeat(items: Iterable[Any]) -> bool:
    return any(
        kind in _REPEATS or any(_has_repeat(part) for part in _parts(kind, value))
        for kind, value in items
    )


def _parts(kind: Any, value: Any) -> list[Any]:
    """The sequences within an item."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind in {op.SUBPATTERN, op.ATOMIC_GROUP, *_REPEATS, *_LOOKS}:
        return [value if kind is op.ATOMIC_GROUP else value[-1]]
    return []
