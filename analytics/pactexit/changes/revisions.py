"""A package at a revision of the git repository of the current folder, read through git."""

from __future__ import annotations

import os
import posixpath
import subprocess
from typing import TYPE_CHECKING

from pactexit.escaping import flat
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A revision is read, and nothing else: no file name is a pattern, nothing is fetched or asked.
_QUIET = {
    "LC_ALL": "C",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}


class Revision:
    """A revision, as git names it, with the path of a descriptor or its folder behind a colon.

    Without a path the descriptor of the current folder is meant, else that at the root. Raises
    `PactExitError` where git is missing, or knows no such revision or file.
    """

    def __init__(self, name: str, descriptor: str) -> None:
        self._name = name
        revision, colon, path = name.partition(":")
        self._tree = self._known(revision)
        here = _git("rev-parse", "--show-prefix").stdout.decode().strip("\n")
        if not colon:
            candidates = [here + descriptor, descriptor]
        else:
            # as git has it: from the root, unless it begins with a dot
            base = here if path.startswith(("./", "../")) else ""
            full = posixpath.normpath(posixpath.join(base, path or "."))
            candidates = [full, posixpath.normpath(posixpath.join(full, descriptor))]
        found = [candidate for candidate in candidates if candidate in self._entries([candidate])]
        if not found:
            raise PactExitError(
                f"{name}: the revision has no {candidates[-1]}. Name it as REVISION:PATH."
            )
        self.descriptor = found[0]

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Those of the paths that are ordinary files of the revision, with their content."""
        entries = self._entries(paths)
        if not entries:
            return
        done = _git("cat-file", "--batch", given="\n".join(entries.values()) + "\n")
        place = 0
        for path in entries:
            # each object as a line with its name, kind and size, its bytes, and a line end
            begin = done.stdout.find(b"\n", place) + 1
            _, kind, size = (*done.stdout[place:begin].split(), b"", b"")[:3]
            if kind != b"blob":
                raise PactExitError(f"{self._name}: git cannot read {path!r}: {_reason(done)}")
            place = begin + int(size) + 1
            yield path, done.stdout[begin : place - 1]

    def _known(self, revision: str) -> str:
        """The name of the tree of a revision."""
        done = _git("rev-parse", "--verify", "--end-of-options", f"{revision}^{{tree}}")
        if done.returncode == 0:
            return done.stdout.decode().strip()
        nothing = f"{flat(self._name, 200)}: there is no such folder, file or zip"
        if b"not a git repository" in done.stderr:
            raise PactExitError(f"{nothing}, and no git repository here that has revisions.")
        if b"Needed a single revision" in done.stderr or b"unknown revision" in done.stderr:
            raise PactExitError(f"{nothing}, and git knows no such revision.")
        raise PactExitError(f"{nothing}, and git says: {_reason(done)}")

    def _entries(self, paths: Iterable[str]) -> dict[str, str]:
        """The objects of those paths that are ordinary files, by path; no link, no submodule."""
        wanted = [*paths]
        # asked for nothing, git would list everything
        listed = (
            _git("ls-tree", "-z", "--full-tree", self._tree, "--", *wanted).stdout
            if wanted
            else b""
        )
        entries = {}
        for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
            about, _, path = entry.partition("\t")
            if about.startswith("100"):
                entries[path] = about.split()[2]
        return entries


def is_known(name: str) -> bool:
    """Whether git has a revision of that name here."""
    try:
        done = _git("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except PactExitError:
        return False
    return done.returncode == 0


def _git(*words: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no word that git takes for an option
            ["git", *words],  # noqa: S607 - the git of whoever asks
            input=given.encode(),
            capture_output=True,
            check=False,
            env=os.environ | _QUIET,
        )
    except FileNotFoundError:
        raise PactExitError("git is not installed; without it no revision can be read.") from None
    except ValueError as error:
        raise PactExitError(f"{words[-1]!r}: is no revision: {error}.") from None


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "nothing."
