"""Rules that look at one cell, or at the cells of one row: one entry each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from pactexit import edtf
from pactexit.dataset import NAME
from pactexit.rules import letters

if TYPE_CHECKING:
    from collections.abc import Callable

    from pactexit.dataset import Dataset, Field, Table


@dataclass(frozen=True)
class RowRule:
    """One rule: on which columns, what must hold of a cell that is not empty, and how to mend it.

    `holds` gets the column, cast to its type, and may look at other columns of the row. Rules
    `everywhere` are text hygiene: they apply to every data package, as warnings where the package
    is not this dataset. Rules `as_text` get the text of the cell instead, where the type hides it.
    `detail` says of the text of a cell that fails what exactly is wrong; it ends the message.
    """

    name: str
    why: str
    message: str
    fix: str
    on: Callable[[Table, Field], bool]
    holds: Callable[[pl.Expr], pl.Expr]
    everywhere: bool = False
    as_text: bool = False
    detail: Callable[[str], str] | None = None


def rules_for(dataset: Dataset) -> list[RowRule]:
    """The rules that apply to a package."""
    return [rule for rule in RULES if rule.everywhere or dataset.name == NAME]


def _cell(*names: str) -> Callable[[Table, Field], bool]:
    return lambda table, field: f"{table.name}.{field.name}" in names


def _text(_table: Table, field: Field) -> bool:
    return field.type in {"string", "any"}


def _of_type(*types: str) -> Callable[[Table, Field], bool]:
    return lambda _table, field: field.type in types


def _meant_date(text: str) -> str:
    year, *rest = (int(part.strip(" _")) for part in text.split("-"))
    return f"it means {'-'.join([f'{year:04}', *(f'{part:02}' for part in rest)])}"


def _edtf(_table: Table, field: Field) -> bool:
    return field.is_edtf


#: Those from 80 to 9F are letters that were read in a wrong encoding.
_CONTROL = r"[\x00-\x1f\x7f\u{2028}\u{2029}]"
_INVISIBLE = r"[\p{Cf}\p{Co}\u{FFFD}]"
_BLANK = r"^\p{Zs}+$"
_AT_THE_ENDS = r"^\p{Zs}|\p{Zs}$|[ \u{A0}]{2}"
#: What begins like a formula in any script, and a calculation that begins with a minus.
_FORMULA = (
    r"^[=+@＝＋＠－]|^-[^\p{L}\p{N}]"
    r"|^-[^-+*/^&<>=(!|]*[(!|]|^-(\$?[A-Za-z]{1,3}\$?)?[0-9][0-9.]*[-+*/^&<>=]"
)
_TAGS = (
    "a|abbr|b|blockquote|body|br|code|div|em|font|form|h[1-6]|head|hr|html|i|iframe|img|input|li|"
    "link|meta|object|ol|p|pre|s|script|small|span|strong|style|su[bp]|svg|table|tbody|t[dhr]|"
    "thead|u|ul"
)
_ENTITIES = (
    "#\\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos|nbsp|shy|[mn]dash|hellip|[lr][sd]quo|[lr]aquo|bull|deg|"
    "copy|reg|trade|euro|szlig|aelig|oslash|[a-z](acute|grave|uml|circ|tilde|cedil|ring|caron)"
)
_MARKUP = rf"(?i)</?({_TAGS})(\s[^<>]*)?/?>|<!--|&({_ENTITIES});"
#: What Decimal reads as infinite or as no number, and the standard does not.
_NO_NUMBER = r"(?i)^\s*[+-]?(infinity|s?nan\d+|snan)\s*$"
_DAY = r"^\s*\p{Nd}{1,4}-\p{Nd}_?\p{Nd}?(-\s?\p{Nd}{1,2})?\s*$"

RULES = [
    RowRule(
        name="control_character",
        why="Control characters are invisible, and break files and pages that carry them.",
        message="holds a line break, tab or other control character",
        fix="Delete the character; where a quoted cell runs over lines, look for a stray quote.",
        on=_text,
        holds=lambda cell: ~cell.str.contains(_CONTROL),
        everywhere=True,
        detail=lambda text: letters.named(text, {"Cc", "Zl", "Zp"}),
    ),
    RowRule(
        name="invisible_character",
        why="Zero-width characters, soft hyphens and lost bytes make equal words unequal.",
        message="holds an invisible or a lost character",
        fix="Delete the character, or write the letter that was lost.",
        on=_text,
        holds=lambda cell: ~cell.str.contains(_INVISIBLE) | letters.is_mojibake(cell),
        everywhere=True,
        detail=lambda text: letters.named(text, {"Cf", "Co"}),
    ),
    RowRule(
        name="white_space",
        why="Spaces at the ends, or two together, make equal words unequal.",
        message="begins or ends with a space, or has two together",
        fix="Delete the spaces; `pactexit format` does it.",
        on=_text,
        holds=lambda cell: ~cell.str.contains(_AT_THE_ENDS) | cell.str.contains(_BLANK),
        everywhere=True,
    ),
    RowRule(
        name="unusual_space",
        why="A non-breaking space looks like a space, and words on both sides are not found by it.",
        message="holds a space that is no ordinary one",
        fix="Write an ordinary space.",
        on=_text,
        holds=lambda cell: (
            ~cell.str.contains(r"[\p{Zs}--[ ]]")
            | cell.str.contains(_AT_THE_ENDS)
            # what was read in a wrong encoding is full of them
            | letters.is_mojibake(cell)
        ),
        everywhere=True,
        detail=lambda text: letters.named(text.replace(" ", ""), {"Zs"}),
    ),
    RowRule(
        name="blank_cell",
        why="A cell of spaces looks empty and is not, so that a required cell passes as filled.",
        message="holds nothing but spaces",
        fix="Fill the cell, or empty it.",
        on=_text,
        holds=lambda cell: ~cell.str.contains(_BLANK),
        everywhere=True,
    ),
    RowRule(
        name="mojibake",
        why="Text that was read in a wrong encoding and saved again has lost its letters.",
        message="was read in a wrong encoding and saved again",
        fix="Write the text as its source has it, and open the file as UTF-8 next time.",
        on=_text,
        holds=lambda cell: ~letters.is_mojibake(cell),
        everywhere=True,
        detail=letters.mended,
    ),
    RowRule(
        name="homoglyph",
        why="Latin, Cyrillic and Greek letters that look alike make equal words unequal.",
        message="mixes alphabets within a word",
        fix="Type the word again on one keyboard.",
        on=_text,
        holds=lambda cell: ~letters.is_mixed(cell) | letters.is_mojibake(cell),
        everywhere=True,
        detail=letters.odd_one,
    ),
    RowRule(
        name="not_composed",
        why="One letter must have one spelling: Unicode normalisation form C.",
        message="is not in Unicode normalisation form C",
        fix="Write the letters composed; `pactexit format` does it.",
        on=_text,
        holds=lambda cell: cell.str.normalize("NFC") == cell,
        everywhere=True,
    ),
    RowRule(
        name="formula_start",
        why="A spreadsheet runs a cell that begins like a formula.",
        message="begins like a spreadsheet formula",
        fix="Begin the cell with a letter, a digit or a quotation mark.",
        on=_text,
        holds=lambda cell: ~cell.str.contains(_FORMULA) | (cell == "*"),
        everywhere=True,
    ),
    RowRule(
        name="number_form",
        why="Python reads 1_000, full-width digits and spaces around as a number; others do not.",
        message="is a number that not every program reads",
        fix="Write it in the digits 0 to 9, without spaces and underscores.",
        on=_of_type("integer", "number", "year"),
        holds=lambda cell: (
            (
                ~cell.str.contains(r"^\s*[+-]?\p{Nd}[\p{Nd}_]*(\.[\p{Nd}_]*)?\s*$")
                | ~cell.str.contains(r"[^+.0-9-]")
            )
            & ~cell.str.contains(_NO_NUMBER)
        ),
        everywhere=True,
        as_text=True,
        detail=lambda text: f"it means {Decimal(text.strip())}",
    ),
    RowRule(
        name="date_form",
        why="Python reads 1997-1-10 as a day; other programs do not, and as text it sorts wrongly.",
        message="is a day that not every program reads",
        fix="Write four digits for the year, and two each for month and day.",
        on=_of_type("date", "yearmonth"),
        holds=lambda cell: (
            ~cell.str.contains(_DAY) | cell.str.contains(r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")
        ),
        everywhere=True,
        as_text=True,
        detail=_meant_date,
    ),
    RowRule(
        name="markup",
        why="Markup copied from a page is no text, and a page that shows it obeys it.",
        message="holds markup",
        fix="Delete the tags, and write the characters that entities stand for.",
        on=_text,
        holds=lambda cell: ~cell.str.contains(_MARKUP),
        everywhere=True,
    ),
    RowRule(
        name="edtf",
        why="An imprecise date must exist in the calendar: the pattern cannot see a 31 June.",
        message="is no date of the calendar",
        fix="Write a day, month or year that exists, such as 1996-06-14, 1995-02 or 2001~.",
        on=_edtf,
        holds=lambda cell: cell.map_elements(edtf.is_valid, return_dtype=pl.Boolean),
    ),
    RowRule(
        name="joined_nato_while_it_existed",
        why="The North Atlantic Treaty entered into force on 24 August 1949.",
        message="lies before the North Atlantic Treaty entered into force (1949-08-24)",
        fix="Write the day on which the state became a Party; for the founders 1949-08-24.",
        on=_cell("countries.nato_acceded_on"),
        holds=lambda cell: cell >= date(1949, 8, 24),
    ),
    RowRule(
        name="joined_the_eu_before_leaving_it",
        why="A state leaves the EU after it has joined it.",
        message="has no earlier day of accession to the EU",
        fix="Compare eu_acceded_on and eu_left_on.",
        on=_cell("countries.eu_left_on"),
        holds=lambda cell: (cell > pl.col("eu_acceded_on")).fill_null(value=False),
    ),
    RowRule(
        name="coverage_ends_after_it_begins",
        why="A window of coverage has a first and a last day.",
        message="lies before from_on",
        fix="Swap the two days, or mend the wrong one.",
        on=_cell("coverage.to_on"),
        holds=lambda cell: cell >= pl.col("from_on"),
    ),
    RowRule(
        name="searched_after_the_window_begins",
        why="Nobody can have searched a window before it began.",
        message="lies before from_on",
        fix="Write the day of the last search.",
        on=_cell("coverage.searched_on"),
        holds=lambda cell: cell >= pl.col("from_on"),
    ),
    RowRule(
        name="in_force_is_said_once",
        why="An agreement with a day of entry into force has entered into force.",
        message="is given, but has_entered_into_force is not true",
        fix="Write true in has_entered_into_force, or empty in_force_on.",
        on=_cell("agreements.in_force_on"),
        holds=lambda _: pl.col("has_entered_into_force").fill_null(value=False),
    ),
    RowRule(
        name="time_alone_needs_no_order",
        why="Expiry and lapse have no act behind them; declining an extension is an act.",
        message="is an action without an act, but order_id names one",
        fix="Empty order_id, or code the act: refuse-extension, terminate, denounce or withdraw.",
        on=_cell("events.action"),
        holds=lambda cell: ~cell.is_in(["expire", "lapse"]) | pl.col("order_id").is_null(),
    ),
    RowRule(
        name="whole_row_claims_say_exists",
        why="A claim on a row as a whole says only that the row exists.",
        message="does not fit field: * goes with exists, and only with it",
        fix="Write exists where field is *; elsewhere name the column and what the source says.",
        on=_cell("claims.value"),
        holds=lambda cell: (cell == "exists") == (pl.col("field") == "*"),
    ),
    RowRule(
        name="read_after_publication",
        why="A source is read on or after the day on which it was published.",
        message="lies before the source was published",
        fix="Compare read_on and published_on.",
        on=_cell("sources.read_on"),
        holds=lambda cell: (
            cell.cast(pl.String) >= pl.col("published_on").str.extract(r"(\d{4}[0-9-]*)")
        ),
    ),
]
