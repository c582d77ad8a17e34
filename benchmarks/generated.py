"""A package of any size for the benchmarks, with the shape of the tables of this project.

`python benchmarks/generated.py FOLDER ROWS [KIND]` writes it; KIND is `clean`, `damaged` or one of
the slow paths. `rows.csv` has fifteen columns and some 228 bytes a row; three of them refer to
other tables, and all but one have constraints, as agreements and events have:

| column | type | constraints |
| --- | --- | --- |
| record_id | string | required, pattern, primary key |
| country_id | string | required, pattern, reference to 200 countries |
| agreement_id | string | required, pattern, reference to 20,000 agreements |
| order_id | string | pattern, reference to 2,000 orders, empty in one row of three |
| action | string | required, enum of 13 |
| stage | string | required, enum of 7 |
| occurred_on | string | required, pattern of an imprecise date |
| published_on | date | minimum, maximum, empty in one row of five |
| read_on | date | required, minimum |
| instruments_named | integer | minimum, maximum |
| share | number | minimum, maximum |
| has_entered_into_force | boolean | true and false |
| title_en | string | required, maxLength |
| url | string | pattern |
| note | string | in English or Russian, empty in one row of four |
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACTIONS = (
    *("terminate", "denounce", "withdraw", "refuse-extension", "expire", "lapse", "suspend"),
    *("resume", "limit", "revoke-ratification", "withdraw-declaration", "lift-moratorium"),
    "repeal",
)
STAGES = ("announced", "proposed", "authorised", "decided", "notified", "effective", "revoked")
SLUG, CODE = "^[a-z0-9]+(-[a-z0-9]+)*$", "^[A-Z]{3}$"
IMPRECISE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?~?$"
ADDRESS = "^https?://[^ ]+$"
FIRST_DAY, LAST_DAY = "1949-01-01", "2030-12-31"
LONGEST_TITLE, MOST_INSTRUMENTS = 160, 500
#: Name, type and constraints of each column, in their order.
COLUMNS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("record_id", "string", {"required": True, "pattern": SLUG}),
    ("country_id", "string", {"required": True, "pattern": CODE}),
    ("agreement_id", "string", {"required": True, "pattern": SLUG}),
    ("order_id", "string", {"pattern": SLUG}),
    ("action", "string", {"required": True, "enum": list(ACTIONS)}),
    ("stage", "string", {"required": True, "enum": list(STAGES)}),
    ("occurred_on", "string", {"required": True, "pattern": IMPRECISE}),
    ("published_on", "date", {"minimum": FIRST_DAY, "maximum": LAST_DAY}),
    ("read_on", "date", {"required": True, "minimum": FIRST_DAY}),
    ("instruments_named", "integer", {"minimum": 1, "maximum": MOST_INSTRUMENTS}),
    ("share", "number", {"minimum": 0, "maximum": 1}),
    ("has_entered_into_force", "boolean", {"required": True}),
    ("title_en", "string", {"required": True, "maxLength": LONGEST_TITLE}),
    ("url", "string", {"pattern": ADDRESS}),
    ("note", "string", {}),
)
NAMES = [name for name, _, _ in COLUMNS]
#: Column, table and number of rows of each reference.
REFERENCES = (("country_id", "countries", 200), ("agreement_id", "agreements", 20_000))
REFERENCES += (("order_id", "orders", 2_000),)
#: What is wrong in a row that is damaged: the column, and what then stands in it.
WRONG = (
    ("record_id", "Row 1"),
    ("country_id", "Pol"),
    ("agreement_id", "pol-1995-nothing"),
    ("order_id", "rus-government-1900-01-01"),
    ("action", "terminat"),
    ("stage", "finished"),
    ("occurred_on", "spring 2001"),
    ("published_on", "2020-13-01"),
    ("read_on", ""),
    ("instruments_named", "0"),
    ("share", "1.5"),
    ("has_entered_into_force", "maybe"),
    ("title_en", ""),
    ("url", "example.org"),
)
DAMAGED = 0.001
_ENGLISH = (
    *("agreement", "cooperation", "between", "government", "federation", "and", "republic", "on"),
    *("military", "technical", "field", "protection", "mutual", "information", "forces", "visits"),
    *("exercises", "transit", "basing", "inspections", "of", "the"),
)
_RUSSIAN = (
    *("соглашение", "между", "правительством", "российской", "федерации", "сотрудничество"),
    *("военной", "области", "взаимной", "защите", "информации", "транзита", "действия"),
)


def keys(table: str) -> list[str]:
    """The keys of a table to which rows refer."""
    (size,) = [size for _, name, size in REFERENCES if name == table]
    if table == "countries":
        letters = "ABCDEFGHIJ"
        return [a + b + c for a in letters for b in letters for c in "AB"][:size]
    if table == "orders":
        return [
            f"rus-government-{1990 + n // 60}-{n % 12 + 1:02}-{n % 5 + 1:02}-{n}"
            for n in range(size)
        ]
    return [f"pol-{1950 + n % 70}-agreement-{n}" for n in range(size)]


def lines(rows: int, wrong: float = 0.0) -> Iterator[list[str]]:
    """The cells of each row, of which a share has something wrong."""
    random = Random(1)
    countries, agreements, orders = (keys(table) for _, table, _ in REFERENCES)
    titles = [" ".join(random.choices(_ENGLISH, k=random.randint(4, 6))) for _ in range(5000)]
    notes = [" ".join(random.choices(_ENGLISH, k=6)) for _ in range(3000)]
    notes += [" ".join(random.choices(_RUSSIAN, k=2)) for _ in range(2000)]
    pick = random.random
    for n in range(rows):
        agreement = agreements[int(pick() * len(agreements))]
        day = f"{1950 + n % 75}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        cells = [
            f"record-{n}",
            countries[n % len(countries)],
            agreement,
            orders[int(pick() * len(orders))] if n % 3 else "",
            ACTIONS[n % len(ACTIONS)],
            STAGES[n % len(STAGES)],
            day if n % 4 else f"{day[:7]}~",
            day if n % 5 else "",
            "2026-11-23",
            str(n % MOST_INSTRUMENTS + 1),
            f"0.{n % 1000:03}",
            "true" if n % 2 else "false",
            titles[int(pick() * len(titles))],
            f"https://example.org/{n % 900}",
            notes[int(pick() * len(notes))] if n % 4 else "",
        ]
        if wrong and pick() < wrong:
            column, value = WRONG[int(pick() * len(WRONG))]
            cells[NAMES.index(column)] = value
        yield cells


def _plain(rows: int, wrong: float = 0.0) -> Iterator[str]:
    return (",".join(cells) + "\n" for cells in lines(rows, wrong))


def _every_row_wrong(rows: int) -> Iterator[str]:
    for n, cells in enumerate(lines(rows)):
        column, value = WRONG[n % len(WRONG)]
        cells[NAMES.index(column)] = value
        yield ",".join(cells) + "\n"


def _mixed_line_ends(rows: int) -> Iterator[str]:
    for n, line in enumerate(_plain(rows)):
        yield line if n % 1000 else line[:-1] + "\r\n"


def _null_bytes(rows: int) -> Iterator[str]:
    for n, line in enumerate(_plain(rows)):
        yield line if n % 1000 else line[:-1] + "a\0b\n"


def _trailing_blank_line(rows: int) -> Iterator[str]:
    yield from _plain(rows)
    yield "\n"


def _quoted_newlines(rows: int) -> Iterator[str]:
    for n, line in enumerate(_plain(rows)):
        yield line if n % 100 else line[:-1].rpartition(",")[0] + ',"a note\nof two lines"\n'


#: What can be written, by its name.
KINDS: dict[str, Callable[[int], Iterator[str]]] = {
    "clean": _plain,
    "damaged": lambda rows: _plain(rows, DAMAGED),
    "every row wrong": _every_row_wrong,
    "mixed line ends": _mixed_line_ends,
    "null bytes": _null_bytes,
    "trailing blank line": _trailing_blank_line,
    "quoted newlines": _quoted_newlines,
}


def write(folder: Path, rows: int, kind: str) -> None:
    """Writes the tables, the descriptor of the Data Package, and that of CSV on the Web."""
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(NAMES) + "\n")
        file.writelines(KINDS[kind](rows))
    for column, table, _ in REFERENCES:
        text = "\n".join([column, *keys(table), ""])
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    for name, content in (("datapackage.json", _package()), ("csvw.json", _csvw())):
        (folder / name).write_text(json.dumps(content, indent=1), encoding="utf-8")


def _package() -> dict[str, Any]:
    fields = [
        {"name": name, "type": kind, "constraints": limits}
        | ({"trueValues": ["true"], "falseValues": ["false"]} if kind == "boolean" else {})
        for name, kind, limits in COLUMNS
    ]
    references = [
        {"fields": [column], "reference": {"resource": table, "fields": [column]}}
        for column, table, _ in REFERENCES
    ]
    schemas = {
        table: {"fields": [{"name": column, "type": "string"}], "primaryKey": [column]}
        for column, table, _ in REFERENCES
    }
    schemas["rows"] = {"fields": fields, "primaryKey": ["record_id"], "foreignKeys": references}
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ","},
            "schema": schema,
        }
        for name, schema in schemas.items()
    ]
    profile = "https://datapackage.org/profiles/2.0/datapackage.json"
    return {"$schema": profile, "name": "benchmark", "resources": resources}


def _csvw() -> dict[str, Any]:
    """The same for CSV on the Web, which has patterns and lists of values as formats."""
    columns = []
    for name, kind, limits in COLUMNS:
        form = limits.get("pattern") or "|".join(limits.get("enum", ()))
        datatype = {"base": kind} | ({"format": form} if form else {})
        names = {"minimum": "minimum", "maximum": "maximum", "maxLength": "maxLength"}
        datatype |= {to: limits[name] for name, to in names.items() if name in limits}
        columns.append(
            {"name": name, "titles": name, "datatype": datatype}
            | {"required": bool(limits.get("required"))}
        )
    tables: list[dict[str, Any]] = [
        {
            "url": f"{table}.csv",
            "tableSchema": {
                "columns": [{"name": column, "titles": column, "datatype": "string"}],
                "primaryKey": [column],
            },
        }
        for column, table, _ in REFERENCES
    ]
    references = [
        {
            "columnReference": [column],
            "reference": {"resource": f"{table}.csv", "columnReference": [column]},
        }
        for column, table, _ in REFERENCES
    ]
    schema = {"columns": columns, "primaryKey": ["record_id"], "foreignKeys": references}
    tables.append({"url": "rows.csv", "tableSchema": schema})
    return {"@context": "http://www.w3.org/ns/csvw", "tables": tables}


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), *(sys.argv[3:] or ["clean"]))
