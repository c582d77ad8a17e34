"""Dates and texts are worded for readers without saying more than the record does."""

from __future__ import annotations

from typing import Any

import pytest

from builder.wording import act, brief, moment, readable, visible


@pytest.mark.parametrize(
    ("text", "said", "machine"),
    [
        ("1996-06-04", "4 June 1996", "1996-06-04"),
        ("1995-02", "February 1995", "1995-02"),
        ("2001", "2001", "2001"),
        ("2001~", "about 2001", None),
        (
            "[2007-12-12..2007-12-13]",
            "between 12 December 2007 and 13 December 2007",
            None,
        ),
        ("[1992..1993]", "between 1992 and 1993", None),
        ("2001-02-30", "2001-02-30", None),
        ("soon", "soon", None),
    ],
)
def test_a_date_says_no_more_in_words_than_as_edtf(
    text: str, said: str, machine: str | None
) -> None:
    assert (readable(text), moment(text)) == (said, machine)


def test_what_does_not_print_is_seen() -> None:
    assert visible("a\u202eb\x1b\nc\u00a0d") == "a\\u202eb\\x1b\nc\u00a0d"
    assert brief("a\nb") == "a\\nb"
    assert len(brief("x" * 5_000)) < 400


@pytest.mark.parametrize(
    ("known", "name"),
    [
        (
            {"number": "3810-р", "published_on": "2025-12-19"},
            "Note 3810-р, published 19 December 2025",
        ),
        ({"signed_on": "2001~", "published_on": "2002"}, "Note of about 2001"),
        ({"published_on": "2002"}, "Note, published 2002"),
        ({"number": "5"}, "Note 5"),
        ({}, "Note"),
    ],
)
def test_an_act_is_called_by_what_is_known_of_it(known: dict[str, Any], name: str) -> None:
    nothing = dict.fromkeys(("number", "signed_on", "published_on"))
    assert act({"kind": "note"} | nothing | known) == name
