"""The tools of others: whether they are on this machine, and Datasette on a free port of it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is not installed")


def has_r_packages(*packages: str) -> bool:
    if shutil.which("Rscript") is None:
        return False
    quoted = ", ".join(f'"{package}"' for package in packages)
    script = f"quit(status = !all(sapply(c({quoted}), requireNamespace, quietly = TRUE)))"
    words = ["Rscript", "--vanilla", "-e", script]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


@contextmanager
def served(database: Path) -> Iterator[str]:
    """Datasette on a free port of this machine, until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["-m", "datasette", "serve", str(database), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=30)


def wait_for(address: str, process: subprocess.Popen[Any]) -> None:
    for _ in range(600):
        assert process.poll() is None, process.communicate()[1]
        try:
            fetched(address)
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("datasette did not answer")


def fetched(address: str) -> str:
    # not by the proxy of this machine
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=30) as answer:
        text: str = answer.read().decode()
    return text
