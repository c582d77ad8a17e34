"""The sections of the site, each a function that makes its pages and files from the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder import cards
from builder.sections import (
    about,
    addresses,
    agreements,
    api,
    changes,
    codebook,
    countries,
    downloads,
    guides,
    home,
    orders,
    playground,
    questions,
    search,
    sources,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from builder.page import File, Page
    from builder.record import Record

SECTIONS: dict[str, Callable[[Record], Iterable[Page | File]]] = {
    "home": home.pages,
    "questions": questions.pages,
    "playground": playground.pages,
    "agreements": agreements.pages,
    "countries": countries.pages,
    "orders": orders.pages,
    "sources": sources.pages,
    "codebook": codebook.pages,
    "guides": guides.pages,
    "about": about.pages,
    "api": api.pages,
    # those that wait for the release come last: it is made meanwhile
    "downloads": downloads.pages,
    "changes": changes.pages,
}
#: What is made of all pages when they are known: the search, the sitemap, the pictures of links.
#: Each gets the record, the pages and the address at which the site will be published, or "".
OF_ALL: dict[str, Callable[[Record, list[Page], str], Iterable[Page | File]]] = {
    "search": search.pages,
    "sitemap": addresses.pages,
    "pictures of links": cards.pages,
}
