"""What spreadsheets do to a table, and the command that is to undo it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from pactexit.cli.format import format_

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

Edit = Callable[[str], str]


def run(folder: Path, *options: str) -> tuple[int, list[str], list[str]]:
    """The command `format`: exit code, lines of standard output, lines of standard error."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = format_.main([str(folder), *options], standalone_mode=False)
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def days_as(form: str) -> Edit:
    """Writes every full day in another form: d, m, y without zeros, or D, M, B in full."""

    def edit(text: str) -> str:
        match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
        if match is None:
            return text
        year, month, day = match.groups()
        signs = {"Y": year, "M": month, "D": day, "m": str(int(month)), "d": str(int(day))}
        signs["B"] = MONTHS[int(month) - 1]
        return "".join(signs.get(sign, sign) for sign in form)

    return edit


def swapped(pairs: dict[str, str]) -> Edit:
    return lambda text: pairs.get(text, text)


class Saved(NamedTuple):
    """A way of saving a table."""

    edit: Edit = str
    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\r\n"
    padding: int = 0


def rewritten(path: Path, saved: Saved) -> None:
    """Saves a table again as a spreadsheet does."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    empty = [""] * saved.padding
    text = io.StringIO()
    writer = csv.writer(text, delimiter=saved.delimiter, lineterminator=saved.line_end)
    writer.writerow(rows[0] + empty)
    writer.writerows([*map(saved.edit, row), *empty] for row in rows[1:])
    writer.writerows([[""] * (len(rows[0]) + saved.padding)] * saved.padding)
    path.write_bytes(text.getvalue().encode(saved.encoding))


BOOLEANS = {"true": "TRUE", "false": "FALSE"}
SAVINGS = {
    "with points": Saved(edit=days_as("D.M.Y")),
    "with points, short": Saved(edit=days_as("d.m.Y")),
    "American": Saved(edit=days_as("m/d/Y")),
    "British": Saved(edit=days_as("D/M/Y")),
    "Dutch": Saved(edit=days_as("d-m-Y")),
    "Japanese": Saved(edit=days_as("Y/M/D")),
    "Hungarian": Saved(edit=days_as("Y. M. D.")),
    "short ISO": Saved(edit=days_as("Y-m-d")),
    "midnight": Saved(edit=days_as("Y-M-D 00:00:00")),
    "midnight after T": Saved(edit=days_as("Y-M-DT00:00:00")),
    "American midnight": Saved(edit=days_as("m/d/Y 0:00")),
    "month in words": Saved(edit=days_as("D-B-Y")),
    "month in words first": Saved(edit=days_as("B d, Y")),
    "long dashes": Saved(edit=days_as("Y–M–D")),
    "capitals": Saved(edit=swapped(BOOLEANS)),
    "German": Saved(edit=swapped({"true": "WAHR", "false": "FALSCH"}), delimiter=";"),
    "Russian": Saved(edit=swapped({"true": "ИСТИНА", "false": "ЛОЖЬ"}), delimiter=";"),
    "no zeros": Saved(edit=swapped({"040": "40"})),
    "a number of it": Saved(edit=swapped({"040": "40.0", "616": "616.0", "290": "290.0"})),
    "an apostrophe": Saved(edit=swapped({"040": "'040", "true": "'true"})),
    "a formula": Saved(edit=swapped({"040": '="040"'})),
    "smart quotes": Saved(edit=swapped({"true": "“true”", "2004-03-29": "“2004-03-29”"})),
    "mark": Saved(encoding="utf-8-sig"),
    "old Mac": Saved(line_end="\r"),
    "UTF-16": Saved(encoding="utf-16", delimiter="\t"),
    "UTF-16 without a mark": Saved(encoding="utf-16-le", delimiter="\t"),
    "cp1251": Saved(encoding="cp1251", delimiter=";"),
    "tabs": Saved(delimiter="\t"),
    "padding": Saved(padding=3),
    "all at once": Saved(
        edit=lambda text: days_as("D.M.Y")(swapped(BOOLEANS | {"040": "40"})(text)),
        encoding="cp1251",
        delimiter=";",
        padding=1,
    ),
}


UNCLEAR: dict[str, tuple[str, Edit, str]] = {
    "day or month": (
        "orders",
        swapped({"2019-04-01": "01/04/2019"}),
        'orders.csv:2: spreadsheet: published_on "01/04/2019" cannot be repaired: day and month',
    ),
    "two digits of a year": (
        "countries",
        swapped({"1995-01-01": "01.01.95"}),
        'countries.csv:2: spreadsheet: eu_acceded_on "01.01.95" cannot be repaired: its century',
    ),
    "a month as Excel shows it": (
        "agreements",
        swapped({"1995-03": "Mar-95"}),
        'agreements.csv:13: spreadsheet: signed_on "Mar-95" cannot be repaired: its century or',
    ),
    "a month in Russian": (
        "agreements",
        swapped({"1995-03": "мар.95"}),
        'agreements.csv:13: spreadsheet: signed_on "мар.95" cannot be repaired: its century or',
    ),
    "the number of a day": (
        "events",
        swapped({"2022-08-15": "44788"}),
        'events.csv:3: spreadsheet: occurred_on "44788" cannot be repaired: it may be a',
    ),
    "a time of day": (
        "events",
        swapped({"2022-08-15": "2022-08-15 14:30"}),
        'events.csv:3: spreadsheet: occurred_on "2022-08-15 14:30" cannot be repaired: it has a',
    ),
    "no day of the calendar": (
        "events",
        swapped({"2022-08-15": "31.02.2022"}),
        'events.csv:3: spreadsheet: occurred_on "31.02.2022" cannot be repaired: it is no day',
    ),
    "powers of ten": (
        "sources",
        swapped({"gazette-a-2020-03-10-order": "1.00E+05"}),
        'sources.csv:4: spreadsheet: source_id "1.00E+05" cannot be repaired: the spreadsheet',
    ),
    "an identifier as a day": (
        "sources",
        swapped({"gazette-a-2020-03-10-order": "2-Jan"}),
        'sources.csv:4: spreadsheet: source_id "2-Jan" cannot be repaired: the spreadsheet made',
    ),
    "a narrow column": (
        "orders",
        swapped({"2019-04-01": "########"}),
        'orders.csv:2: spreadsheet: published_on "########" cannot be repaired: the column',
    ),
    "a formula": (
        "agreements",
        swapped({"Vienna": "#NAME?"}),
        'agreements.csv:2: spreadsheet: signed_at "#NAME?" cannot be repaired: the spreadsheet',
    ),
}
