"""Finds a country of the record by its code or its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.escaping import flat
from pactexit.problem import did_you_mean

if TYPE_CHECKING:
    from pactexit.contributing.record import Record

_NAMES = ("country_id", "iso_alpha2", "name_en", "name_ru")


def country_ids(text: str, record: Record, *, several: bool) -> list[str]:
    """The ISO codes of the countries that a text names, separated by semicolons where `several`.

    Raises `ValueError` with what is wrong and how to mend it.
    """
    names = [name.strip() for name in text.split(";")] if several else [text]
    return list(dict.fromkeys(_country_id(name, record) for name in names if name))


def _country_id(name: str, record: Record) -> str:
    named = {
        row[column]: row["country_id"]
        for row in record.tables["countries"]
        for column in _NAMES
        if row[column]
    }
    wanted = name.casefold().removeprefix("the ")
    found = next((code for known, code in named.items() if known.casefold() == wanted), None)
    if found is None:
        near = did_you_mean(name, [known for known in named if len(known) > len("USA")])
        hint = f"Did you mean {near}?" if near else "Write its ISO code, or its name as it has it."
        raise ValueError(f'"{flat(name, 80)}" is no country of tables/countries.csv', hint)
    return found
