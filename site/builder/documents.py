"""The documents of the repository as parts of pages: Markdown as HTML, linked to the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from posixpath import commonprefix, normpath
from typing import TYPE_CHECKING

from markdown_it.token import Token

from builder import markdown
from builder.writing import relative
from pactexit.generate import GENERATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

CHECKOUT = Path(__file__).resolve().parents[2]
#: Documents that have a place of their own; the others of docs/ are guides.
_PLACES = {
    "README.md": "about/",
    "CONTRIBUTING.md": "guides/contributing/",
    "CHANGELOG.md": "changes/",
    "LICENSE": "about/LICENSE.txt",
    "LICENSE-DATA": "about/LICENSE-DATA.txt",
    "docs/codebook.md": "codebook/",
    "docs/coding-rules.md": "coding-rules/",
    "docs/gallery.md": "questions/",
    "docs/questions.md": "questions/",
    "docs/rules.md": "rules/",
}
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading of a document, and where it stands on its page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Document:
    """A document, or a part of one: `path` is that in the repository."""

    path: str
    tokens: tuple[Token, ...]

    @property
    def title(self) -> str:
        """Its heading."""
        return next(heading.text for heading in self.headings if heading.level == 1)

    @property
    def lead(self) -> str:
        """Its first paragraph, as plain text."""
        return next((text for kind, text in self._texts() if kind == "paragraph_open"), "")

    @property
    def headings(self) -> list[Heading]:
        """Its headings, in order."""
        return [
            Heading(int(token.tag[1]), markdown.text(inline), str(token.attrs["id"]))
            for token, inline in pairwise(self.tokens)
            if token.type == "heading_open"
        ]

    @property
    def body(self) -> Document:
        """All below its title."""
        return Document(self.path, self.tokens[self._after("h1") :])

    @property
    def introduction(self) -> Document:
        """What stands between its title and the first heading below it."""
        start = self._after("h1")
        return Document(self.path, self.tokens[start : self._next("h2", start)])

    def section(self, heading: str) -> Document:
        """What stands below a heading of the second level. Raises `LookupError` without it."""
        for place, inline in enumerate(self.tokens):
            if (
                inline.type == "inline"
                and self.tokens[place - 1].tag == "h2"
                and (inline.content == heading)
            ):
                return Document(self.path, self.tokens[place + 2 : self._next("h2", place)])
        raise LookupError(f"{self.path} has no heading {heading!r}")

    def rows(self) -> list[list[Token]]:
        """The rows of its tables, without their heads, as the contents of their cells."""
        found: list[list[Token]] = []
        for token, inline in pairwise(self.tokens):
            if token.type == "tr_open":
                found.append([])
            elif token.type == "td_open":
                found[-1].append(inline)
        return [row for row in found if row]

    def blocks(self) -> Iterator[tuple[str, str]]:
        """Its blocks of code, each with its language."""
        return ((token.info, token.content) for token in self.tokens if token.type == "fence")

    def contrasted(self) -> Document:
        """The document with marks where the blocks of its second half differ from the first."""
        blocks = [token for token in self.tokens if token.type == "fence"]
        half = len(blocks) // 2
        marks: dict[int, tuple[int, int]] = {}
        for pair in zip(blocks[:half], blocks[-half:], strict=False):
            start = len(commonprefix([block.content for block in pair]))
            end = len(commonprefix([block.content[start:][::-1] for block in pair]))
            marks |= {id(block): (start, len(block.content) - end) for block in pair}
        return Document(
            self.path,
            tuple(
                token.copy(meta={"marked": marks[id(token)]}) if id(token) in marks else token
                for token in self.tokens
            ),
        )

    def html(self, file: str) -> Markup:
        """The document as HTML, for a file of the site."""
        return self.part(self.tokens, file)

    def part(self, tokens: Sequence[Token], file: str) -> Markup:
        """Some of its tokens as HTML, for a file of the site."""
        return markdown.render([*_linked(tokens, self.path, file)])

    def _texts(self) -> Iterator[tuple[str, str]]:
        for token, inline in pairwise(self.tokens):
            if inline.type == "inline":
                yield token.type, markdown.text(inline)

    def _after(self, tag: str) -> int:
        return next(i for i, each in enumerate(self.tokens) if _is(each, "close", tag)) + 1

    def _next(self, tag: str, start: int) -> int | None:
        found = (i for i, each in enumerate(self.tokens) if _is(each, "open", tag) and i > start)
        return next(found, None)


def _is(token: Token, end: str, tag: str) -> bool:
    return token.type == f"heading_{end}" and token.tag == tag


def read(path: str) -> Document:
    """A document of the repository, without the line for those who would edit it."""
    written = (CHECKOUT / path).read_text(encoding="utf-8")
    return parsed(re.sub(rf"(\n\n[^\n]*?){re.escape(GENERATED)}[^\n]*", r"\1", written), path)


def parsed(written: str, path: str) -> Document:
    """Markdown as a document; its links are those of a file at that path of the repository."""
    return Document(path, tuple(markdown.parse(written)))


def place(path: str) -> str | None:
    """Where a file of the repository stands on the site; None where it does not."""
    path, mark, anchor = path.partition("#")
    if path == "docs/questions.md" and anchor:
        return f"questions/{anchor}/"
    found = _PLACES.get(path) or _guide(PurePosixPath(path))
    return found and found + mark + anchor


def _guide(path: PurePosixPath) -> str | None:
    if not (CHECKOUT / path).is_file():
        return None
    folder = {"docs": "guides", "docs/rules": "rules"}.get(str(path.parent))
    if folder is None:
        return None
    # what is no Markdown is copied as it is
    return f"{folder}/{path.stem}/" if path.suffix == ".md" else f"{folder}/{path.name}"


def _linked(tokens: Sequence[Token], path: str, file: str) -> Iterator[Token]:
    """The tokens of a document, whose links lead to pages of the site as seen from its file."""
    for token in tokens:
        if token.children is None:
            yield token
        else:
            yield token.copy(children=[*_led(token.children, path, file)])


def _led(parts: Sequence[Token], path: str, file: str) -> Iterator[Token]:
    lost, name = "", ""
    for part in parts:
        attribute = {"link_open": "href", "image": "src"}.get(part.type, "")
        target = str(part.attrs.get(attribute, ""))
        if target and not _ELSEWHERE.match(target):
            # a part of a document may stand on the page of another
            named = path + target if target.startswith("#") else _beside(path, target)
            found = place(named)
            lost, name = ("", target) if found else (named, "")
            if found:
                yield part.copy(attrs=part.attrs | {attribute: relative(file, found)})
        elif lost and part.type == "link_close":
            # no page of the site: the path says where it is in the repository
            yield from (Token("text", "", 0, content=" ("), _code(lost))
            yield Token("text", "", 0, content=")")
            lost = ""
        elif lost and part.content == lost:
            yield _code(lost)
            lost = ""
        elif name and part.content == name and name.endswith(".md"):
            yield part.copy(content=_title(_beside(path, name)))
        else:
            yield part


def _beside(path: str, target: str) -> str:
    """The path of what a file names, in the repository."""
    return normpath(PurePosixPath(path).parent / target)


def _code(content: str) -> Token:
    return Token("code_inline", "code", 0, content=content)


def _title(path: str) -> str:
    first, _, _ = (CHECKOUT / path).read_text(encoding="utf-8").partition("\n")
    return first.removeprefix("# ")
