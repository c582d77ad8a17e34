"""The codebook of a release: tables, columns and allowed values, as CSV and as one page of HTML."""

from __future__ import annotations

import csv
import io
from html import escape
from typing import TYPE_CHECKING

from pactexit.releasing.citation import reference
from pactexit.releasing.content import CODEBOOK, codebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pactexit.dataset import Table
    from pactexit.releasing.content import Content

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
body {{ font: 16px/1.5 sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border-top: 1px solid #999; padding: .3rem .6rem; }}
th, td {{ text-align: left; vertical-align: top; }}
.wide {{ overflow-x: auto; }}
code {{ white-space: nowrap; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{description}</p>
<p>Cite as: {citation} Licence: {licence}.</p>
<p>An empty cell means: not established. Dates of type EDTF may be imprecise.</p>
<nav aria-label="Tables"><ul>
{contents}
</ul></nav>
{tables}
</main>
</body>
</html>
"""
_SHOWN = ("column", "type", "required", "key", "references", "meaning", "allowed values", "example")


def as_csv(content: Content) -> str:
    """A row for each table and each column."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CODEBOOK)
    writer.writerows(codebook(content.dataset))
    return text.getvalue()


def as_html(content: Content) -> str:
    """One page, each table and column with an anchor; the terms where the package has them."""
    dataset = content.dataset
    return _PAGE.format(
        title=escape(f"{dataset.title} {dataset.version}: codebook"),
        description=escape(str(dataset.descriptor.get("description", ""))),
        citation=escape(reference(dataset)),
        licence=escape(dataset.licence),
        contents="\n".join(f'<li><a href="#{name}">{name}</a></li>' for name in dataset.tables),
        tables="\n".join(
            part for table in dataset.tables.values() for part in _section(content, table)
        ),
    )


def _section(content: Content, table: Table) -> Iterator[str]:
    rows = [row[1:] for row in codebook(content.dataset) if row[0] == table.name and row[1]]
    yield f'<h2 id="{table.name}">{table.name}</h2>'
    yield f"<p>{escape(table.description)}</p>"
    yield _table(_SHOWN, rows, f"{table.name}.")
    for field in table.fields:
        if found := terms(content, f"{table.name}.{field.name}"):
            yield f"<h3>{table.name}.{field.name}</h3>"
            yield _table(
                [*found[0]], [[*row.values()] for row in found], f"{table.name}.{field.name}."
            )


def terms(content: Content, field: str) -> list[dict[str, str]]:
    """What the values of a column mean, without the columns that are empty for all of them."""
    frame = content.frames.get("terms")
    if frame is None:
        return []
    rows = [row for row in frame.to_dicts() if row.pop("field") == field]
    used = [
        name for name in (rows[0] if rows else {}) if any(row[name] is not None for row in rows)
    ]
    return [{name: "" if row[name] is None else str(row[name]) for name in used} for row in rows]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], anchor: str) -> str:
    """The rows, the first cell of each with an anchor."""
    lines = [
        f'<tr id="{escape(anchor + row[0])}"><th scope="row"><code>{escape(row[0])}</code></th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    ]
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    # a box that scrolls can be reached by keyboard
    opening = f'<div class="wide" tabindex="0"><table>\n<tr>{names}</tr>'
    return "\n".join([opening, *lines, "</table></div>"])
