"""Texts of others as they may stand in one line, and in Markdown that calls and links nobody."""

from __future__ import annotations

import re

# What Markdown, HTML or a program on a web page would obey; words stay readable.
_OBEYED = re.compile(r"""[^\w\s.,;:()'"/+=%?-]|_|:(?=\S)""")
# What GitHub looks for in the finished page too, where an entity is its character again.
_CALLS = re.compile(r"[@#:$]")
# Links that need no sign of their own: addresses, commits, GH-1.
_LINKS = re.compile(
    r"\b(www)(?=\.)|\b([0-9a-f]{4})(?=[0-9a-f]{3,36}\b)|\b(gh)(?=-\d)", re.IGNORECASE
)
#: Splits a word for programs, and for nobody who reads the page.
_SPLIT = "<!-- -->"


def flat(text: str, limit: int = 400) -> str:
    """A text as it may stand in a line: short, and without what a terminal would obey."""
    cut = text if len(text) <= limit else text[:limit] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def markdown(text: str) -> str:
    """A text as words of GitHub's Markdown, also in a table: no markup, link, call or emoji."""
    parts = _LINKS.split(flat(text))
    return "".join(
        _OBEYED.sub(_entity, part) + (_SPLIT if place % 4 else "")
        for place, part in enumerate(parts)
        if part
    )


def _entity(sign: re.Match[str]) -> str:
    split = _SPLIT if _CALLS.match(sign.group()) else ""
    return f"&#{ord(sign.group())};{split}"
