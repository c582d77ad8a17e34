"""How to cite the dataset: as text, and in the forms that reference managers read."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from pactexit.problem import PactExitError, unknown
from pactexit.releasing.metadata.about import about
from pactexit.releasing.places import TIMEOUT

if TYPE_CHECKING:
    from pathlib import Path

    from pactexit.dataset import Dataset
    from pactexit.releasing.metadata.about import About

# what LaTeX would obey
_LATEX = {sign: f"\\{sign}" for sign in "&%$#_{}"} | {
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}


def cite(
    form: str = "apa",
    version: str | None = None,
    *,
    source: Path | str | None = None,
    timeout: float = TIMEOUT,
) -> str:
    """The reference of this dataset: author, year, title and version, from its descriptor.

    `form` is apa, bibtex, csl-json or ris. The year is that of the version of the data, never
    today's. `version` and `source` are those of `load`; left out, the installed version is cited.
    Raises `UnknownNameError` for another form, or a version that is not published, and
    `PactExitError` where that cannot be read.
    """
    if form not in FORMS:
        raise unknown("form of a citation", form, FORMS)
    from pactexit.releasing import published

    known = published.source(source, timeout)
    with published.opened(version, source, known) as dataset:
        return reference(dataset, form)


def reference(dataset: Dataset, form: str = "apa") -> str:
    """The reference of a dataset in one of `FORMS`. Raises `PactExitError` where it has no day."""
    work = about(dataset)
    try:
        _day(work)
    except ValueError:
        raise PactExitError(f"{dataset.path}: created: no day, and so no year to cite.") from None
    return FORMS[form](work)


def _day(work: About) -> date:
    return date.fromisoformat(work.day)


def _key(work: About) -> str:
    return f"{work.name}-{work.version}"


def _apa(work: About) -> str:
    *others, last = work.authors
    authors = f"{', '.join(others)}, & {last}" if others else last
    text = f"{authors} ({_day(work).year}). {work.title} (Version {work.version}) [Data set]."
    return f"{text} {work.homepage}".strip()


def _bibtex(work: About) -> str:
    fields = {
        # a second pair of braces keeps the name of a body whole
        "author": " and ".join(f"{{{_latex(author)}}}" for author in work.authors),
        "title": f"{{{_latex(work.title)}}}",
        "year": str(_day(work).year),
        "month": str(_day(work).month),
        "version": _latex(work.version),
        "note": f"Data set, version {_latex(work.version)}, {_latex(work.licence)}",
        "url": work.homepage,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    # classic BibTeX has no entry type for data
    return f"@misc{{{_key(work)},\n{''.join(lines)}}}"


def _csl_json(work: About) -> str:
    item: dict[str, Any] = {
        "id": _key(work),
        "type": "dataset",
        "title": work.title,
        "author": [{"literal": author} for author in work.authors],
        "issued": {"date-parts": [[_day(work).year, _day(work).month, _day(work).day]]},
        "version": work.version,
        "note": f"Licence: {work.licence}",
    }
    if work.homepage:
        item["URL"] = work.homepage
    return json.dumps([item], ensure_ascii=False, indent=2)


def _ris(work: About) -> str:
    lines = [
        ("TY", "DATA"),
        ("ID", _key(work)),
        # the comma ends the name of a body, which has no first name
        *(("AU", f"{author},") for author in work.authors),
        ("TI", work.title),
        ("PY", str(_day(work).year)),
        ("DA", _day(work).strftime("%Y/%m/%d/")),
        ("ET", work.version),
        ("N1", f"Data set, version {work.version}, {work.licence}"),
        *([("UR", work.homepage)] if work.homepage else []),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in lines)


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in text)


#: The forms of a citation, by the names that the command gives them.
FORMS = {"apa": _apa, "bibtex": _bibtex, "csl-json": _csl_json, "ris": _ris}
