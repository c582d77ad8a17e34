"""Finds the agreement, the act and the source of a form among those on record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactexit import edtf
from pactexit.contributing.answers import AnswerError
from pactexit.problem import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pactexit.contributing.record import Record, Row

#: Identifiers begin with a country, or multi, and have a year in them.
_ID = re.compile(r"[a-z]{3,5}(-[a-z0-9]+)*-(\d{4}|undated)(-[a-z0-9]+)*")
#: So many identifiers fit into a line.
_LISTED = 6
_OWN = {"RUS", "SUN"}


def agreement(answers: Mapping[str, str], record: Record) -> Row | None:
    """The agreement on record that the answers mean, or None where it is new.

    Raises `AnswerError` where several can be meant, or where the answers contradict the record.
    """
    partners = set(answers["partner"].split(";"))
    if partners & _OWN:
        raise AnswerError("Partner country: is Russia itself. Write the other side.")
    if named := _named("Agreement", answers["agreement"], "agreements", record):
        if not partners <= _states_of(named, record):
            raise AnswerError(
                f"Partner country: is no party of {named['agreement_id']}. Mend one of the two."
            )
        return named
    # treaties of many states come last
    theirs = sorted(
        (row for row in record.tables["agreements"] if partners <= _states_of(row, record)),
        key=lambda row: len(_states_of(row, record)),
    )
    titled = [
        row
        for row in theirs
        if _plain(answers["agreement"]) in {_plain(row["title_en"]), _plain(row["title_ru"])}
    ]
    day = answers["agreement_signed_on"]
    found = [row for row in titled if not day or _meet(row["signed_on"], day, unknown=True)]
    if not found and not titled:
        found = [row for row in theirs if not day or _meet(row["signed_on"], day, unknown=False)]
    return _chosen(answers, theirs, titled, found)


def _chosen(
    answers: Mapping[str, str], theirs: list[Row], titled: list[Row], found: list[Row]
) -> Row | None:
    """The one row that fits what was said of its being on record."""
    standing = answers["agreement_standing"]
    if standing == "no, it is new":
        if same := [row for row in found if row in titled or _same_instrument(row, answers)]:
            raise AnswerError(
                f"Is the agreement in the dataset?: it is, as {_listed(same)}. Answer yes."
            )
        return None
    # two instruments of one year are common, two of one day are not
    has_day = len(answers["agreement_signed_on"]) == len("1993-07-07")
    is_told = bool(titled or has_day or standing == "yes")
    if len(found) == 1 and is_told:
        return found[0]
    if not found and standing == "yes":
        raise AnswerError(
            f"Agreement: none on record fits. With this partner: {_listed(theirs) or 'none'}. "
            "Write its identifier, or say that it is new."
        )
    if found:
        raise AnswerError(
            f"Agreement: {_listed(found)} can be meant. Write the identifier in place of the "
            "title, or say that it is new."
        )
    return None


def order(answers: Mapping[str, str], record: Record) -> Row | None:
    """The act on record that the answers mean, or None where it is new.

    Raises `AnswerError` where several can be meant, or where the answers contradict the record.
    """
    if named := _named("Organ", answers["act"], "orders", record):
        if named["issuing_country_id"] != answers["actor"]:
            raise AnswerError(f"Who acted: did not issue {named['order_id']}. Mend one of the two.")
        return named
    acts = [
        row
        for row in record.tables["orders"]
        if (row["issuing_country_id"], row["kind"]) == (answers["actor"], answers["act_kind"])
        and _may_be_dated(row, answers) is not False
    ]
    number = _digits(answers["act_number"])
    found = [row for row in acts if number and _digits(row["number"]) == number] or [
        row
        for row in acts
        if _may_be_dated(row, answers) and not (number and _digits(row["number"]))
    ]
    if len(found) > 1:
        raise AnswerError(
            f"Organ: {_listed(found)} can be meant. Write the identifier in place of the organ."
        )
    return found[0] if found else None


def _may_be_dated(row: Row, answers: Mapping[str, str]) -> bool | None:
    """Whether an act can have the days of the form, or None where no day is known of both."""
    met = [
        _meet(row[column], answers[f"act_{column}"], unknown=None)
        for column in ("signed_on", "published_on")
    ]
    return False if False in met else True if True in met else None


def source(url: str, record: Record) -> Row | None:
    """The source on record with this address."""
    wanted = _address(url)
    return next((row for row in record.tables["sources"] if _address(row["url"]) == wanted), None)


def meet(one: str, other: str) -> bool:
    """Whether two dates can be the same day."""
    (first, last), (other_first, other_last) = edtf.bounds(one), edtf.bounds(other)
    return first <= other_last and other_first <= last


def _meet(one: str, other: str, *, unknown: bool | None) -> bool | None:
    """Whether two dates can be the same day; `unknown` where one is empty."""
    return meet(one, other) if one and other else unknown


def _named(label: str, text: str, table: str, record: Record) -> Row | None:
    """The row whose identifier stands in place of a title, or None where there is a title."""
    if not _ID.fullmatch(text):
        return None
    if row := record.find(table, text):
        return row
    near = did_you_mean(text, record.keys(table))
    hint = f"Did you mean {near}?" if near else "Write the title."
    raise AnswerError(f"{label}: there is no {text} in tables/{table}.csv. {hint}")


def _states_of(row: Row, record: Record) -> set[str]:
    return {
        party["country_id"]
        for party in record.tables["parties"]
        if party["agreement_id"] == row["agreement_id"]
    }


def _same_instrument(row: Row, answers: Mapping[str, str]) -> bool:
    return bool(answers["agreement_signed_on"]) and all(
        row[column] == answers[f"agreement_{column}"] for column in ("signed_on", "subject")
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _digits(number: str) -> list[str]:
    """What tells numbers of acts apart: their letters are written in two alphabets."""
    return re.findall(r"\d+", number)


def _address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url.partition("#")[0]).rstrip("/")


def _listed(rows: Iterable[Row]) -> str:
    identifiers = [next(iter(row.values())) for row in rows]
    more = f" and {len(identifiers) - _LISTED} more" if len(identifiers) > _LISTED else ""
    return ", ".join(identifiers[:_LISTED]) + more
