"""Versions as semantic versioning has them, and the least one that a change asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import total_ordering

_FORM = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*))?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
)


class Step(IntEnum):
    """Which part of a version has to move."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@total_ordering
@dataclass(frozen=True)
class Version:
    """A version, ordered by precedence; one with a `pre` part is not published yet."""

    core: tuple[int, int, int]
    pre: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The version as it is written, without what says nothing of its precedence."""
        return ".".join(map(str, self.core)) + ("-" + ".".join(self.pre) if self.pre else "")

    def __lt__(self, other: Version) -> bool:
        """Whether this one comes before the other."""
        return self._precedence() < other._precedence()

    def _precedence(self) -> tuple[object, ...]:
        # numbers come before words, and any pre-release before its release
        parts = tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in self.pre)
        return self.core, not self.pre, parts


def parse(text: str) -> Version | None:
    """The version that a text is, or None where it is none of semantic versioning 2.0.0."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    major, minor, patch, pre = match.groups()
    return Version((int(major), int(minor), int(patch)), tuple(pre.split(".")) if pre else ())


def least(old: Version, step: Step) -> Version:
    """The least version that may follow `old` after a change that asks for `step`.

    A version that is not published yet may stay, if what it leads to already moved far enough.
    """
    major, minor, patch = old.core
    if step is Step.NONE or (old.pre and step <= _moved(old)):
        return old
    if step is Step.PATCH:
        return Version((major, minor, patch + 1))
    return Version((major, minor + 1, 0) if step is Step.MINOR else (major + 1, 0, 0))


def _moved(version: Version) -> Step:
    """Which part a version moved at least, from whatever was published before it."""
    _, minor, patch = version.core
    if patch:
        return Step.PATCH
    return Step.MINOR if minor else Step.MAJOR
