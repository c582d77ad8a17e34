"""The site of the live dataset, built once, served on loopback and opened in Chromium."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from builder.build import build
from builder.serving import server

#: Where Debian and others install it; PACTEXIT_CHROMIUM names another.
CHROMIUM = os.environ.get("PACTEXIT_CHROMIUM") or shutil.which("chromium") or ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker builds the site for all of its tests."""
    for item in items:
        if Path(__file__).parent / "site" in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("site"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of the live dataset; a test may only read it."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed: the site cannot be built")
    folder = tmp_path_factory.mktemp("site") / "dist"
    build(folder)
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served on loopback."""
    with server(folder) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}/"
        finally:
            running.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(built) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a screen."""
    if not CHROMIUM:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            # a container has neither user namespaces nor much shared memory
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield chromium
        chromium.close()


@contextmanager
def watched(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A tab of its own; fails at its end where it asked another host or met an error."""
    context = browser.new_context(**options)
    page = context.new_page()
    problems: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            problems.append(said.text)

    def see(request: Request) -> None:
        if not request.url.startswith((address, "data:", f"blob:{address}")):
            problems.append(request.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: problems.append(str(error)))
    context.on("request", see)
    yield page
    context.close()
    assert not problems


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A tab of its own that may meet no error and ask no other host."""
    with watched(browser, address) as tab:
        yield tab
