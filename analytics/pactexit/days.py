"""Days as people and spreadsheets write them, in ISO 8601 where they can mean one day only."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Order = Literal["day first", "month first"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_YEAR_FIRST = re.compile(r"(\d{4})([-./]) ?(\d{1,2})\2 ?(\d{1,2})\.?", re.ASCII)
# with points between them, the day stands first wherever this is written
_POINTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII)
_STROKES = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_DAY_IN_WORDS = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ,]+(\d{4})", re.ASCII)
_WORD_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII)
_TIME = re.compile(r"(.*\d)[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z| ?[AP]M)?", re.ASCII)

#: What still looks like a day, and why nobody can say which.
_UNCLEAR = (
    (r"\d{1,2}([-./])\d{1,2}\1\d{2}", "its century is lost"),
    (r"\d{1,2}[- ][^\W\d]{3,}\.?[- ]\d{2}", "its century is lost"),
    (r"[^\W\d]{3,}\.?[-. ]?\d{2}", "its century or its year is lost"),
    (r"\d{1,2}[-. ][^\W\d]{3,}\.?", "its year is lost"),
    (r"\d{5}(\.\d+)?", "it may be a spreadsheet's number of a day, which has two calendars"),
)


class UnclearDayError(ValueError):
    """The text is a day, but which one cannot be told: its text says why."""


def iso(text: str, order: Order | None = None) -> str | None:
    """The day that a text means, as ISO 8601, or None where it does not look like a day.

    `order` says how 05/06/2025 is to be read. Raises `UnclearDayError` where the text can mean two
    days, or has lost a part of one.
    """
    text = _without_time(text)
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
    elif match := _POINTS.fullmatch(text):
        day, month, year = match.groups()
    elif match := _STROKES.fullmatch(text):
        first, _, second, year = match.groups()
        day, month = _told_apart(int(first), int(second), order)
    elif match := _DAY_IN_WORDS.fullmatch(text):
        day, word, year = match.groups()
        month = _month(word)
    elif match := _WORD_FIRST.fullmatch(text):
        word, day, year = match.groups()
        month = _month(word)
    else:
        for form, reason in _UNCLEAR:
            if re.fullmatch(form, text):
                raise UnclearDayError(reason)
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise UnclearDayError("it is no day of the calendar") from None


def order_of(texts: Iterable[str]) -> Order | None:
    """How the days of one file are written, where some of them can be read in one way only."""
    found: set[Order] = set()
    for text in texts:
        if match := _STROKES.match(text):
            first, second = int(match[1]), int(match[3])
            if max(first, second) > len(_MONTHS) >= min(first, second):
                found.add("day first" if first > second else "month first")
    return found.pop() if len(found) == 1 else None


def _without_time(text: str) -> str:
    """The text without a midnight, which spreadsheets add. Raises `UnclearDayError`."""
    match = _TIME.fullmatch(text)
    if match is None:
        return text
    if set(match[2]) - set("0:."):
        raise UnclearDayError("it has a time of day")
    return match[1]


def _told_apart(first: int, second: int, order: Order | None) -> tuple[str, str]:
    """Day and month."""
    if first != second and max(first, second) <= len(_MONTHS) and order is None:
        raise UnclearDayError("day and month cannot be told apart")
    day_first = first > len(_MONTHS) or (second <= len(_MONTHS) and order == "day first")
    return (str(first), str(second)) if day_first else (str(second), str(first))


def _month(word: str) -> str:
    for number, name in enumerate(_MONTHS, 1):
        if name.startswith(word.lower()) or word.lower() == name[:3] or word.lower() == name[:4]:
            return str(number)
    raise UnclearDayError("its month is no English one")
