"""Pages of HTML as trees, read by Python's own parser."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

_VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "source", "col"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> ends nothing that is open"
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


def main(page: Path) -> Element:
    """The content of a page; fails where an element in it is not closed in its turn."""
    # the bytes as they are: no line end is turned into another
    text = page.read_bytes().decode()
    start, end = text.index("<main"), text.rindex("</main>") + len("</main>")
    reader = _Reader()
    reader.feed(text[start:end])
    reader.close()
    assert not reader.open
    return reader.builder.close()


def classes(element: Element) -> list[str]:
    """Its classes."""
    return element.get("class", "").split()


def of_class(root: Element, name: str) -> Iterator[Element]:
    """The elements of a class, in the order of the page."""
    return (element for element in root.iter() if name in classes(element))


def one(root: Element, name: str) -> Element:
    """The only element of a class."""
    (found,) = of_class(root, name)
    return found


def first(root: Element, tag: str) -> Element:
    """The first element of a tag below another; fails where there is none."""
    return next(element for element in root.iter(tag) if element is not root)


def words(element: Element) -> str:
    """Its text, as a reader has it: every space one blank."""
    return " ".join("".join(element.itertext()).split())


def links(root: Element) -> list[str]:
    """Where its links lead, as written."""
    return [element.get("href", "") for element in root.iter("a")]
