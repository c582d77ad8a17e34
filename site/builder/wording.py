"""How values are worded for readers: imprecise dates, coded values, texts, the names of acts."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from pactexit import edtf
from pactexit.escaping import flat

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Titles are cut after so many characters; in the field itself nothing is cut.
_BRIEF = 320
#: What does not print and yet is no trick.
_SPACES = " \n\r\t\u00a0"


def readable(value: object) -> str:
    """A day or an EDTF date in words; what is neither stays as it is."""
    text = str(value)
    if not edtf.is_valid(text):
        return text
    if text.startswith("["):
        first, last = text.strip("[]").split("..")
        return f"between {_date(first)} and {_date(last)}"
    return f"about {_date(text[:-1])}" if text.endswith("~") else _date(text)


def moment(value: object) -> str | None:
    """A date as HTML's `time` takes it, or None for what it cannot say: `2001~`, a range."""
    text = str(value)
    return text if edtf.is_valid(text) and re.fullmatch(r"[\d-]+", text, re.ASCII) else None


def visible(value: object) -> str:
    """A text in which nothing hides: what neither prints nor spaces stands as its code."""
    return "".join(c if c.isprintable() or c in _SPACES else flat(c) for c in str(value))


def brief(value: object) -> str:
    """A text for titles and links: one line, of bounded length."""
    return flat(str(value), _BRIEF)


def words(value: object) -> str:
    """A coded value or the name of a column, without its hyphens and underscores."""
    return str(value).replace("_", " ").replace("-", " ")


def act(order: Mapping[str, object]) -> str:
    """What an official act is called: its kind, its number and its day, as far as known."""
    parts = [words(order["kind"]).capitalize()]
    if order["number"]:
        parts.append(str(order["number"]))
    if order["signed_on"]:
        parts.append(f"of {readable(order['signed_on'])}")
    elif order["published_on"]:
        parts[-1] += ","
        parts.append(f"published {readable(order['published_on'])}")
    return brief(" ".join(parts))


def publication(source: Mapping[str, object]) -> str:
    """What a source is called: its title, else its identifier."""
    return brief(source["title"] or source["source_id"])


def _date(text: str) -> str:
    year, *rest = text.split("-")
    named = [calendar.month_name[int(rest[0])]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *named, year])
