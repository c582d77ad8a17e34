"""A descriptor in which anything stands in the place of anything ends in a report or one line.

`python tests/code/test_descriptor_fuzz.py 2000` tries so many in one long run.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import pytest

from conftest import ROOT, SMALL
from pactexit.cli import main as command

#: What stands in the place of something else; objects and lists of no sense among it.
JUNK: list[Any] = [
    *(None, True, False, 0, -1, 7, 10**30, 0.5, float("nan"), float("inf"), 1e308),
    *("", " ", "x", "string", "7", "\0", "a\nb", "\u202e", "x" * 20_000, "../x", "/dev/null", "*"),
    *([], {}, [None], [[]], [{}], [7], ["x"], [["x"], 7], ["x"] * 3_000),
    *({"": None}, {"name": 7}, {"fields": [{}]}, {"path": "x"}, {"resource": "x"}, {"$ref": "#"}),
    {"a": {"b": {"c": [{}]}}},
]
NAMES = [
    *("name", "path", "data", "schema", "fields", "type", "format", "constraints", "primaryKey"),
    *("foreignKeys", "uniqueKeys", "missingValues", "dialect", "encoding", "profile", "$schema"),
    *("reference", "resource", "categories", "categoriesOrdered", "pattern", "enum", "minimum"),
    *("maximum", "minLength", "required", "unique", "trueValues", "decimalChar", "groupChar"),
    *("bareNumber", "itemType", "delimiter", "header", "headerRows", "commentChar", "quoteChar"),
    *("escapeChar", "nullSequence", "lineTerminator", "skipInitialSpace", "doubleQuote", "hash"),
    *("bytes", "rows", "compression", "innerpath", "extrapaths", "scheme", "mediatype", "sources"),
    *("licenses", "contributors", "rdfType", "example", "fieldsMatch", "title", "detector", "csv"),
    *("control", "controls", "basepath", "datatype", "links", "checklist", "jsonSchema", "version"),
]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every part of a descriptor: what holds it, and under what name or number."""
    found: list[tuple[Any, Any]] = []
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        found.append((value, key))
        if isinstance(inner, dict | list):
            found += places(inner)
    return found


def mutated(random: Random, descriptor: dict[str, Any]) -> str:
    """The descriptor with up to three parts replaced, lost, doubled, renamed or moved."""
    for _ in range(random.choice([1, 1, 2, 3])):
        known = places(descriptor)
        holder, key = random.choice(known)
        if random.random() < 0.3:
            # resources have most of their parts deep down; here one of those at the top
            holder, key = random.choice([(h, k) for h, k in known if k in NAMES] or known)
        kind = random.randrange(6)
        if kind == 0 and isinstance(holder, dict):
            holder[random.choice(NAMES)] = holder.pop(key)
        elif kind == 1:
            del holder[key]
        elif kind == 2 and isinstance(holder, list):
            holder.insert(key, deepcopy(holder[key]))
        elif kind == 3:
            other, name = random.choice(known)
            holder[key] = deepcopy(other[name])
        elif kind == 4 and isinstance(holder, dict):
            holder[random.choice(NAMES)] = deepcopy(random.choice(JUNK))
        else:
            holder[key] = deepcopy(random.choice(JUNK))
    return json.dumps(descriptor)


def faults(seed: int, folder: Path) -> str | None:
    """What goes wrong with the command on the descriptor of a seed, if anything does."""
    random = Random(seed)
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    if random.random() < 0.7:
        # fewer tables, and the parts of each are changed more often
        descriptor["name"] = "another"
        descriptor["resources"] = random.sample(descriptor["resources"], 2)
    (folder / "datapackage.json").write_text(mutated(random, descriptor), encoding="utf-8")
    form = random.choice(["text", "json", "markdown", "github", "html"])
    output, errors = StringIO(), StringIO()
    words = ["pactexit", "validate", str(folder), "--format", form]
    with (
        mock.patch.object(sys, "argv", words),
        redirect_stdout(output),
        redirect_stderr(errors),
        pytest.raises(SystemExit) as end,
    ):
        command()
    said = errors.getvalue()
    is_one_line = said.count("\n") == 1 and len(said) < 2_000 and not output.getvalue()
    is_well = is_one_line if end.value.code == 2 else bool(output.getvalue()) and not said
    if is_well and end.value.code in {0, 1, 2} and "a fault of pactexit" not in said:
        return None
    return f"{end.value.code} {said}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "tables")
    shutil.copy(ROOT / "tables" / "terms.csv", tmp_path / "tables")
    return tmp_path


@pytest.mark.parametrize("part", range(10))
def test_a_descriptor_with_anything_in_any_place_is_judged_or_refused(
    part: int, folder: Path
) -> None:
    for seed in range(part * 10, part * 10 + 10):
        assert faults(seed, folder) is None, seed


def main(first: int, number: int) -> int:
    """Tries so many seeds and prints those that end badly."""
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(SMALL, Path(place) / "tables")
        shutil.copy(ROOT / "tables" / "terms.csv", Path(place) / "tables")
        for seed in range(first, first + number):
            found = faults(seed, Path(place))
            if found is not None:
                bad += 1
                sys.stdout.write(f"{seed}: {found[:300]}\n")
    sys.stdout.write(f"{number} descriptors, {bad} that end badly\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[2]) if len(sys.argv) > 2 else 0, int(sys.argv[1])))
