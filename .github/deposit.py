"""Deposits the files of a release at Zenodo, as a first record or as the next version of one."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

_SECONDS = 300


class Zenodo:
    """The deposits of one account; see the documentation of Zenodo's REST API."""

    def __init__(self, address: str, token: str) -> None:
        self._address = address.rstrip("/")
        self._token = token

    def ask(self, method: str, address: str, data: bytes | None = None, kind: str = "") -> Any:
        """The answer to a request, as JSON types. Raises `URLError` where it is refused."""
        where = address if "://" in address else f"{self._address}/api/deposit{address}"
        if not where.startswith(f"{self._address}/"):
            # the token is for nobody else
            raise URLError(f"leads to {where}")
        head = {"Authorization": f"Bearer {self._token}"} | ({"Content-Type": kind} if kind else {})
        request = Request(where, data=data, headers=head, method=method)  # noqa: S310 - see above
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            text = answer.read()
        return json.loads(text) if text else {}

    def draft(self, record: str) -> Any:
        """A new deposit, or the next version of a record without the files of the one before."""
        if not record:
            return self.ask("POST", "/depositions", b"{}", "application/json")
        answer = self.ask("POST", f"/depositions/{record}/actions/newversion")
        draft = self.ask("GET", answer["links"]["latest_draft"])
        for file in draft["files"]:
            self.ask("DELETE", f"/depositions/{draft['id']}/files/{file['id']}")
        return draft


def deposit(zenodo: Zenodo, folder: Path, record: str) -> Any:
    """Publishes the files of a folder, which are described in its zenodo.json; returns the record.

    `record` is the number of the newest one, empty where there is none. A version that it has
    already is not deposited again. On failure no draft is left.
    """
    metadata = json.loads((folder / "zenodo.json").read_text(encoding="utf-8"))
    if record:
        last = zenodo.ask("GET", f"/depositions/{record}")
        if last["metadata"].get("version") == metadata["version"]:
            return last
    draft = zenodo.draft(record)
    try:
        for path in sorted(folder.iterdir()):
            name = f"{draft['links']['bucket']}/{quote(path.name)}"
            zenodo.ask("PUT", name, path.read_bytes(), "application/octet-stream")
        described = json.dumps({"metadata": metadata}).encode()
        zenodo.ask("PUT", f"/depositions/{draft['id']}", described, "application/json")
        return zenodo.ask("POST", f"/depositions/{draft['id']}/actions/publish")
    except (URLError, OSError, ValueError, KeyError):
        zenodo.ask("DELETE", f"/depositions/{draft['id']}")
        raise


def main() -> int:
    """Deposits the folder that is named; 1 and one line where that fails."""
    zenodo = Zenodo(
        os.environ.get("ZENODO_ADDRESS", "https://zenodo.org"), os.environ["ZENODO_TOKEN"]
    )
    try:
        done = deposit(zenodo, Path(sys.argv[1]), os.environ.get("ZENODO_RECORD", ""))
    except (OSError, ValueError, KeyError) as error:
        print(f"::error::Zenodo: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    print(f"Deposited at Zenodo: {done['doi']}. Before the next version, set the variable")
    print(f"ZENODO_RECORD of the repository to {done['id']}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
