"""XLSX: one workbook with a sheet per table and a codebook, in which nothing is calculated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pactexit.problem import PactExitError
from pactexit.releasing.content import CODEBOOK, codebook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from pactexit.releasing.content import Content

#: What fits: rows of a sheet, characters of a cell, whole numbers that stay whole.
_ROWS, _CHARACTERS, _WHOLE = 1_048_576, 32_767, 2**53
#: Spreadsheets count their days from here.
_FIRST_DAY = date(1900, 3, 1)
_WIDEST = 60


def write(content: Content, paths: list[Path]) -> None:
    """Writes the workbook. Raises `PactExitError` for what no spreadsheet can hold."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    dataset = content.dataset
    sheets: list[tuple[str, Sequence[str], list[tuple[Any, ...]]]] = [
        (name, frame.columns, frame.rows()) for name, frame in content.frames.items()
    ]
    sheets.append(("codebook", CODEBOOK, list(codebook(dataset))))
    for name, _, rows in sheets:
        if len(rows) >= _ROWS:
            raise PactExitError(f"{name}: a sheet holds {_ROWS:,} rows. Leave xlsx out.")
    book = Workbook(str(paths[0]), {"in_memory": True})
    book.set_properties(
        {
            "title": f"{dataset.descriptor.get('title', dataset.name)} {dataset.version}",
            "comments": str(dataset.descriptor.get("description", "")),
            "created": content.created,
        }
    )
    forms = _Forms(book.add_format)
    try:
        for name, columns, rows in sheets:
            _write_sheet(book.add_worksheet(name), columns, rows, forms)
        book.close()
    except XlsxWriterException as error:
        raise PactExitError(f"XLSX: {' '.join(str(error).split())}. Leave xlsx out.") from None


class _Forms:
    """How cells look: text as text, so that nobody reads a day or a formula in it."""

    def __init__(self, add: Any) -> None:
        self.head: Format = add({"bold": True, "num_format": "@", "bottom": 1})
        self.text: Format = add({"num_format": "@"})
        self.day: Format = add({"num_format": "yyyy-mm-dd"})


def _write_sheet(
    sheet: Worksheet, columns: Sequence[str], rows: list[tuple[Any, ...]], forms: _Forms
) -> None:
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows]
        longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
        texts = any(isinstance(cell, str | bool) for cell in cells)
        width = min(_WIDEST, max(len(column), longest) + 2)
        sheet.set_column(place, place, width, forms.text if texts else None)
        sheet.write_string(0, place, column, forms.head)
        for line, cell in enumerate(cells, 1):
            if cell is not None and cell != "":
                _write_cell(sheet, line, place, cell, forms)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _write_cell(sheet: Worksheet, line: int, place: int, cell: Any, forms: _Forms) -> None:
    if isinstance(cell, date) and cell >= _FIRST_DAY:
        sheet.write_datetime(line, place, cell, forms.day)
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) <= _WHOLE:
        sheet.write_number(line, place, cell)
    else:
        # LibreOffice makes a formula of a truth value
        text = str(cell).lower() if isinstance(cell, bool) else str(cell)
        if len(text) > _CHARACTERS:
            raise PactExitError(
                f"{sheet.get_name()}: row {line} has a cell of {len(text):,} characters, but one "
                f"of a spreadsheet holds {_CHARACTERS:,}. Leave xlsx out."
            )
        # write_string, never write: what looks like a formula or a link stays text
        sheet.write_string(line, place, text, forms.text)
