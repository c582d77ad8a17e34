"""Markdown as tokens and as HTML that the policy of the pages allows: no markup, no style."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_NO_LETTER = re.compile(r"[^\w\- ]")


def parse(written: str) -> list[Token]:
    """The tokens of a text; headings have their anchor, and tables the name of their heading."""
    tokens = _markdown().parse(written)
    _name(tokens)
    for opened, inline, closed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opened.attrs.pop("style", "") == "text-align:right":
            opened.attrs["class"] = "number"
        if opened.type == "th_open" and inline.content:
            opened.attrs["scope"] = "col"
        elif opened.type == "th_open":
            # a head that says nothing is none
            opened.tag = closed.tag = "td"
    return tokens


def render(tokens: Sequence[Token]) -> Markup:
    """The tokens as HTML."""
    return Markup(_markdown().renderer.render(tokens, _markdown().options, {}))


def text(inline: Token) -> str:
    """What a reader sees of a line of Markdown."""
    return "".join(
        " " if part.type in {"softbreak", "hardbreak"} else part.content
        for part in inline.children or []
    )


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("js-default", {"html": False, "linkify": False})
    markdown.add_render_rule("fence", _fence)
    markdown.add_render_rule("table_open", _table_open)
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return markdown


def _fence(_: object, tokens: Sequence[Token], at: int, *__: object) -> str:
    content = tokens[at].content
    start, end = tokens[at].meta.get("marked", (0, 0))
    marked = f"<mark>{escape(content[start:end])}</mark>" if start < end else ""
    # it scrolls, so that the keyboard must reach it
    return (
        f'<pre tabindex="0"><code>{escape(content[:start])}{marked}{escape(content[end:])}'
        "</code></pre>\n"
    )


def _table_open(_: object, tokens: Sequence[Token], at: int, *__: object) -> str:
    label = escape(tokens[at].meta["label"])
    return f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table>\n'


def _name(tokens: list[Token]) -> None:
    """Gives headings their anchors, as GitHub does, and tables names that no other has."""
    taken: dict[str, int] = {}
    label, tables = "", 0
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            label = text(inline)
            anchor = _NO_LETTER.sub("", label.lower()).replace(" ", "-")
            number = taken.setdefault(anchor, 0)
            taken[anchor] += 1
            token.attrs["id"] = f"{anchor}-{number}" if number else anchor
        elif token.type == "table_open":
            tables += 1
            token.meta["label"] = f"Table {tables}: {label}"
