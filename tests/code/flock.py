"""A package like any other, birds with rings, and what the rules about change say of one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pactexit import dataset
from pactexit.changes import judging
from pactexit.problem import Problem

BIRDS = "ring,bird,seen\nA1,owl,2001\nA2,kite,2002\nA3,wren,\n"


def package(folder: Path, tables: dict[str, str], **changes: Any) -> Path:
    """A package of text columns; the first one of a table is its key, unless it is called `no`."""
    resources = []
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        columns = text.splitlines()[0].split(",")
        schema: dict[str, Any] = {"fields": [{"name": c, "type": "string"} for c in columns]}
        if columns[0] != "no":
            schema["primaryKey"] = columns[0]
        resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
    descriptor = {"name": "flock", "version": "1.0.0", "resources": resources} | changes
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def describe(folder: Path, descriptor: dict[str, Any]) -> None:
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def move(folder: Path, version: str | None) -> None:
    """Gives a package another version, or none."""
    descriptor = described(folder)
    descriptor["version"] = version
    if version is None:
        del descriptor["version"]
    describe(folder, descriptor)


def of_change(folder: Path, base: Path) -> list[Problem]:
    """What breaks the rules about change alone; validation would judge all else as well."""
    return judging.check(base, dataset.read(folder))
