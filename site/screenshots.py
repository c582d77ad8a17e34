"""Pictures of one page of each kind, wide and narrow, light and dark, to look at.

`python site/screenshots.py FOLDER` builds the site and takes them; `--site DIST` takes those of a
site that is built, and paths after it, such as `countries/POL/`, are taken instead of one of each
kind. Needs the extra `dev` and Chromium.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from builder.build import build
from builder.kinds import one_of_each
from builder.serving import server

WIDTHS = (1280, 375)
SCHEMES = ("light", "dark")


def main(words: list[str]) -> int:
    """Takes the pictures; returns 2 where there is no Chromium."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("to", type=Path, help="folder of the pictures")
    parser.add_argument("pages", nargs="*", help="paths; left out, one of each kind")
    parser.add_argument("--site", type=Path, help="a site that is built")
    parser.add_argument("--first", action="store_true", help="only what shows without scrolling")
    asked = parser.parse_args(words)
    chromium = os.environ.get("PACTEXIT_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("Error: chromium is not installed.", file=sys.stderr)
        return 2
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        site = asked.site or Path(place) / "dist"
        if not asked.site:
            build(site)
        with server(site) as running:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            address = f"http://127.0.0.1:{running.server_port}/"
            for path in asked.pages or one_of_each(site):
                _take(browser, address, path, asked.to, is_whole=not asked.first)
            running.shutdown()
    return 0


def _take(browser: Browser, address: str, path: str, to: Path, *, is_whole: bool) -> None:
    name = path.strip("/").replace("/", "-") or "home"
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = browser.new_page(
                color_scheme="dark" if scheme == "dark" else "light",
                viewport={"width": width, "height": 800},
            )
            page.goto(address + path)
            # what loads when it is scrolled to is loaded by now
            page.evaluate("for (const img of document.images) img.loading = 'eager'")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=to / f"{name}-{width}-{scheme}.png", full_page=is_whole)
            page.close()
    print(name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
