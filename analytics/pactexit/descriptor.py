"""The text of a descriptor, refused where it would make anybody read outside its folder."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pactexit import patterns
from pactexit.problem import DescriptorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A descriptor is a few pages of JSON: more bytes or deeper nesting is an accident or an attack.
LARGEST, DEEPEST = 16_000_000, 50
#: What frictionless does with a header takes the square of its columns: a minute for 4,000.
WIDEST = 1_000
#: The cells of a longer record are not looked at.
MOST_CELLS = 2 * WIDEST

# Any other profile is a file or an address that frictionless would fetch.
_PROFILES = (
    *(None, "data-package", "tabular-data-package"),
    *("data-resource", "tabular-data-resource"),
)
# Resources of these types name further files, which nobody here has looked at.
_NO_DATA = (
    *("package", "catalog", "dataset", "resource", "schema", "dialect", "detector"),
    *("inquiry", "pipeline", "checklist", "report"),
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# A small packed file can unpack to more than any disk holds.
_PACKED = (".zip", ".gz", ".bz2", ".xz", ".zst")
#: So many reasons fit into the one line of a command.
_NAMED = 3


def read(path: Path) -> dict[str, Any]:
    """The descriptor, with schemas and dialects that are paths read in.

    Raises `DescriptorError` where it is missing, is no JSON object with a list of resources, is
    too large, deep or wide, has a pattern that cannot be judged in bounded time, or leads out of
    its folder: to another folder, through a link, to the network, or to what is no ordinary file.
    What comes after may open whatever it names.
    """
    descriptor = _json(path)
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
        raise DescriptorError(f"{path}: is no Data Package: it has no list of resources.")
    reasons = list(_strange_profile(descriptor))
    for place, resource in enumerate(descriptor["resources"], 1):
        if isinstance(resource, dict):
            who = f"resource {shown(resource.get('name', place))}"
            reasons += [f"{who}: {reason}" for reason in _leading_out(path.parent, resource)]
        elif isinstance(resource, str):
            reasons.append(f"resource {place}: is a path; write the resource itself")
    if reasons:
        more = f"; and {len(reasons) - _NAMED} more" if len(reasons) > _NAMED else ""
        raise DescriptorError(f"{path}: {'; '.join(reasons[:_NAMED])}{more}.")
    return descriptor


def shown(value: object) -> str:
    """A value of a descriptor as it may stand in a line: short, and without control characters."""
    return repr(value)[:80]


def _json(path: Path) -> Any:
    try:
        if path.exists() and not path.is_file():
            raise DescriptorError(f"{path}: is no file. Give the path of a datapackage.json.")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise DescriptorError(f"{path}: has more than {LARGEST:,} bytes; no descriptor has.")
        found = json.loads(content.decode("utf-8-sig"))
        rest = _below(found, DEEPEST)
    except FileNotFoundError:
        raise DescriptorError(
            f"{path}: there is no such descriptor. Give the path of a datapackage.json."
        ) from None
    except (OSError, UnicodeError) as error:
        raise DescriptorError(f"{path}: cannot be read: {error}.") from None
    # a number of too many digits is a ValueError too
    except (ValueError, RecursionError) as error:
        raise DescriptorError(
            f"{path}: is no JSON: {error}. Mend the file, or give the path of a datapackage.json."
        ) from None
    if rest:
        raise DescriptorError(f"{path}: is nested more than {DEEPEST} levels deep.")
    return found


def _below(value: object, levels: int) -> list[object]:
    """What stands so many levels deep. Raises `UnicodeError` where a text above is no text."""
    level: list[object] = [value]
    for _ in range(levels):
        # half of a surrogate pair can neither be printed nor be looked for
        "".join(text for text in level if isinstance(text, str)).encode()
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer if isinstance(outer, list) else (*outer, *outer.values()))
        ]
    return level


def _leading_out(folder: Path, resource: dict[str, Any]) -> Iterator[str]:
    yield from _strange_profile(resource)
    if resource.get("scheme", "file") != "file":
        yield f"scheme {shown(resource['scheme'])}: is no local file"
    if resource.get("type") in _NO_DATA:
        yield f"type {shown(resource['type'])}: is no data"
    if resource.get("compression", "no") != "no":
        yield "is packed; unpack it"
    if not _is_of_text(resource.get("encoding")):
        yield f"encoding {shown(resource['encoding'])}: is no encoding of text"
    for name in ("path", "extrapaths"):
        paths = resource.get(name)
        for part in paths if isinstance(paths, list) else [paths]:
            if isinstance(part, str) and (reason := _no_file_inside(folder, part)):
                yield f"{name} {shown(part)}: {reason}"
    for name in ("schema", "dialect"):
        yield from _read_in(folder, resource, name)


def _is_of_text(encoding: object) -> bool:
    """Whether bytes can be read by it as text; one that there is not is a problem of the data."""
    try:
        b"a".decode(str(encoding or "utf-8"), "replace")
    except LookupError as error:
        # Python has codecs that unpack or encrypt
        return "not a text encoding" not in str(error)
    except ValueError:
        return False
    return True


def _read_in(folder: Path, resource: dict[str, Any], name: str) -> Iterator[str]:
    """Puts the JSON of a file in place of its path, or says why not."""
    part = resource.get(name)
    if isinstance(part, str):
        if reason := _no_file_inside(folder, part):
            yield f"{name} {shown(part)}: {reason}"
            return
        part = resource[name] = _json(folder / part)
    if isinstance(part, dict):
        yield from _strange_profile(part)
        fields = part.get("fields")
        yield from _beyond_bounds(name, fields if isinstance(fields, list) else [])


def _beyond_bounds(name: str, fields: list[Any]) -> Iterator[str]:
    if len(fields) > WIDEST:
        yield f"{name}: has more than {WIDEST:,} columns"
        return
    for field in fields:
        if isinstance(field, str):
            yield f"{name}: has a field that is a text; write an object"
        limits = field.get("constraints") if isinstance(field, dict) else None
        pattern = limits.get("pattern") if isinstance(limits, dict) else None
        if isinstance(pattern, str) and (reason := patterns.refusal(pattern)):
            yield f"pattern {shown(pattern)} of {shown(field.get('name'))}: {reason}"


def _strange_profile(part: dict[str, Any]) -> Iterator[str]:
    several = part.get("profiles")
    for profile in (part.get("profile"), *(several if isinstance(several, list) else [several])):
        if profile not in _PROFILES:
            yield f"profile {shown(profile)}: is not of the standard"


def _no_file_inside(folder: Path, part: str) -> str | None:
    """Why a path of a descriptor may not be opened, or None where it may or is missing."""
    if _SCHEME.match(part):
        return "is no local file; download it and write its path"
    if part.lower().endswith(_PACKED):
        return "is packed; unpack it"
    try:
        full = folder / part
        # an absolute path replaces the folder, and a link is followed
        if not full.resolve().is_relative_to(folder.resolve()) or part.startswith(("/", "\\")):
            return "leads out of the folder of the package"
        # since Python 3.13 a link to itself is no error, it only does not exist
        if not full.is_file() and (full.exists() or full.is_symlink()):
            return "is no ordinary file"
    except (OSError, ValueError, RuntimeError):
        return "is no path that can be looked up"
    is_pattern = {*"*?["} & {*part} and not full.exists()
    return "is a pattern; name each file" if is_pattern else None
