"""A SQL file with a YAML header: its contract is read here and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

_FILE = re.compile(r"\s*/\* ---\n(?P<header>.*?)\n--- \*/\n(?P<sql>.+)", re.DOTALL)
_NOT_CODE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_PARAMETER = re.compile(r"\$(?P<name>[a-z_][a-z0-9_]*)")


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


def fill_parameters(sql: str, by_name: Mapping[str, str]) -> str:
    """The SQL with a text of one's own in place of each `$parameter`, comments and text aside."""

    def filled(found: re.Match[str]) -> str:
        return found[0] if found["name"] is None else by_name[found["name"]]

    return re.sub(f"{_NOT_CODE.pattern}|{_PARAMETER.pattern}", filled, sql, flags=re.DOTALL)


def file_names(folder: Traversable) -> list[str]:
    """The stems of the `.sql` files of a folder, sorted."""
    found = (path.name for path in folder.iterdir())
    return sorted(name.removesuffix(".sql") for name in found if name.endswith(".sql"))


def read_folder(folder: Traversable, required: set[str], optional: set[str]) -> dict[str, SqlFile]:
    """Every `.sql` file of a folder by its stem, in the order of the names.

    Raises `SqlFileError`, which names the file, where one has no header or its header has not
    exactly the `required` keys and at most the `optional` ones.
    """
    return {name: read_file(folder, name, required, optional) for name in file_names(folder)}


def read_file(folder: Traversable, name: str, required: set[str], optional: set[str]) -> SqlFile:
    """One `.sql` file of a folder by its stem. Raises `SqlFileError` as `read_folder` does."""
    # imported here: `pactexit --help` needs no YAML
    import yaml

    path = folder.joinpath(f"{name}.sql")
    match = _FILE.fullmatch(path.read_text(encoding="utf-8"))
    if match is None:
        raise SqlFileError(f"{path.name}: no header. Begin the file with /* --- YAML --- */.")
    # the parser in C, where PyYAML was built with it, is ten times as fast and as safe
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        header = yaml.load(match["header"], loader)  # noqa: S506 - both are safe loaders
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
    return SqlFile(name, header, match["sql"].strip() + "\n")
