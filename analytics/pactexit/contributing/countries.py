"""Finds a country of the record by its code or its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit import countries
from pactexit.escaping import flat

if TYPE_CHECKING:
    from pactexit.contributing.record import Record


def country_ids(text: str, record: Record, *, several: bool) -> list[str]:
    """The ISO codes of the countries that a text names, separated by semicolons where `several`.

    Raises `ValueError` with what is wrong and how to mend it.
    """
    names = [name.strip() for name in text.split(";")] if several else [text]
    return list(dict.fromkeys(_country_id(name, record) for name in names if name))


def _country_id(name: str, record: Record) -> str:
    found = countries.meant(name, record.tables["countries"])
    if not found:
        near = countries.nearest(name, record.tables["countries"])
        hint = f"Did you mean {near}?" if near else "Write its ISO code, or its name as it has it."
        raise ValueError(f'"{flat(name, 80)}" is no country of tables/countries.csv', hint)
    if len(found) > 1:
        raise ValueError(f'"{flat(name, 80)}" is {" and ".join(found)}', "Write one of the two.")
    return found[0]
