"""A page in the documents for each rule, with lines that pass and lines that break it."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib import util
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pactexit.changes import judging
from pactexit.escaping import flat
from pactexit.rules.within_row import RULES
from pactexit.validation import between, hygiene

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# a Greek or Cyrillic letter that touches a Latin one
_MIXED = re.compile(r"(?<=[A-Za-z])[\u0370-\u04ff]|[\u0370-\u04ff](?=[A-Za-z])")
_NAME = re.compile(r"\{(\w+)\}")
#: So many lines of an example are shown: a file saved in another encoding differs in each.
_LINES = 3

_SCHEMA, _ROW, _BETWEEN = "Of every data package", "Within a row", "Between rows and tables"
_VERSIONS = "Between two versions"


@dataclass(frozen=True)
class Rule:
    """What a page says of a rule. `is_broken_by` is what stands in a cell that breaks it.

    `where` is empty where it follows from the group.
    """

    name: str
    group: str
    holds: str
    why: str
    fix: str
    is_broken_by: str = ""
    is_hygiene: bool = False
    example: str = ""
    where: str = ""


def rules() -> list[Rule]:
    """Every rule, group by group."""
    import yaml

    text = files("pactexit.rules").joinpath("every_package.yaml").read_text(encoding="utf-8")
    every = [
        Rule(
            name=name,
            group=_SCHEMA,
            holds=entry["title"],
            why=entry["why"] if "why" in entry else hygiene.RULES[name],
            fix=entry["fix"],
            is_hygiene=name in hygiene.RULES.keys() - {"encoding"} or "is_hygiene" in entry,
            example=_said(entry["example"]) if "example" in entry else "",
        )
        for name, entry in yaml.safe_load(text).items()
    ]
    within = [
        Rule(
            name=rule.name,
            group=_ROW,
            holds="",
            why=rule.why,
            fix=rule.fix,
            is_broken_by=rule.message,
            is_hygiene=rule.everywhere,
        )
        for rule in RULES
    ]
    outside = [
        Rule(name=name, group=_BETWEEN, holds=header["title"], why=header["why"], fix=header["fix"])
        for name, header in ((name, rule.header) for name, rule in between.rules().items())
    ]
    versions = [
        Rule(
            name=name,
            group=_VERSIONS,
            holds=entry["title"],
            why=entry["why"],
            fix=entry["fix"],
            example=_said(entry["example"]) if "example" in entry else "",
            where=f"{entry['where']}; only with `pactexit validate --against`.",
        )
        for name, entry in judging.rules().items()
    ]
    return [*every, *within, *outside, *versions]


def index(generated: str) -> str:
    """The page that lists all rules."""
    lines = ["# Rules", "", generated, ""]
    lines += ["Every problem that `pactexit validate` reports names its rule; each has a page."]
    for group in (_SCHEMA, _ROW, _BETWEEN, _VERSIONS):
        lines += ["", f"## {group}", ""]
        for rule in rules():
            if rule.group == group:
                what = rule.holds or f"a cell that {rule.is_broken_by} breaks it"
                lines.append(f"* [`{rule.name}`](rules/{rule.name}.md): {_words(what)}.")
    return "\n".join(lines) + "\n"


def pages(checkout: Path, generated: str) -> dict[str, str]:
    """The text of each page, by the name of its rule. Reads the examples of the tests."""
    examples = _examples(checkout)
    return {
        rule.name: "\n".join(_page(rule, rule.example or examples.get(rule.name, ""), generated))
        for rule in rules()
    }


def _page(rule: Rule, example: str, generated: str) -> Iterator[str]:
    yield f"# {rule.name}\n\n{generated} [All rules](../rules.md).\n"
    if rule.holds:
        yield f"**What holds.** {_words(rule.holds)}.\n"
    else:
        yield f"**What is wrong.** The cell {_words(rule.is_broken_by)}.\n"
    yield f"**Why.** {_words(rule.why)}\n"
    yield f"**How to mend it.** {_words(rule.fix)}\n"
    if rule.where:
        yield f"**Where.** {rule.where}\n"
    elif rule.is_hygiene:
        yield (
            "**Where.** In every data package; where it is not this dataset a warning, unless an "
            "error follows from it.\n"
        )
    elif rule.group == _SCHEMA:
        yield "**Where.** In every data package.\n"
    else:
        yield "**Where.** In this dataset.\n"
    if not example:
        raise LookupError(f"{rule.name}: no test has an example that breaks it")
    yield example


def _words(text: str) -> str:
    """A text of a rule on one line; what it would fill in from a row is set as code."""
    return _NAME.sub(r"`\1`", " ".join(text.split()))


def _examples(checkout: Path) -> dict[str, str]:
    """The first example of the gallery for each rule: an edit of the small tables."""
    gallery = _gallery(checkout)
    found: dict[str, str] = {}
    for example in (*gallery.GALLERY.values(), *gallery.OF_VERSIONS.values()):
        is_of_tables = not any(isinstance(edit, gallery.Describe) for edit in example.edits)
        if is_of_tables and example.rule not in found:
            with tempfile.TemporaryDirectory() as folder:
                tables = Path(folder) / "tables"
                shutil.copytree(checkout / "tests" / "small" / "tables", tables)
                shutil.copy(checkout / "tables" / "terms.csv", tables)
                before = {path.name: path.read_bytes() for path in sorted(tables.iterdir())}
                for edit in example.edits:
                    gallery.apply(Path(folder), edit)
                found[example.rule] = _shown(before, tables)
    return found


def _gallery(checkout: Path) -> Any:
    """The package `breaks` of the tests, which no wheel has."""
    if "breaks" not in sys.modules:
        spec = util.spec_from_file_location("breaks", checkout / "tests" / "breaks" / "__init__.py")
        if spec is None or spec.loader is None:
            raise ImportError("breaks")
        # its modules look for each other by its name
        sys.modules["breaks"] = util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["breaks"])
    return sys.modules["breaks"]


def _shown(before: dict[str, bytes], tables: Path) -> str:
    """The lines that differ, as they were and as they are."""
    passing, breaking = [], []
    for name, old in before.items():
        new = (tables / name).read_bytes()
        if new == old:
            continue
        gone, come, line = _difference(old.split(b"\n"), new.split(b"\n"))
        header = [] if line == 1 else [old.split(b"\n")[0]]
        passing.append((f"`tables/{name}`, line {line}", [*header, *gone] if gone else []))
        breaking.append((f"`tables/{name}`, line {line}", [*header, *come] if come else []))
    return _two(passing, breaking)


def _difference(old: list[bytes], new: list[bytes]) -> tuple[list[bytes], list[bytes], int]:
    """The lines only in the old file, those only in the new one, and the number of the first."""
    steps = [
        s for s in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if s[0] != "equal"
    ]
    gone = [line for _, start, end, _, _ in steps for line in old[start:end]]
    come = [line for _, _, _, start, end in steps for line in new[start:end]]
    return gone, come, steps[0][3] + 1


def _said(example: dict[str, str]) -> str:
    passing, breaking = (
        [("", [line.encode() for line in example[name].splitlines()])]
        for name in ("passes", "breaks")
    )
    return _two(passing, breaking)


def _two(
    passing: Iterable[tuple[str, list[bytes]]], breaking: Iterable[tuple[str, list[bytes]]]
) -> str:
    lines = ["## Passes", "", *chain.from_iterable(_block(*part) for part in passing)]
    lines += ["## Breaks", "", *chain.from_iterable(_block(*part) for part in breaking)]
    return "\n".join(lines)


def _block(place: str, lines: list[bytes]) -> Iterator[str]:
    if not lines:
        yield f"{place}: the line of the other example is not there.\n"
        return
    if place:
        yield f"{place}:\n"
    yield "```text"
    # what is written for the page stands there in full
    shown = lines[: _LINES + 1] if place else lines
    yield from map(_visible, shown)
    if len(shown) < len(lines):
        yield "…"
    yield "```\n"


def _visible(line: bytes) -> str:
    """A line with an escape for each character that could not be seen."""
    text = flat(line.decode("utf-8", "backslashreplace"), len(line) * 4)
    text = _MIXED.sub(lambda letter: f"\\u{ord(letter.group()):04x}", text)
    return "".join(f"\\u{ord(c):04x}" if unicodedata.combining(c) else c for c in text)
