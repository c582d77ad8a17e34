"""What a browser answers, beside what Python answers."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from pactexit.answers import Answer

#: Asks through the engine of the site; the rows come as text, since so many values are slow apart.
ASK = """async ([engine, home, given]) => {
    const { query } = await import(engine);
    const question = await (await fetch(new URL("question.json", home))).json();
    const values = question.params.map(({ name, value }) => given[name] ?? value);
    return JSON.stringify(await query(question.sql, values));
}"""


def engine_of(folder: Path, address: str) -> str:
    """Where the engine of a built site is served."""
    (path,) = (folder / "assets").glob("engine-*.js")
    return f"{address}assets/{path.name}"


def texts(params: dict[str, Any]) -> dict[str, Any]:
    """Parameters as JSON has them."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in params.items()}


def values(answer: Answer) -> list[list[Any]]:
    """Rows as JSON has them."""
    rows = answer.fetchall()
    return [[v.isoformat() if isinstance(v, date) else v for v in row] for row in rows]


def assert_equal(found: list[list[Any]], expected: list[list[Any]]) -> None:
    assert len(found) == len(expected)
    for row, expected_row in zip(found, expected, strict=True):
        for value, wanted in zip(row, expected_row, strict=True):
            if isinstance(wanted, float):
                assert math.isclose(value, wanted, rel_tol=1e-9, abs_tol=1e-9)
            else:
                assert value == wanted
                assert isinstance(value, bool) == isinstance(wanted, bool)


def assert_same(found: dict[str, Any], expected: Answer) -> None:
    assert [column["name"] for column in found["columns"]] == expected.columns
    assert_equal(found["rows"], values(expected))


def taken(page: Page, label: str) -> str:
    with page.expect_download() as download:
        page.locator(f"#{label}").click()
    return Path(download.value.path()).read_text(encoding="utf-8")
