"""The versions as an Atom feed: an entry for each, with its changes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactexit.changes import Difference
    from pactexit.dataset import Dataset
    from pactexit.releasing.history import Version

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
#: So many changes an entry tells; the rest is in changes.json.
_TOLD = 200


def feed(dataset: Dataset, versions: Sequence[Version], found: Sequence[Difference]) -> bytes:
    """The feed in XML, the newest version first. Its days are those of the versions."""
    ET.register_namespace("", _ATOM)
    homepage = str(dataset.descriptor.get("homepage", ""))
    # links are relative to where the folder is published
    base = {f"{{{_XML}}}base": f"{homepage.rstrip('/')}/"} if homepage else {}
    root = ET.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": "en"} | base)
    _add(root, "id", _id(dataset.name))
    _add(root, "title", f"{dataset.title}: versions of the data")
    _add(root, "updated", _moment(versions[-1].created))
    for contributor in dataset.descriptor.get("contributors", []):
        _add(_add(root, "author"), "name", str(contributor["title"]))
    _add(root, "rights", dataset.licence)
    _add(root, "link", rel="self", type="application/atom+xml", href="changes.atom")
    if homepage:
        _add(root, "link", rel="alternate", href=homepage)
    # the first version changed nothing
    told: list[Difference | None] = [None, *found]
    for version, difference in reversed(list(zip(versions, told, strict=True))):
        entry = _add(root, "entry")
        _add(entry, "id", _id(f"{dataset.name}-{version.version}"))
        _add(
            entry,
            "title",
            difference.summary
            if difference
            else f"{dataset.name} {version.version}: first version",
        )
        _add(entry, "updated", _moment(version.created))
        _add(
            entry,
            "link",
            rel="enclosure",
            type="application/zip",
            href=version.path,
            length=str(version.bytes),
        )
        _add(entry, "content", _words(difference), type="text")
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _words(difference: Difference | None) -> str:
    if difference is None:
        return "The first version."
    lines = [f"{change.kind}: {change.sentence}" for change in difference.changes]
    more = len(lines) - _TOLD
    return "\n".join([*lines[:_TOLD], *([f"{more} more: see changes.json"] if more > 0 else [])])


def _moment(created: str) -> str:
    """A day of a descriptor as a moment, which is what a feed has."""
    return created if "T" in created else f"{created}T00:00:00Z"


def _id(name: str) -> str:
    """An identifier that stays the same wherever the feed lies."""
    return uuid5(NAMESPACE_URL, f"urn:pactexit:{name}").urn


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element
