"""Croissant: the release as a schema.org Dataset, with files, columns and keys for machines."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pactexit.releasing.metadata.about import about

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pactexit.dataset import Dataset, Field, Table

_TYPES = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
#: What the files of a release are.
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".dta": "application/x-stata-dta",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonlines",
    ".parquet": "application/x-parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_CR = {
    *("citeAs", "column", "extract", "field", "fileObject", "fileProperty", "fileSet", "format"),
    *(
        "includes",
        "isArray",
        "isLiveDataset",
        "jsonPath",
        "key",
        "md5",
        "parentField",
        "path",
        "recordSet",
    ),
    *("references", "regex", "repeated", "replace", "separator", "source", "subField"),
    *("samplingRate", "equivalentProperty", "transform"),
}
#: The terms as Croissant 1.0 has them; readers compare it with their own.
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{name: f"cr:{name}" for name in sorted(_CR)},
}


def croissant(dataset: Dataset, cite_as: str, files: Mapping[str, tuple[int, str]]) -> Any:
    """The metadata; `files` has size and SHA-256 of each file, by its path in the release.

    The records are those of the Parquet files: of CSV readers make 8 of the code 008.
    """
    work = about(dataset)
    metadata = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": work.title,
        "alternateName": work.name,
        "description": work.description,
        "url": work.homepage,
        "version": work.version,
        "datePublished": work.day,
        "creator": [{"@type": "sc:Organization", "name": author} for author in work.authors],
        "license": work.licence_url or work.licence,
        "keywords": list(work.keywords),
        "inLanguage": ["en", "ru"],
        "isAccessibleForFree": True,
        "citeAs": cite_as,
        "distribution": [_file(path, *facts) for path, facts in files.items()],
        "recordSet": [_records(table) for table in dataset.tables.values()],
    }
    return {name: value for name, value in metadata.items() if value}


def _file(path: str, size: int, sha256: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "contentSize": f"{size} B",
        "encodingFormat": MEDIA_TYPES[PurePosixPath(path).suffix],
        "sha256": sha256,
    }


def _records(table: Table) -> dict[str, Any]:
    records: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "field": [_field(table, field) for field in table.fields],
    }
    if table.primary_key:
        records["key"] = _ids(table.name, table.primary_key)
    return records


def _field(table: Table, field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": _TYPES.get(field.type, "sc:Text"),
        "source": {
            "fileObject": {"@id": f"parquet/{table.name}.parquet"},
            "extract": {"column": field.name},
        },
    }
    for key in table.foreign_keys:
        # one column of one other table: what readers can follow
        if key.columns == (field.name,) and key.table != table.name:
            [found["references"]] = [
                {"field": reference} for reference in _ids(key.table, key.reference)
            ]
    return found


def _ids(table: str, columns: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": f"{table}/{column}"} for column in columns]
