"""The script that deposits a release at Zenodo, run by its workflow step against a stand-in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from test_release_workflow import script
from test_workflows import run

from conftest import ROOT


class Zenodo(BaseHTTPRequestHandler):
    """What of Zenodo's interface the script uses, for one account."""

    records: dict[int, dict[str, Any]]
    files: dict[int, dict[str, bytes]]
    refuses: str

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Authorization") != "Bearer secret":
            code, value = 401, None
        elif self.refuses and self.refuses in f"{self.command} {self.path}":
            code, value = 500, None
        else:
            code, value = self.reply(self.path.split("/")[3:], data)
        self.send_response(code)
        self.end_headers()
        self.wfile.write(json.dumps(value or {}).encode())

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

    def reply(self, parts: list[str], data: bytes) -> tuple[int, dict[str, Any] | None]:
        if parts == ["depositions"]:
            return 201, self.new({})
        number = int(parts[1])
        if parts[0] == "files":
            self.files[number][parts[2]] = data
            return 201, None
        if parts[2:3] == ["actions"]:
            return self.act(parts[3], number)
        return self.reply_on(number, parts[2:], data)

    def reply_on(
        self, number: int, rest: list[str], data: bytes
    ) -> tuple[int, dict[str, Any] | None]:
        if self.command == "PUT":
            self.records[number]["metadata"] = json.loads(data)["metadata"]
        elif self.command == "DELETE" and rest:
            del self.files[number][rest[1]]
        elif self.command == "DELETE":
            del self.records[number], self.files[number]
            return 204, None
        return 200, self.records[number] | {"files": [{"id": n} for n in self.files[number]]}

    def act(self, action: str, number: int) -> tuple[int, dict[str, Any]]:
        if action == "publish":
            self.records[number] |= {"doi": f"10.5281/zenodo.{number}", "submitted": True}
            return 202, self.records[number]
        draft = self.new(dict(self.files[number]))
        latest = f"http://{self.headers['Host']}/api/deposit/depositions/{draft['id']}"
        return 201, {"links": {"latest_draft": latest}}

    def new(self, files: dict[str, bytes]) -> dict[str, Any]:
        number = max(self.records, default=100) + 1
        bucket = f"http://{self.headers['Host']}/api/deposit/files/{number}"
        self.records[number] = {"id": number, "metadata": {}, "links": {"bucket": bucket}}
        self.files[number] = files
        return self.records[number]


@pytest.fixture
def zenodo() -> Iterator[tuple[str, type[Zenodo]]]:
    """A stand-in for Zenodo: its address, and what it holds."""
    handler = type("Account", (Zenodo,), {"records": {}, "files": {}, "refuses": ""})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    thread.join()
    server.server_close()


def deposit(
    folder: Path, address: str, *, token: str = "secret", record: str = ""
) -> subprocess.CompletedProcess[str]:
    (folder / ".github").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / ".github" / "deposit.py", folder / ".github")
    return run(
        script("zenodo", "Deposit"),
        folder,
        ZENODO_TOKEN=token,
        ZENODO_RECORD=record,
        ZENODO_ADDRESS=address,
        GITHUB_STEP_SUMMARY=str(folder / "summary"),
        no_proxy="127.0.0.1",
    )


def assets(folder: Path, version: str) -> dict[str, bytes]:
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    found = {
        f"pactexit-{version}.zip": os.urandom(1000),
        "zenodo.json": json.dumps({"version": version, "title": "Pact Exit"}).encode(),
    }
    shutil.rmtree(folder / "assets")
    (folder / "assets").mkdir()
    for name, data in found.items():
        (folder / "assets" / name).write_bytes(data)
    return found


def test_a_version_is_deposited_and_the_next_one_follows_it(
    zenodo: tuple[str, type[Zenodo]], tmp_path: Path
) -> None:
    address, account = zenodo
    first = assets(tmp_path, "1.0.0")
    done = deposit(tmp_path, address)
    assert done.returncode == 0, done.stderr
    assert "10.5281/zenodo.101" in (tmp_path / "summary").read_text()
    assert account.files == {101: first}
    assert account.records[101]["metadata"] == {"version": "1.0.0", "title": "Pact Exit"}

    # the same version once more is no new record
    assert deposit(tmp_path, address, record="101").returncode == 0
    assert account.records.keys() == {101}

    second = assets(tmp_path, "1.1.0")
    assert deposit(tmp_path, address, record="101").returncode == 0
    assert account.files == {101: first, 102: second}
    assert account.records[102]["submitted"]


@pytest.mark.parametrize("refused", ["PUT /api/deposit/files", "actions/publish", "PUT /api"])
def test_a_deposit_that_fails_leaves_no_draft(
    refused: str, zenodo: tuple[str, type[Zenodo]], tmp_path: Path
) -> None:
    address, account = zenodo
    account.refuses = refused
    assets(tmp_path, "1.0.0")
    done = deposit(tmp_path, address)
    assert done.returncode == 1
    assert done.stderr == "::error::Zenodo: HTTPError: HTTP Error 500: Internal Server Error\n"
    assert account.records == {}


def test_without_its_secret_nothing_is_deposited(
    zenodo: tuple[str, type[Zenodo]], tmp_path: Path
) -> None:
    address, account = zenodo
    assets(tmp_path, "1.0.0")
    done = deposit(tmp_path, address, token="")
    assert done.returncode == 0
    assert done.stdout.startswith("::notice::")
    assert account.records == {}
    done = deposit(tmp_path, address, token="other")
    assert (done.returncode, "401" in done.stderr) == (1, True)
