"""A SQL file with a YAML header: its contract is read here and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FILE = re.compile(r"\s*/\* ---\n(?P<header>.*?)\n--- \*/\n(?P<sql>.+)", re.DOTALL)
_NOT_CODE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")


class SqlFileError(PactExitError):
    """A SQL file breaks its contract."""


@dataclass(frozen=True)
class SqlFile:
    """One `.sql` file: its stem, the mapping of its header, and the SQL below it."""

    name: str
    header: dict[str, Any]
    sql: str

    @cached_property
    def parameters_used(self) -> set[str]:
        """Names of the `$parameters` that occur in the SQL, outside comments and text."""
        return set(_PARAMETER.findall(_NOT_CODE.sub(" ", self.sql)))


def read_folder(folder: Traversable, required: set[str], optional: set[str]) -> dict[str, SqlFile]:
    """Every `.sql` file of a folder by its stem, in the order of the names.

    Raises `SqlFileError`, which names the file, where one has no header or its header has not
    exactly the `required` keys and at most the `optional` ones.
    """
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".sql")), key=lambda p: p.name)
    return {p.name.removesuffix(".sql"): _read(p, required, optional) for p in paths}


def _read(path: Traversable, required: set[str], optional: set[str]) -> SqlFile:
    # imported here: `pactexit --help` needs no YAML
    import yaml

    match = _FILE.fullmatch(path.read_text(encoding="utf-8"))
    if match is None:
        raise SqlFileError(f"{path.name}: no header. Begin the file with /* --- YAML --- */.")
    try:
        header = yaml.safe_load(match["header"])
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise SqlFileError(f"{path.name}: the header is no YAML: {reason}") from error
    if not isinstance(header, dict):
        raise SqlFileError(f"{path.name}: the header is no mapping of keys to values.")
    wrong = (required - header.keys()) | (header.keys() - required - optional)
    if wrong:
        raise SqlFileError(
            f"{path.name}: header key missing or not known: {', '.join(sorted(map(str, wrong)))}."
        )
    return SqlFile(path.name.removesuffix(".sql"), header, match["sql"].strip() + "\n")
