"""The pictures: what is written in them, what they need, and what they never say."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib import util
from typing import TYPE_CHECKING, Any

import pytest
import vl_convert

from pactexit import captions, gallery
from pactexit.asking import ask, questions
from pactexit.charts import Chart
from pactexit.database import connect
from pactexit.problem import PactExitError
from plain_tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection

# whose answers are words to read, or a single number
WITHOUT = {
    "claims_on_a_cell",
    "record_with_references",
    "share_of_agreements_with_an_exit",
    "unknown_facts",
}
DRAWN = [name for name, asked in questions().items() if asked.chart is not None]


def foot(folder: Path, day: str | None = None) -> str:
    """The line below a picture; without `day` as of the newest one on which somebody looked."""
    tables = Tables(folder)
    days = [row["read_on"] for row in tables.sources]
    days += [row["searched_on"] for row in tables.coverage]
    descriptor = tables.descriptor
    licence = descriptor["licenses"][0]["name"]
    return (
        f"{descriptor['title']} {descriptor['version']}, data as of {day or max(days)}, {licence}"
    )


@pytest.fixture(scope="module")
def con() -> Iterator[DuckDBPyConnection]:
    """The live dataset: only on it are the pictures of their real size."""
    with connect() as connection:
        yield connection


def chart(**changes: Any) -> Chart:
    """A chart of two bars."""
    parts: dict[str, Any] = {
        "title": "A title",
        "subtitle": "",
        "source": "A source",
        "description": "What is drawn.",
        "template": {
            "mark": "bar",
            "encoding": {
                "x": {"field": "count", "type": "quantitative"},
                "y": {"field": "name", "type": "nominal"},
            },
        },
        "rows": [{"name": "a", "count": 1}, {"name": "b", "count": 2}],
    }
    return Chart(**parts | changes)


def words(svg: str) -> list[str]:
    """Every text of a picture."""
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_says_what_it_shows_and_where_it_comes_from(
    con: DuckDBPyConnection, live: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    picture = ask(name, con).plot()
    svg = vl_convert.vegalite_to_svg(picture.spec, show_warnings=True)
    assert capfd.readouterr() == ("", "")
    said = words(svg)
    assert questions()[name].title in said
    assert any(text.startswith(foot(live)) for text in said)
    assert not {"null", "undefined", "NaN"}.intersection(said)
    assert not any("…" in text for text in said), "a label is cut"
    # a mark that is drawn, not axes alone
    assert re.search(r'mark-(?:rect|symbol|shape|rule)[^"]*role-mark', svg)


@pytest.mark.parametrize("name", DRAWN)
def test_counts_of_exits_say_at_least_and_nothing_is_called_terminated(name: str) -> None:
    text = json.dumps(questions()[name].chart)
    if "authorised" in [column.name for column in questions()[name].returns]:
        assert "at least" in text
    assert not re.search(r"terminated|abrogated", text, re.IGNORECASE)


def test_a_day_asked_for_and_the_parameters_given_stand_in_the_picture(
    con: DuckDBPyConnection, live: Path
) -> None:
    picture = ask("exits_by_level", con, partner_id="POL", as_of="2025-12-31").plot()
    said = words(picture.svg())
    assert "partner id POL; as of 2025-12-31" in said
    assert foot(live, "2025-12-31") in said


def test_parameters_without_a_value_are_not_mentioned() -> None:
    values = {"subject": None, "with_expiry": False, "with_note": True, "window_days": 0}
    assert captions.parameters(values) == "with note; window days 0"
    assert captions.parameters({"a": None}) == ""


def test_version_day_and_licence_are_those_of_the_dataset_asked(small: Path) -> None:
    descriptor = json.loads((small / "datapackage.json").read_text(encoding="utf-8"))
    descriptor |= {"version": "7.8.9", "licenses": [{"name": "CC0-1.0"}]}
    (small / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with connect(small) as con:
        assert ask("exits_by_level", con).plot().source == foot(small)
    assert "7.8.9" in foot(small)
    assert foot(small).endswith("CC0-1.0")


def test_an_empty_answer_and_a_question_without_a_chart_are_refused_in_one_line(
    con: DuckDBPyConnection,
) -> None:
    with pytest.raises(PactExitError, match=r"has no rows: there is nothing to draw\.\Z"):
        ask("exits_by_partner", con, as_of="1950-01-01").plot()
    with pytest.raises(PactExitError, match=r"\AThe question claims_on_a_cell has no chart\.\Z"):
        ask("claims_on_a_cell", con).plot()


def test_without_vl_convert_one_line_names_the_command(
    con: DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(util, "find_spec", lambda _: None)
    with pytest.raises(PactExitError) as refused:
        ask("exits_by_level", con).plot()
    assert str(refused.value) == "This needs vl_convert: pip install 'pactexit[plot]'."


def test_a_notebook_gets_the_specification_a_picture_and_words() -> None:
    bundle = chart()._repr_mimebundle_(include=None, exclude=None)
    assert bundle["application/vnd.vegalite.v6+json"]["usermeta"] == {
        "embedOptions": {"actions": False}
    }
    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["text/plain"] == "A title. A source"


def test_a_page_asks_nothing_of_any_host_and_obeys_no_text_of_the_data() -> None:
    hostile = "</script><script>alert(1)</script>"
    page = chart(title=hostile, rows=[{"name": hostile, "count": 1}]).html()
    assert "default-src 'none'" in page
    assert page.count("<script>") == page.count("</script>") == 2
    assert not re.search(r"<(?:link|iframe|script [^>]*src)\b", page)
    assert "<title>&lt;/script&gt;" in page


def test_a_picture_carries_only_the_columns_that_are_drawn() -> None:
    drawn = chart(rows=[{"name": "a", "count": 1, "note": "long", "day": date(2025, 12, 19)}])
    assert drawn.spec["data"] == {"values": [{"name": "a", "count": 1}]}


def test_cyrillic_is_drawn_and_not_replaced_by_boxes() -> None:
    # letters that no font has are all drawn as the same box
    assert chart(title="Ж").png() != chart(title="Щ").png()
    assert chart(title="Договор").svg() != chart(title="договор").svg()


def test_a_picture_is_redrawn_only_where_its_data_or_its_chart_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bars.svg"
    path.write_text(gallery.drawn(path, chart()), encoding="utf-8")
    again = gallery.drawn(path, chart(rows=[{"name": "a", "count": 9}]))
    assert again != path.read_text(encoding="utf-8")
    monkeypatch.setattr(Chart, "svg", lambda _: pytest.fail("was drawn"))
    assert gallery.drawn(path, chart()) == path.read_text(encoding="utf-8")


def test_the_gallery_shows_every_question_with_a_chart(tmp_path: Path) -> None:
    files = gallery.pages(tmp_path, "Generated.")
    assert {path.stem for path in files if path.suffix == ".svg"} == {*DRAWN}
    page = files[tmp_path / "gallery.md"]
    assert re.findall(r"\]\(gallery/(\w+)\.svg\)", page) == DRAWN
    assert sum(len(text) for text in files.values()) < 1_500_000
    assert questions().keys() - {*DRAWN} == WITHOUT
