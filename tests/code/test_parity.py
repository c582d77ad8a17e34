"""The streamed schema stage finds what frictionless finds, where it finds it, and nothing else.

`python tests/code/test_parity.py 2000` compares so many packages in one long run.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from unittest import mock

import packages
import pytest

import pactexit
from pactexit import dataset
from pactexit.problem import Tally
from pactexit.validation import schema
from pactexit.validation.look import look

Errors = Counter[tuple[object, ...]]


def errors(folder: Path) -> tuple[Errors, int]:
    """What the first stage finds in a package, and how many of its tables were streamed."""
    seen: set[str] = set()
    found = dataset.read(folder)
    looks = {name: look(table) for name, table in found.tables.items()}
    problems = schema.check(found, looks, lambda name, *_: seen.add(name), Tally())
    keys = {"primary_key", "foreign_key", "unique"}
    counted: Errors = Counter(
        # the cells of a key are shown as they stand in the file, by frictionless as values
        (p.table, p.row, p.column, p.rule, None if p.rule in keys else p.value)
        for p in problems
    )
    return counted, len(seen)


def compare(seed: int, folder: Path) -> tuple[Errors, Errors, int] | None:
    """What is found in a stream, what by frictionless alone, and how many tables were streamed.

    None where frictionless itself stops: it cannot hold every value in a key.
    """
    packages.write(seed, folder)
    ours, streamed = errors(folder)
    with mock.patch.object(schema, "_streamed", return_value={}):
        theirs, _ = errors(folder)
    if any(rule == "schema" for _, _, _, rule, _ in theirs):
        return None
    return ours, theirs, streamed


@pytest.mark.parametrize("part", range(4))
def test_verdict_and_place_of_every_error_are_those_of_frictionless(
    part: int, tmp_path: Path
) -> None:
    streamed = found = compared = 0
    for seed in range(part * 25, part * 25 + 25):
        folder = tmp_path / str(seed)
        folder.mkdir()
        result = compare(seed, folder)
        if result is None:
            continue
        ours, theirs, count = result
        compared += 1
        assert ours == theirs, (seed, ours - theirs, theirs - ours)
        streamed += count
        found += sum(ours.values())
    # the comparison is of something: most tables are streamed, and most packages are damaged
    assert compared > 15
    assert streamed > 25
    assert found > 100


def one_table(folder: Path, column: dict[str, object], content: bytes) -> Path:
    """A package of one table, whose only column is its key and refers to itself."""
    keys = [{"fields": ["a"], "reference": {"resource": "", "fields": ["a"]}}]
    schema = {"fields": [{"name": "a"} | column], "primaryKey": ["a"], "foreignKeys": keys}
    resource = {"name": "t", "path": "t.csv", "encoding": "utf-8", "schema": schema}
    text = json.dumps({"name": "p", "resources": [resource]})
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    (folder / "t.csv").write_bytes(content)
    return folder


def both(folder: Path) -> tuple[set[object], set[object]]:
    """Row and rule of what is found in a stream, and of what frictionless alone finds."""
    ours, _ = errors(folder)
    with mock.patch.object(schema, "_streamed", return_value={}):
        theirs, _ = errors(folder)
    return {(row, rule) for _, row, _, rule, _ in ours}, {
        (row, rule) for _, row, _, rule, _ in theirs
    }


def test_the_number_nan_equals_itself_here_and_nothing_in_frictionless(tmp_path: Path) -> None:
    ours, theirs = both(one_table(tmp_path, {"type": "number"}, b"a\n1\nNaN\nNaN\n"))

    assert ours == {(3, "primary_key")}
    assert theirs == {(2, "foreign_key"), (3, "foreign_key")}


def test_spaces_after_a_delimiter_are_not_guessed_away(tmp_path: Path) -> None:
    lines = [*["x,1"] * 20, '"x",  ']
    fields = [{"name": "a", "type": "string"}, {"name": "b", "type": "integer"}]
    resource = {"name": "t", "path": "t.csv", "encoding": "utf-8", "schema": {"fields": fields}}
    resource["dialect"] = {"delimiter": ",", "headerRows": [1]}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    (tmp_path / "t.csv").write_text("\n".join(["a,b", *lines, ""]))

    ours, theirs = both(tmp_path)

    assert (ours, theirs) == ({(21, "type")}, set())


def test_bytes_that_are_no_text_have_a_line_here(tmp_path: Path) -> None:
    folder = one_table(tmp_path, {"type": "string"}, "a\nx\nПольша\n".encode("cp1251"))

    problems = pactexit.validate(folder).problems

    assert [problem.line for problem in problems if problem.rule == "encoding"] == [3]


def main(number: int) -> int:
    """Compares so many packages and prints those that differ, and how many could be compared."""
    differing = left_out = 0
    for seed in range(number):
        with tempfile.TemporaryDirectory() as folder:
            result = compare(seed, Path(folder))
        if result is None:
            left_out += 1
            continue
        ours, theirs, _ = result
        if ours != theirs:
            differing += 1
            sys.stdout.write(f"{seed}: {ours - theirs} {theirs - ours}\n")
    sys.stdout.write(
        f"{number} packages, {differing} differ, {left_out} that frictionless stops at\n"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
