"""The site builds, and its first page opens without an error."""

from __future__ import annotations

from playwright.sync_api import Page


def test_the_first_page_opens(page: Page, address: str) -> None:
    page.goto(address)
    assert page.locator("h1").count() == 1
