"""The dataset in the terms of schema.org, for what looks for datasets on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.record import Record


def described(record: Record) -> dict[str, Any]:
    """The whole dataset as a `Dataset` of schema.org: what the descriptor and the tables say."""
    about = record.about
    windows = list(record.ask("coverage_windows"))
    stages = ("authorised", "decided", "notified", "effective")
    flagship = record.ask("terminations_in_total").question
    partners = sorted({row["partner_id"] for row in record.partner_states})
    found = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.title,
        "alternateName": about.name,
        "description": about.description,
        "url": about.homepage,
        "version": about.version,
        "datePublished": about.day,
        "license": about.licence_url or about.licence,
        "creator": [{"@type": "Organization", "name": author} for author in about.authors],
        "keywords": list(about.keywords),
        "citation": record.citation,
        "inLanguage": ["en", "ru"],
        "isAccessibleForFree": True,
        "temporalCoverage": "/".join(
            str(day)
            for day in (
                min(row["from_on"] for row in windows),
                max(row["to_on"] for row in windows),
            )
        )
        if windows
        else "",
        "spatialCoverage": [
            {"@type": "Country", "name": record.countries[code]["name_en"], "identifier": code}
            for code in partners
        ],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": column.meaning}
            for column in flagship.returns
            if column.name in stages
        ],
    }
    return {name: value for name, value in found.items() if value}
