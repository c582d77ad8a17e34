"""CITATION.cff: how to cite the dataset, as GitHub and reference managers read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.releasing.metadata.about import about

if TYPE_CHECKING:
    from pactexit.dataset import Dataset


def citation_file(dataset: Dataset) -> str:
    """The text of the file, in version 1.2.0 of the Citation File Format."""
    import yaml

    work = about(dataset)
    content = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it with its version.",
        "type": "dataset",
        "title": work.title,
        "abstract": work.description,
        # a name without given and family names is that of a body
        "authors": [{"name": author} for author in work.authors],
        "version": work.version,
        "date-released": work.day,
        "license": work.licence,
        "url": work.homepage,
        "keywords": list(work.keywords),
    }
    text: str = yaml.safe_dump(
        {name: value for name, value in content.items() if value},
        sort_keys=False,
        allow_unicode=True,
        width=98,
    )
    return text
