"""Identifiers of new rows, by the rules that the codebook has for each table."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pactexit import edtf

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from pactexit.contributing.record import Row

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        (
            *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o"),
            *("p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e"),
            *("yu", "ya", "i", "yi", "ye", "g", "u"),
        ),
        strict=True,
    )
)
#: A name in an identifier is a few words.
_WORDS = 4
_ORGANS = {
    "Ministry of Foreign Affairs": "mfa",
    "Ministry of Defence": "mod",
    "Department of State": "state-department",
}
_BY_KIND = {"law": "law", "presidential": "president", "government": "government"}


def slug(text: str, words: int = _WORDS) -> str:
    """The first words of a text in small Latin letters and digits, joined with hyphens."""
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in text.lower())
    plain = unicodedata.normalize("NFKD", latin.replace("ł", "l").replace("ß", "ss"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))[:words])


def agreement(partners: Sequence[str], signed_on: str, name: str, taken: Container[str]) -> str:
    """Partner, or multi for several; year of signature, or undated; a short name."""
    partner = partners[0].lower() if len(partners) == 1 else "multi"
    year = f"{edtf.bounds(signed_on)[0].year:04}" if signed_on else "undated"
    return _free(f"{partner}-{year}-{slug(name)}", taken)


def order(act: Row, known: Sequence[Row], taken: Container[str]) -> str:
    """Country, issuer and first public date."""
    first_public = (act["published_on"] or act["signed_on"]).replace("~", "")
    country = act["issuing_country_id"]
    return _free(f"{country.lower()}-{_issuer(act, known)}-{first_public}", taken)


def event(agreement_id: str, actor_id: str, track: str, stage: str, taken: Container[str]) -> str:
    """The agreement, the actor, the track unless it is the exit, and the stage."""
    on_track = "" if track == "exit" else f"{track}-"
    return _free(f"{agreement_id}-{actor_id.lower()}-{on_track}{stage}", taken)


def source(publisher: str, published_on: str, title: str, taken: Container[str]) -> str:
    """Publisher, date or undated, and the first words of the title."""
    day = re.sub(r"[~\[\]]|\.\..*", "", published_on) or "undated"
    parts = (slug(publisher) or "publisher", day, slug(title))
    return _free("-".join(part for part in parts if part), taken)


def _issuer(act: Row, known: Sequence[Row]) -> str:
    """The issuer as other acts of it have it in their identifiers, else by kind or name."""
    country, issuer = act["issuing_country_id"], act["issuer"]
    for other in known:
        if (other["issuing_country_id"], other["issuer"]) == (country, issuer):
            return re.sub(r"^[a-z]{3}-|-(\d{4}|undated).*$", "", other["order_id"])
    for beginning, word in _ORGANS.items():
        if issuer.startswith(beginning):
            return word
    for part, word in _BY_KIND.items():
        if part in act["kind"]:
            return word
    return slug(issuer) or act["kind"]


def _free(identifier: str, taken: Container[str]) -> str:
    """The identifier, with a number where it is taken."""
    number, free = 1, identifier
    while free in taken:
        number += 1
        free = f"{identifier}-{number}"
    return free
