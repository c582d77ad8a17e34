"""Pages as tests read them: their links, anchors, resources and text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

#: What every page has, as Chromium reads it: thousands of pages in seconds.
_READ = """async (paths) => {
  const read = async (path) => {
    const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    const all = (selector, name) =>
      [...page.querySelectorAll(selector)].map((element) => element.getAttribute(name));
    const handlers = page.evaluate("//@*[starts-with(name(), 'on')]", page, null, 6, null);
    return {
      links: all("a[href]", "href"),
      ids: all("[id]", "id"),
      resources: [
        ...all("[src]", "src"), ...all("[srcset]", "srcset"), ...all("form", "action"),
        ...all("link:not([rel=canonical])", "href"), ...all("object", "data"),
      ].filter((path) => path !== null),
      // what the policy of the pages would not let through
      forbidden: page.querySelectorAll(
        "[style], style, script:not([src]):not([type='application/ld+json'])"
      ).length + handlers.snapshotLength,
    };
  };
  const found = {};
  for (let i = 0; i < paths.length; i += 50) {
    const some = paths.slice(i, i + 50);
    (await Promise.all(some.map(read))).forEach((page, at) => { found[some[at]] = page; });
  }
  return found;
}"""


class Markup(HTMLParser):
    """What a page has: `links` of anchors, `resources`, `ids`, the `rows` of its tables."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.resources: list[str] = []
        self.ids: list[str] = []
        self.rel: dict[str, str] = {}
        self.is_unlisted = False
        self.rows: list[list[str]] = []
        self._texts: list[str] = []
        self._is_in_cell = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "link":
            self.rel[found.get("rel", "")] = found.get("href", "")
        target = found.get("href", found.get("src", found.get("action", "")))
        if target and found.get("rel") != "canonical":
            (self.links if tag == "a" else self.resources).append(target)
        self.is_unlisted |= found.get("name") == "robots" and "noindex" in found.get("content", "")
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._is_in_cell &= tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        self._texts.append(data)
        if self._is_in_cell:
            self.rows[-1][-1] += data

    @property
    def text(self) -> str:
        """All that a reader sees, with single spaces."""
        return " ".join("".join(self._texts).split())


@cache
def markup(path: Path) -> Markup:
    """A page, which is read once."""
    return Markup(path)


def pages(folder: Path) -> list[Path]:
    """Every page of a site; the codebook of the release is one of its own, with its style."""
    return sorted({*folder.rglob("*.html")} - {folder / "codebook.html"})


def read_all(tab: Page, folder: Path) -> dict[str, dict[str, Any]]:
    """What every page of a site has, by its path; the tab shows one of them."""
    paths = [path.relative_to(folder).as_posix() for path in pages(folder)]
    found: dict[str, dict[str, Any]] = tab.evaluate(_READ, paths)
    return found


def broken(folder: Path, found: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The links of pages that lead to no file of the site, or to no anchor of its page."""
    anchors = {path: {*page["ids"]} for path, page in found.items()}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for path, page in found.items():
        for link in sorted({*page["links"], *page["resources"]}):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = posixpath.normpath(posixpath.join("/", path, "..", unquote(parts.path)))[1:]
            if not parts.path:
                target = path
            elif parts.path.endswith(("/", "..")):
                target = f"{target}/index.html".removeprefix("/")
            if target not in files or unquote(parts.fragment) not in {"", *anchors.get(target, ())}:
                yield f"{path}: {link}"
