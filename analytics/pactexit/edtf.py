"""Imprecise dates as EDTF strings: which of them the calendar allows."""

from __future__ import annotations

import re
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


def _first_day(part: str) -> date | None:
    year, month, day = (part + "-01-01").split("-")[:3]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
