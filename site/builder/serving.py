"""Serves a folder on loopback, as a host of static pages would."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pactexit.problem import PactExitError


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".atom": "application/atom+xml",
    }

    def handle(self) -> None:
        """Answers; a reader who turns to another page before the end is no error."""
        with suppress(ConnectionError):
            super().handle()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Shows the page of no page where there is none."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent has it
        """Says nothing of requests."""


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of the folder on 127.0.0.1, which does not yet serve; port 0 means a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder)))


def serve(folder: Path, port: int) -> None:
    """Serves the folder until it is interrupted. Raises `PactExitError` where the port is taken."""
    try:
        running = server(folder, port)
    except OSError as error:
        raise PactExitError(
            f"127.0.0.1:{port}: {error.strerror}. Name another port with --serve."
        ) from None
    with running, suppress(KeyboardInterrupt):
        print(f"http://127.0.0.1:{running.server_port}/ (stop with Ctrl-C)")
        running.serve_forever()
