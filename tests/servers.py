"""A small published folder, and a server on this machine that gives it well or badly."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pactexit import dataset as datasets
from pactexit.releasing import checksums, exporting, history, package
from pactexit.releasing.content import Content
from pactexit.showing import to_json

FORMS = ["csv", "parquet", "jsonl"]


def publish(folder: Path, data: Sequence[Path]) -> Path:
    """Writes what a release holds of some versions, the oldest first, without what describes it."""
    versions = []
    for each in data:
        content = Content(datasets.read(each))
        packed = package.packed(content, package.filled(content), "")
        versions.append(history.version(content.dataset, packed))
        history.place(folder, versions[-1], packed)
    exporting.write(content, FORMS, folder)
    listing = to_json(history.listing(content.dataset, versions))
    (folder / history.VERSIONS).write_text(listing, encoding="utf-8")
    return add_up(folder)


def add_up(folder: Path) -> Path:
    """Writes SHA256SUMS anew, as after a change of any file."""
    text = checksums.written(checksums.sums(folder))
    (folder / checksums.SUMS).write_text(text, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def is_version(folder: Path, data: Path) -> bool:
    """Whether the folder holds the tables as they are, and the descriptor with what they weigh."""
    found, source = files(folder), files(data)
    descriptor = json.loads(found.pop("datapackage.json"))
    del source["datapackage.json"]
    for resource in descriptor["resources"]:
        content = found[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    return found == source


class Server(ThreadingHTTPServer):
    """Gives the files of a folder; what stands in `answers` gives a path in its own way."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.answers: dict[str, Callable[[Handler, bytes], None]] = {}
        self.asked: list[str] = []
        self.logins: list[str | None] = []
        self.stopping = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients go away in the middle here."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        self.server.asked.append(path)
        self.server.logins.append(self.headers.get("Authorization"))
        file = self.server.folder / path
        body = file.read_bytes() if file.is_file() else None
        if path in self.server.answers:
            self.server.answers[path](self, body or b"")
        elif body is None:
            self.send_error(404)
        else:
            self.give(body)

    def give(self, body: bytes, length: int | None = None, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the class has it
        """Says nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    with Server(folder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()


def truncated(handler: Handler, body: bytes) -> None:
    handler.give(body[: len(body) // 2], len(body))


def cut_without_a_length(handler: Handler, body: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])


def cut_between_chunks(handler: Handler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    half = body[: len(body) // 2]
    handler.wfile.write(f"{len(half):x}\r\n".encode() + half + b"\r\n")


def stalled(handler: Handler, body: bytes) -> None:
    truncated(handler, body)
    handler.wfile.flush()
    handler.server.stopping.wait()


def silent(handler: Handler, body: bytes) -> None:
    handler.server.stopping.wait()


def dripping(handler: Handler, body: bytes) -> None:
    """A byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.stopping.wait(0.05):
        handler.wfile.write(b"x")


def endless(handler: Handler, body: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.stopping.is_set():
        handler.wfile.write(b"x" * (1 << 16))


def with_a_wrong_byte(handler: Handler, body: bytes) -> None:
    place = len(body) // 2
    handler.give(body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])


def with_a_length_too_large(handler: Handler, body: bytes) -> None:
    handler.give(body, len(body) + 10)


def with_a_length_too_small(handler: Handler, body: bytes) -> None:
    handler.give(body, len(body) - 10)


def as_a_page(handler: Handler, body: bytes) -> None:
    handler.give(b"<!doctype html><title>Welcome</title><p>Please log in.</p>\n")


def as_nonsense(handler: Handler, body: bytes) -> None:
    handler.wfile.write(b"\0\1\2 no answer of this protocol\r\n\r\n")


def busy(times: int) -> Callable[[Handler, bytes], None]:
    """Says 503 so many times, and then gives the file."""
    left = [times]

    def answer(handler: Handler, body: bytes) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.give(b"busy", status=503)
        else:
            handler.give(body)

    return answer


def elsewhere(address: str) -> Callable[[Handler, bytes], None]:
    """Sends to another address."""

    def answer(handler: Handler, body: bytes) -> None:
        handler.send_response(302)
        handler.send_header("Location", address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer
