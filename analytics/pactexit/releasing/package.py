"""The package of a release: one zip with descriptor, tables and citation, the same every time."""

from __future__ import annotations

import copy
import hashlib
import io
import zipfile
from typing import TYPE_CHECKING, Any

from pactexit.showing import to_json

if TYPE_CHECKING:
    from pactexit.releasing.content import Content

#: No zip holds an earlier day.
_FIRST_YEAR = 1980


def filled(content: Content) -> dict[str, Any]:
    """The descriptor with size, hash and number of rows of each table.

    In the repository these are left out, since every contribution would have to count.
    """
    descriptor = copy.deepcopy(content.dataset.descriptor)
    for resource in descriptor["resources"]:
        table = content.dataset.tables.get(resource.get("name"))
        if table is not None:
            data = table.path.read_bytes()
            resource["bytes"] = len(data)
            resource["hash"] = hashed(data)
            resource["rows"] = content.frames[table.name].height
    return descriptor


def packed(content: Content, descriptor: dict[str, Any], citation: str) -> bytes:
    """The zip of the data package; its files have the day of the version."""
    members = {"datapackage.json": to_json(descriptor).encode()}
    members |= {
        table.shown_path: table.path.read_bytes() for table in content.dataset.tables.values()
    }
    members["CITATION.cff"] = citation.encode()
    created = content.created
    day = (max(created.year, _FIRST_YEAR), created.month, created.day, 0, 0, 0)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, day)
            info.external_attr = 0o644 << 16
            # else it says on which system it was made
            info.create_system = 3
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    return file.getvalue()


def hashed(data: bytes) -> str:
    """The hash as a descriptor has it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
