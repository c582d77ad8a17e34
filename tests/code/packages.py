"""Packages made at random, schema and damage alike, for the comparison with frictionless."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

GOOD = {
    "string": ["a", "b", "ab", "abc", "x", "1", "a-b", "é", "Ж", "cdx", ""],
    "integer": ["1", "2", "7", "100", "-5", "0", ""],
    "number": ["1", "2.5", "7", "1,5", "-0.5", "1 000", ""],
    "date": ["2001-01-01", "2020-12-31", "1999-05-06", ""],
    "boolean": ["true", "false", "yes", "no", "1", ""],
    "any": ["a", "1", ""],
    "year": ["2000", "2020", "1999", ""],
    "datetime": ["2020-01-01T00:00:00Z", "2020-01-01 10:00", ""],
    "time": ["10:00:00", ""],
    "yearmonth": ["2001-02", ""],
    "duration": ["P1D", ""],
    "geopoint": ["1,2", ""],
}
BAD = [
    *("x", "1_000", " 7", "7 ", "+7", "٧", "1e3", "Infinity", "2020-1-5", "2020-02-30"),
    *("0000-01-01", "TRUE", "True", "NA", "-", "None", "null", "\t", "  ", '"', 'a"b', '""'),
    *("1.0", "9" * 20, "0x1", "１２", "e\u0301", "\u00a0", "2020-12-31 ", "12345678901234567890.5"),
    *("0.1", ".5", "5.", "-0", "--1", "1-1", "\x0b", "\x1c", "\u2028", "\x85", "a\nb", "a\r\nb"),
    *("a,b", ";", "\ufeff", "-INF", "a\rb", "-1", "-2", "1e2", "100.0", "007"),
]
_LINE_ENDS = {"mixed": ["\n", "\r\n"], "any": ["\n", "\r\n", "\r"]}
PATTERNS = [
    *("^[a-z]+$", "[a-z0-9-]+", "a|b", "(ab|cd)x?", r"^\d+$", "[^x]*", "a.c", r"\w+", "^$|x"),
    "(?i)ab",
]


def write(seed: int, folder: Path) -> None:
    """Writes a package of one to three tables to a folder."""
    random = Random(seed)
    delimiter = random.choice([",", ",", ",", ",", ";", "\t", "|"])
    names = [f"t{number}" for number in range(random.choice([1, 2, 2, 3]))]
    fields = {
        name: [_field(random, f"{name}c{place}") for place in range(random.randint(1, 5))]
        for name in names
    }
    resources = []
    for name in names:
        resources.append(
            {
                "name": name,
                "path": f"{name}.csv",
                "format": "csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": delimiter, "headerRows": [1], "skipInitialSpace": False},
                "schema": _schema(random, name, fields),
            }
        )
        line_end = random.choice(["\n", "\n", "\r\n", "\r", "mixed", "any"])
        if random.random() < 0.1:
            # frictionless guesses what is not declared
            resources[-1].pop(random.choice(["encoding", "dialect"]))
        text = _table(random, fields[name], delimiter, line_end)
        (folder / f"{name}.csv").write_bytes(text.encode())
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "made-at-random",
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def _schema(random: Random, name: str, fields: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    own = [field["name"] for field in fields[name]]
    schema: dict[str, Any] = {"fields": fields[name]}
    if random.random() < 0.6:
        schema["primaryKey"] = random.sample(own, random.randint(1, min(2, len(own))))
    if random.random() < 0.2:
        schema["missingValues"] = ["", "NA"]
    if random.random() < 0.6:
        parent = random.choice(list(fields))
        there = [field["name"] for field in fields[parent]]
        width = random.randint(1, min(2, len(own), len(there)))
        reference = {
            "resource": "" if parent == name else parent,
            "fields": random.sample(there, width),
        }
        schema["foreignKeys"] = [{"fields": random.sample(own, width), "reference": reference}]
    return schema


def _field(random: Random, name: str) -> dict[str, Any]:
    kind = random.choice(["string"] * 4 + list(GOOD))
    field: dict[str, Any] = {"name": name, "type": kind}
    limits: dict[str, Any] = {}

    def sometimes(share: float, where: dict[str, Any], key: str, *values: Any) -> None:
        if random.random() < share:
            where[key] = random.choice(values)

    sometimes(0.3, limits, "required", True, True, False)
    sometimes(0.1, limits, "unique", True)
    sometimes(0.15, field, "missingValues", ["", "NA"], ["-"], ["", "1"])
    if kind == "string":
        sometimes(0.3, limits, "pattern", *PATTERNS)
        sometimes(0.2, limits, "minLength", 0, 1, 2, 3)
        sometimes(0.2, limits, "maxLength", 1, 2, 5)
        sometimes(0.2, limits, "enum", ["a", "b", "ab", "1"])
        sometimes(0.1, field, "format", "email", "uri", "uuid", "default")
    if kind in {"integer", "number"}:
        sometimes(0.3, limits, "minimum", 0, 1, -5, 10)
        sometimes(0.3, limits, "maximum", 5, 7, 100)
        sometimes(0.1, limits, "exclusiveMinimum", 1)
        sometimes(0.15, limits, "enum", [1, 2, 7])
        sometimes(0.15, field, "bareNumber", False)
    if kind == "number":
        sometimes(0.2, field, "decimalChar", ",")
        sometimes(0.2, field, "groupChar", " ")
    if kind == "date":
        sometimes(0.3, limits, "minimum", "2001-01-01")
        sometimes(0.2, limits, "maximum", "2020-12-31")
        sometimes(0.2, field, "format", "any", "%d.%m.%Y", "default")
    if kind == "boolean" and random.random() < 0.4:
        field |= {"trueValues": ["true", "yes"], "falseValues": ["false", "no"]}
    return field | ({"constraints": limits} if limits else {})


def _table(random: Random, fields: list[dict[str, Any]], delimiter: str, line_end: str) -> str:
    lines = [delimiter.join(field["name"] for field in fields)]
    for _ in range(random.choice([0, 1, 3, 8, 15])):
        row = [
            random.choice(GOOD[field["type"]] if random.random() < 0.85 else BAD)
            for field in fields
        ]
        lines.append(_damaged(random, _line(random, row, delimiter), delimiter))
    text = "".join(line + random.choice(_LINE_ENDS.get(line_end, [line_end])) for line in lines)
    if random.random() < 0.2:
        text = text.rstrip("\r\n")
    if random.random() < 0.1:
        text += "\n"
    if random.random() < 0.02:
        text = text.replace(lines[0], lines[0].upper(), 1)
    return "\ufeff" + text if random.random() < 0.05 else text


def _line(random: Random, row: list[str], delimiter: str) -> str:
    chance = random.random()
    if chance < 0.03:
        row = row[:-1]
    elif chance < 0.06:
        row = [*row, "extra"]
    elif chance < 0.08:
        row = [""] * len(row)
    return delimiter.join(
        '"' + cell.replace('"', '""') + '"'
        if any(odd in cell for odd in (delimiter, '"', "\n", "\r")) or random.random() < 0.05
        else cell
        for cell in row
    )


def _damaged(random: Random, line: str, delimiter: str) -> str:
    chance = random.random()
    if chance < 0.02:
        return ""
    if chance < 0.04:
        return line.replace(delimiter, delimiter + '"', 1)
    if chance < 0.05:
        return line + '"'
    if chance < 0.06:
        return line.replace("a", "a\0", 1)
    return line
