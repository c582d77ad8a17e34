"""Serves a folder on loopback, as a host of static pages would."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".atom": "application/atom+xml",
    }

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent has it
        """Says nothing of requests."""


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of the folder on 127.0.0.1, which does not yet serve; port 0 means a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder)))


def serve(folder: Path, port: int) -> None:
    """Serves the folder until it is interrupted."""
    with server(folder, port) as running, suppress(KeyboardInterrupt):
        print(f"http://127.0.0.1:{running.server_port}/ (stop with Ctrl-C)")
        running.serve_forever()
