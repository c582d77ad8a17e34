"""Imprecise dates as EDTF strings: which of them the calendar allows."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_FORMS = re.compile(rf"(?:({_DATE})~?|\[({_DATE})\.\.({_DATE})\])", re.ASCII)

#: The class of a Table Schema field that holds such dates (its `rdfType`).
RDF_TYPE = "http://id.loc.gov/datatypes/edtf/EDTF"


def is_valid(text: str) -> bool:
    """Whether `text` is an EDTF date of a form used here that exists in the calendar.

    The forms are a day, month or year, each with an optional `~`, and a range `[a..b]` whose
    first part does not begin after its second (Extended Date/Time Format, Library of Congress,
    levels 0 to 2).
    """
    match = _FORMS.fullmatch(text)
    if match is None:
        return False
    days = [_first_day(part) for part in match.groups() if part]
    return all(days) and days == sorted(days, key=str)


def bounds(text: str) -> tuple[date, date]:
    """The earliest and the latest day that a valid date can mean; `~` changes neither."""
    parts = text.strip("[]").replace("~", "").split("..")
    first = _first_day(parts[0]) or date.min
    last = _first_day(parts[-1]) or date.max
    precision = parts[-1].count("-")
    if precision == 0:
        last = last.replace(month=12, day=31)
    elif precision == 1:
        last = last.replace(day=monthrange(last.year, last.month)[1])
    return first, last


def _first_day(part: str) -> date | None:
    year, month, day = (part + "-01-01").split("-")[:3]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
