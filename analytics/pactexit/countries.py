"""Which country a text means: a code, a name in English or Russian, or `cow:255`, `gw:260`."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pactexit.problem import PactExitError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Row = Mapping[str, object]

#: The columns of `countries` by which a country is found.
COLUMNS = ("country_id", "iso_alpha2", "iso_numeric", "name_en", "name_ru", "cow_code", "gw_code")
#: What is told to whoever has to name a country.
ACCEPTED = "A country: ISO code, name in English or Russian, cow:255 or gw:260."
# The table has one name a language; these stand beside it in daily use.
_ALSO_CALLED = {
    "CZE": ("Czech Republic",),
    "DEU": ("ФРГ",),
    "GBR": ("UK", "Great Britain", "Соединенное Королевство"),
    "KOR": ("Южная Корея",),
    "PRK": ("Северная Корея",),
    "RUS": ("Russian Federation", "Российская Федерация", "РФ"),
    "SUN": ("Soviet Union", "СССР", "Советский Союз"),
    "TUR": ("Turkey",),
    "USA": ("US", "United States of America", "США"),
    "VAT": ("Holy See", "Святой Престол"),
}
_NUMBER = re.compile(r"(?:(cow|gw)\s*:\s*)?0*(\d+)", re.IGNORECASE)


def meant(text: str, countries: Iterable[Row]) -> list[str]:
    """The `country_id` of every country that a text means: none, one, or for `cow:365` two.

    `countries` have `COLUMNS`. Case, accents and a leading "the" do not matter. A bare number is
    that of ISO and has three digits: other lists of states give the same numbers to others.
    """
    number = _NUMBER.fullmatch(text.strip())
    if number and number[1]:
        column = f"{number[1].lower()}_code"
        return [str(row["country_id"]) for row in countries if str(row[column]) == number[2]]
    wanted = _plain(text)
    return [str(row["country_id"]) for row in countries if wanted in map(_plain, called(row))]


def nearest(text: str, countries: Iterable[Row]) -> str | None:
    """How to write the country that may have been meant by a text that means none."""
    rows = list(countries)
    if number := _NUMBER.fullmatch(text.strip()):
        forms = (f"cow:{number[2]}", f"gw:{number[2]}", number[2].zfill(3))
        found = [f"{form} ({' or '.join(ids)})" for form in forms if (ids := meant(form, rows))]
        return " or ".join(found) or None
    is_code = len(text) == len("POL")
    names = {
        _plain(name): name
        for row in rows
        for name in ([str(row["country_id"])] if is_code else called(row))
        if len(name) > len("PL")
    }
    # names of countries share their endings: Germania is near Germany, and Romania
    near = get_close_matches(_plain(text), names, n=2, cutoff=0.6 if is_code else 0.75)
    return " or ".join(names[name] for name in near) or None


def country_id(what: str, text: str, countries: Iterable[Row]) -> str:
    """The `country_id` of the one country that a text means, for the parameter `what`.

    Raises `UnknownNameError` with the nearest country where it means none, and `PactExitError`
    where it means two: Russia and the USSR have one number in either list of states.
    """
    rows = list(countries)
    found = meant(text, rows)
    if not found:
        near = nearest(text, rows)
        hint = f"Did you mean {near}?" if near else ACCEPTED
        raise UnknownNameError(f"There is no {what} {text!r}. {hint}")
    if len(found) > 1:
        raise PactExitError(f"{what}: {text!r} is {' and '.join(found)}. Write one of the two.")
    return found[0]


def called(row: Row) -> Iterator[str]:
    """Every code, but for those of lists of states, and every name by which a country goes."""
    for column in COLUMNS:
        if not column.endswith("_code") and (name := row[column]):
            yield str(name)
    yield from _ALSO_CALLED.get(str(row["country_id"]), ())


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", " ".join(name.casefold().split()))
    return "".join(c for c in letters if not unicodedata.combining(c)).removeprefix("the ")
