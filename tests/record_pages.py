"""The pages of the record as trees, and the tables of the package that they must agree with."""

from __future__ import annotations

import posixpath
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html_trees
import pactexit
from pactexit.asking import table

#: The column with the key of each table that has pages.
KEYS = {
    "agreements": "agreement_id",
    "countries": "country_id",
    "orders": "order_id",
    "sources": "source_id",
}

Row = dict[str, Any]


@cache
def rows(name: str) -> list[Row]:
    """The rows of a table or view of the live dataset."""
    return list(table(name, pactexit.connect()))


@cache
def read(page: Path) -> Element:
    """The content of a page."""
    return html_trees.main(page)


def listed(built: Path, kind: str) -> Element:
    """The page that lists all records of a kind."""
    return read(built / kind / "index.html")


@cache
def pages(built: Path, kind: str) -> dict[str, Element]:
    """The page of each record of a kind."""
    folders = sorted(folder for folder in (built / kind).iterdir() if folder.is_dir())
    return {folder.name: read(folder / "index.html") for folder in folders}


def target(here: str, link: str) -> tuple[str, str]:
    """The path of the site to which a link of a page leads, and the anchor there."""
    path, _, anchor = link.partition("#")
    if "://" in path:
        return link, ""
    return posixpath.normpath(posixpath.join(here, path)), anchor


def last(link: str) -> str:
    """The record to which a link leads."""
    return link.partition("#")[0].rstrip("/").rpartition("/")[2]
