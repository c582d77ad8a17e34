"""The public names of the Python package, read from its source: signatures and docstrings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import griffe

import pactexit
from builder.documents import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: A longer signature has a line for each parameter.
_LONGEST = 80


@dataclass(frozen=True)
class Entry:
    """A function, a class, or a member of one; `anchor` is its place on the page."""

    anchor: str
    signature: str
    text: str
    parameters: tuple[tuple[str, str], ...] = ()
    raises: tuple[tuple[str, str], ...] = ()
    members: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Api:
    """What can be imported, the classes of what it gives, and the questions."""

    functions: tuple[Entry, ...]
    classes: tuple[Entry, ...]
    questions: tuple[Entry, ...]


def read() -> Api:
    """The API of the checkout, from its source."""
    package = _final(
        griffe.load(
            "pactexit",
            search_paths=[CHECKOUT / "analytics"],
            docstring_parser="numpy",
            # what a question returns stands on its page, and is no list of that style
            docstring_options={"warnings": False},
        )
    )
    public = [_final(package[name]) for name in pactexit.__all__]
    functions = [found for found in public if isinstance(found, griffe.Function)]
    classes = _reached(package, public)
    names = [name for name in dir(pactexit) if name not in pactexit.__all__]
    return Api(
        functions=tuple(_function(found, found.name) for found in functions),
        classes=tuple(_class(found, place) for place, found in classes.items()),
        questions=tuple(_function(_final(package["api"][name]), name) for name in names),
    )


def _reached(
    package: griffe.Module | griffe.Object, public: Iterable[griffe.Object]
) -> dict[str, griffe.Class]:
    """The public classes, and those to which annotations lead from what is public."""
    todo: list[griffe.Object] = [*public]
    found: dict[str, griffe.Class] = {}
    seen = set()
    while todo:
        each = todo.pop(0)
        if each.path in seen:
            continue
        seen.add(each.path)
        if isinstance(each, griffe.Class):
            is_imported = each.name in pactexit.__all__ and each.name not in found
            place = each.name if is_imported else each.path
            found[place] = each
        for path in _annotated(each):
            if path.startswith("pactexit."):
                there = _final(package[path.removeprefix("pactexit.")])
                todo += [there] if isinstance(there, griffe.Class) else []
    return found


def _annotated(found: griffe.Object) -> Iterator[str]:
    """The paths that stand in the annotations of a function, or of what a class has in public."""
    if isinstance(found, griffe.Class):
        for member in found.members.values():
            if _is_public(member.name):
                yield from _annotated(_final(member))
    annotations = [found.annotation] if isinstance(found, griffe.Attribute) else []
    if isinstance(found, griffe.Function):
        annotations = [found.returns, *(each.annotation for each in found.parameters)]
    for annotation in annotations:
        if isinstance(annotation, griffe.Expr):
            yield from (
                part.canonical_path
                for part in annotation.iterate(flat=True)
                if isinstance(part, griffe.ExprName)
            )


def _class(found: griffe.Class, place: str) -> Entry:
    members = [_final(member) for member in found.members.values() if _is_public(member.name)]
    fields = [
        f"    {_field(member)}"
        for member in members
        if isinstance(member, griffe.Attribute) and member.annotation and not member.docstring
    ]
    is_public = place in pactexit.__all__
    return Entry(
        anchor=place,
        signature="\n".join(
            [f"class pactexit.{place}" if is_public else f"class {place}", *fields]
        ),
        text=_text(found),
        members=tuple(
            _function(member, f"{place}.{member.name}")
            if isinstance(member, griffe.Function)
            else Entry(f"{place}.{member.name}", _field(member), _text(member))
            for member in members
            if member.docstring
        ),
    )


def _field(found: griffe.Object) -> str:
    return f"{found.name}: {found.annotation}" if isinstance(found, griffe.Attribute) else ""


def _function(found: griffe.Object, place: str) -> Entry:
    if not isinstance(found, griffe.Function):
        raise TypeError(found.path)
    parsed = found.docstring.parsed if found.docstring else []
    parts = {part.kind.value: part.value for part in parsed}
    return Entry(
        anchor=place,
        signature=_signature(found),
        text=parts.get("text", ""),
        parameters=tuple((each.name, each.description) for each in parts.get("parameters", ())),
        raises=tuple((str(each.annotation), each.description) for each in parts.get("raises", ())),
    )


def _text(found: griffe.Object) -> str:
    return found.docstring.value if found.docstring else ""


def _signature(function: griffe.Function) -> str:
    """The signature, with a line for each parameter where it is long."""
    shown = function.signature()
    if len(shown) <= _LONGEST:
        return shown
    head, _, rest = shown.partition("(")
    inside, _, result = rest.rpartition(") -> ")
    depth, lines = 0, [""]
    for letter in inside:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and not depth:
            lines.append("")
        else:
            lines[-1] += letter
    return "\n".join([f"{head}(", *(f"    {line.strip()}," for line in lines), f") -> {result}"])


def _is_public(name: str) -> bool:
    return not name.startswith("_")


def _final(found: griffe.Object | griffe.Alias) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found
