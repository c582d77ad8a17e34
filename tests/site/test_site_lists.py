"""A long list is filtered by words and by group, and counts what it shows."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from record_pages import rows


def test_a_list_shows_the_rows_that_are_asked_for(page: Page, address: str) -> None:
    page.goto(f"{address}agreements/")
    shown = page.locator("table.list tbody tr:visible")
    count = page.locator("form.filter output")
    everything = len(rows("agreements"))
    assert shown.count() == everything

    page.get_by_label("Filter").fill("bulgaria bilateral")
    assert [row.split("\n")[0] for row in shown.all_inner_texts()] == [
        row["title_en"]
        for row in rows("agreements")
        if row["agreement_id"] == "bgr-1992-bilateral-cooperation"
    ]
    expect(count).to_have_text(f"1 of {everything} agreements")

    page.get_by_label("Filter").fill("")
    page.get_by_label("Status").select_option("exit authorised")
    # the agreements of the order that permits to end them
    expect(count).to_have_text(f"11 of {everything} agreements")
    assert all("exit authorised" in row for row in shown.all_inner_texts())
