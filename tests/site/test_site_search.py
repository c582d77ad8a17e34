"""The search finds pages in English and Russian, misspelt words included, by keyboard alone."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from playwright.sync_api import Page, expect

import pactexit
from markup import markup, pages


def test_every_listed_page_and_table_can_be_found(built: Path) -> None:
    entries = json.loads((built / "search" / "index.json").read_bytes())
    listed = {
        f"{page.parent.relative_to(built).as_posix()}/".removeprefix("./")
        for page in pages(built)
        if page.name == "index.html" and not markup(page).is_unlisted
    }
    tables = {f"codebook/#{table}" for table in ("agreements", "claims", "terms")}

    paths = [entry[0] for entry in entries]
    assert {*paths} >= listed | tables
    assert len({*paths}) == len(paths)
    assert all(kind and title for _, kind, title, _, _ in entries)


def test_pages_are_found_by_what_people_type(page: Page, address: str) -> None:
    agreement = next(row for row in pactexit.table("agreements") if row["title_ru"])
    order = next(iter(pactexit.table("orders")))
    country = next(r for r in pactexit.table("countries") if r["name_en"] == "Lithuania")
    folded = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", agreement["title_ru"].upper())
        if not unicodedata.combining(letter)
    )

    page.goto(f"{address}search/?q={order['order_id']}")
    field, status = page.get_by_label("Search for"), page.get_by_role("status")
    expect(field).to_have_value(order["order_id"])
    expect(status).to_contain_text("page")
    for typed, path in (
        (order["order_id"], f"orders/{order['order_id']}/"),
        (folded, f"agreements/{agreement['agreement_id']}/"),
        ("Lituania", f"countries/{country['country_id']}/"),
        (country["name_ru"][:-1], f"countries/{country['country_id']}/"),
        (country["country_id"].lower(), f"countries/{country['country_id']}/"),
        ("orders overview", "questions/orders_overview/"),
        ("stages_come_in_order", "rules/stages_come_in_order/"),
    ):
        field.fill(typed)
        expect(page.locator("#results a").first).to_have_attribute("href", f"../{path}")
    # a country of another name is none
    field.fill("xyzzyqux")
    expect(status).to_have_text("Nothing is found.")
    expect(page.locator("#results a")).to_have_count(0)
    # by keyboard
    field.fill("edtf")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    field.fill("stages_come_in_order")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}rules/stages_come_in_order/")
    # the address keeps what was asked
    page.go_back()
    expect(field).to_have_value("stages_come_in_order")


def test_the_lists_lead_on_where_nothing_runs(built: Path) -> None:
    page = markup(built / "search" / "index.html")
    for path in ("questions", "agreements", "countries", "orders", "sources", "codebook", "rules"):
        assert f"../{path}/" in page.links
