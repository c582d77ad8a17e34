"""Writes pages and files: templates, links from page to page, the policy of each page."""

from __future__ import annotations

import json
import math
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup

from builder import cards, wording
from builder.linked_data import web_address
from builder.page import File, Page
from pactexit.showing import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.runtime import Context

    from builder.record import Record

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


class Writer:
    """Writes to a folder what the sections make of a record.

    `address` is where the site will be published, such as `https://example.org/pact-exit/`, or the
    empty text where that is not known; `assets` are the scripts and styles by their plain name.
    """

    def __init__(self, folder: Path, record: Record, address: str, assets: dict[str, str]) -> None:
        self.folder = folder
        self.environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals |= {
            "record": record,
            "about": record.about,
            "address": address,
            "asset": lambda name: assets[name],
            "link": _link,
            "card": cards.path,
            "card_size": cards.SIZE,
        }
        self.environment.filters |= {
            "json_ld": _json_ld,
            "said": said,
            "plain": plain,
            "rounded": rounded,
            "counted": counted,
            "readable": wording.readable,
            "moment": wording.moment,
            "visible": wording.visible,
            "brief": wording.brief,
            "words": wording.words,
            "act": wording.act,
            "publication": wording.publication,
            "web_address": web_address,
        }

    def write(self, made: Page | File) -> None:
        """Writes one page or file. Raises `FileExistsError` where there is one of that path."""
        if isinstance(made, File):
            path, data = self.folder / made.path, made.data
        else:
            path, data = self.folder / made.file, self.render(made).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)

    def render(self, page: Page) -> str:
        """The text of a page."""
        template = self.environment.get_template(page.template)
        return template.render(page.context, page=page)

    def write_all(self, made: Iterable[Page | File]) -> list[Page]:
        """Writes everything; returns the pages."""
        pages = []
        for each in made:
            self.write(each)
            if isinstance(each, Page):
                pages.append(each)
        return pages


@pass_context
def _link(context: Context, path: str) -> str:
    """The address of a path of the site, as seen from the page that is rendered."""
    return relative(context["page"].file, path)


def relative(file: str, path: str) -> str:
    """The address of a path of the site, as seen from one of its files.

    Relative, so that the site works at any address.
    """
    path, mark, rest = path.partition("#")
    if not path and mark:
        return mark + rest
    here = posixpath.dirname(file)
    slash = "/" if path.endswith("/") or not path else ""
    return posixpath.relpath(path or ".", here or ".") + slash + mark + rest


def _json_ld(value: dict[str, Any]) -> Markup:
    """JSON in a page: no text of the data ends the element in which it stands."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def said(value: object) -> str:
    """A value as text: yes and no for booleans, nothing for what is not established."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def rounded(value: object) -> object:
    """A value as text for people: a fraction with at most four decimals."""
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return plain(value)


def counted(number: int, shown: int) -> str:
    """How many rows there are, and how many of them are shown."""
    rows = f"{number:,} {'row' if number == 1 else 'rows'}"
    return f"{rows}; the first {shown} are shown." if number > shown else f"{rows}."
