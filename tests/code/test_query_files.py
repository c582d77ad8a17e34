"""A query file whose header and SQL disagree is refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from pactexit import asking, generate
from pactexit.asking import accepted, ask, questions
from pactexit.database import connect
from pactexit.problem import PactExitError
from pactexit.sqlfile import SqlFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER = """\
title: A question
description: What it asks.
params:
  actor_id: {type: VARCHAR, default: null, help: Only this state.}
returns:
  actor_id: {type: VARCHAR, meaning: The state.}
  steps: {type: BIGINT, meaning: Its steps.}
"""
SQL = """\
select events.actor_id, count(*) as steps
from events
where cast($actor_id as varchar) is null or events.actor_id = cast($actor_id as varchar)
group by events.actor_id
order by events.actor_id
"""


def written(header: str, sql: str) -> str:
    return f"/* ---\n{header.strip()}\n--- */\n{sql}"


@pytest.fixture
def query_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only query file, `steps_by_actor.sql`, still to be written."""
    (tmp_path / "queries").mkdir()
    monkeypatch.setattr(asking, "files", lambda _: tmp_path)
    questions.cache_clear()
    yield tmp_path / "queries" / "steps_by_actor.sql"
    questions.cache_clear()


def test_a_file_that_keeps_the_contract_is_a_question(query_file: Path, small: Path) -> None:
    query_file.write_text(written(HEADER, SQL), encoding="utf-8")
    assert list(questions()) == ["steps_by_actor"]
    with connect(small) as con:
        assert ask("steps_by_actor", con, actor_id="GBR").fetchall() == [("GBR", 2)]


def test_a_method_and_a_list_of_values_are_told_where_the_question_is(
    query_file: Path, small: Path
) -> None:
    header = HEADER.replace("help:", "one_of: [RUS, GBR], help:") + "method: As in a textbook.\n"
    query_file.write_text(written(header, SQL), encoding="utf-8")
    asked = questions()["steps_by_actor"]
    assert asked.method == "As in a textbook."
    assert accepted(asked.params[0]) == "One of RUS, GBR."
    documented = generate._function(asked)
    assert "        Only this state. One of RUS, GBR.\n" in documented
    assert "    Notes\n    -----\n    As in a textbook.\n" in documented
    with connect(small) as con:
        assert len(ask("steps_by_actor", con, actor_id="GBR")) == 1
        with pytest.raises(PactExitError, match=r"'GBE'. Did you mean GBR\? Known: GBR, RUS\."):
            ask("steps_by_actor", con, actor_id="GBE")


def test_a_parameter_in_a_comment_or_in_text_is_none(query_file: Path) -> None:
    noted = SQL.replace("from events", "-- $one\n/* $two */ from events /* '$three' */", 1)
    noted = noted.replace("count(*)", "count('it''s $four')")
    query_file.write_text(written(HEADER, noted), encoding="utf-8")
    assert [p.name for p in questions()["steps_by_actor"].params] == ["actor_id"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(SQL, "no header", id="no header"),
        pytest.param("", "no header", id="empty file"),
        pytest.param(written(HEADER, ""), "no header", id="no SQL"),
        pytest.param(f"/* ---\n{HEADER}{SQL}", "no header", id="header not closed"),
        pytest.param(written("title: [", SQL), "is no YAML", id="no YAML"),
        pytest.param(written("title", SQL), "is no mapping", id="no mapping"),
        pytest.param(
            written(HEADER.replace("title:", "titel:"), SQL),
            "header key missing or not known: titel, title.",
            id="misspelt key",
        ),
        pytest.param(
            written(HEADER, SQL.replace("$actor_id", "'RUS'")),
            "not in both: actor_id.",
            id="parameter missing in the SQL",
        ),
        pytest.param(
            written(HEADER, SQL + "limit $most"),
            "not in both: most.",
            id="parameter missing in the header",
        ),
        pytest.param(
            written(HEADER, SQL.replace("$actor_id", "$actor")),
            "not in both: actor, actor_id.",
            id="parameter of another name",
        ),
        pytest.param(
            written(HEADER.replace("VARCHAR, default", "TEXT, default"), SQL),
            "actor_id: no type TEXT.",
            id="unknown type of a parameter",
        ),
        pytest.param(
            written(HEADER.replace("BIGINT", "HUGEINT"), SQL),
            "steps: no type HUGEINT.",
            id="unknown type of a column",
        ),
        pytest.param(
            written(HEADER.replace(", default: null", ""), SQL), "'default'", id="no default"
        ),
        pytest.param(
            written(HEADER.replace(", meaning: Its steps.", ""), SQL), "'meaning'", id="no meaning"
        ),
        pytest.param(
            written(HEADER.replace("help:", "hint:"), SQL),
            "'hint'",
            id="unknown key of a parameter",
        ),
    ],
)
def test_a_file_that_breaks_the_contract_is_refused_by_name(
    query_file: Path, text: str, message: str
) -> None:
    query_file.write_text(text, encoding="utf-8")
    with pytest.raises(SqlFileError) as refused:
        questions()
    assert str(refused.value).startswith("steps_by_actor.sql: ")
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("promised", "replacement"),
    [
        pytest.param("  steps:", "  acts:", id="another name"),
        pytest.param("BIGINT", "INTEGER", id="another type"),
        pytest.param("  steps: {type: BIGINT, meaning: Its steps.}\n", "", id="one column less"),
        pytest.param("  actor_id: {type: VARCHAR, meaning: The state.}\n", "", id="first one less"),
    ],
)
def test_an_answer_with_other_columns_than_promised_is_refused_by_name(
    query_file: Path, small: Path, promised: str, replacement: str
) -> None:
    header = HEADER.replace(promised, replacement)
    assert header != HEADER
    query_file.write_text(written(header, SQL), encoding="utf-8")
    with connect(small) as con, pytest.raises(SqlFileError) as refused:
        ask("steps_by_actor", con)
    assert str(refused.value).startswith("steps_by_actor.sql: promises ")


@pytest.mark.parametrize(
    ("part", "shape"),
    [
        *(("params", ["actor_id"]), ("returns", None), ("returns", ["steps"])),
        *(("description", 5), ("method", ["textbook"])),
    ],
)
def test_a_part_of_the_wrong_shape_is_refused_by_name(
    query_file: Path, part: str, shape: object
) -> None:
    header = yaml.safe_dump(yaml.safe_load(HEADER) | {part: shape})
    query_file.write_text(written(header, SQL), encoding="utf-8")
    with pytest.raises(SqlFileError, match=r"\Asteps_by_actor\.sql: "):
        questions()
