"""Every question answers as plain Python does, on datasets that are invented at random.

`python tests/code/test_invented.py 200` tries so many in one long run.
"""

from __future__ import annotations

import math
import sys
import tempfile
from collections import defaultdict
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import invented
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pactexit.asking import ask, questions
from pactexit.database import connect
from plain_questions import ANSWERS
from plain_tables import STAGES, Tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ADD_UP = [
    "terminations_by_nato_accession_year",
    *(f"exits_by_{group}" for group in ("eu_accession_year", "partner", "subject", "level")),
]


def same(ours: object, theirs: object) -> bool:
    """Whether two cells are equal: fractions to nine digits, everything else exactly."""
    if isinstance(ours, float) and isinstance(theirs, float):
        return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)
    return type(ours) is type(theirs) and ours == theirs


def opened(folder: Path) -> DuckDBPyConnection:
    """A connection on which the cells, which several questions ask, are put together once."""
    con = connect(folder)
    con.execute("set threads = 1")
    for name in ("cells", "records"):
        con.execute(f"create table made as from {name}")
        con.execute(f"drop view {name}")
        con.execute(f"alter table made rename to {name}")
    return con


def agree(con: DuckDBPyConnection, tables: Tables, data: st.DataObject) -> None:
    """Asks each question with some of its parameters."""
    for name, plain in ANSWERS.items():
        choices = {p.name: invented.values(con, p) for p in questions()[name].params}
        params: dict[str, Any] = {
            parameter: data.draw(st.sampled_from(found), label=f"{name} {parameter}")
            for parameter, found in choices.items()
            if found
            if data.draw(st.integers(0, 2))
        }
        ours, theirs = ask(name, con, **params).fetchall(), plain(tables, **params)
        assert len(ours) == len(theirs), (name, params, ours, theirs)
        for row, expected in zip(ours, theirs, strict=True):
            assert len(row) == len(expected), (name, row, expected)
            assert all(map(same, row, expected)), (name, params, row, expected)


def knowledge_agrees(con: DuckDBPyConnection, tables: Tables) -> None:
    """What was known by one day after the other, revocations too."""
    for name, known_by in product(("agreement_status", "exits_by_partner"), invented.DAYS[2::2]):
        ours = ask(name, con, known_by=known_by).fetchall()
        assert ours == ANSWERS[name](tables, known_by=known_by), (name, known_by)


def windows_agree(con: DuckDBPyConnection, tables: Tables) -> None:
    """Which spans of days the coverage of each agreement and partner holds, and when it did."""
    days = [date.fromisoformat(day) for day in invented.DAYS]
    spans = defaultdict(list)
    for agreement, partner, *span in con.sql(
        "select agreement_id, partner_id, from_on, to_on, record_ends_on, searched_on "
        "from exit_coverage where actor_id = 'RUS'"
    ).fetchall():
        spans[agreement, partner].append(span)
    for agreement in tables.agreement:
        for partner in tables.partners(agreement):
            for first, last, known_by in product(days[:6:2], [*days[1::3], None], [None, days[4]]):
                held = any(
                    from_on <= first
                    and (last or ends_on) <= to_on
                    and (known_by is None or (searched_on and searched_on <= known_by))
                    for from_on, to_on, ends_on, searched_on in spans[agreement, partner]
                )
                assert held == tables.is_covered(agreement, partner, first, last, known_by)


def add_up(con: DuckDBPyConnection, tables: Tables, name: str, as_of: str | None) -> None:
    """The groups of a question on exits add up to the total, in agreements by partner."""
    (total,) = ask("terminations_in_total", con, as_of=as_of).fetchall()
    answer = ask(name, con, as_of=as_of)
    rows, first = answer.fetchall(), answer.columns.index("authorised")
    for place in range(4):
        found = [row[first + place] for row in rows]
        assert sum(count or 0 for count in found) == (total[2 + place] or 0), name
    if all(len(tables.partners(agreement)) < 2 for agreement in tables.agreement):
        assert sum(row[answer.columns.index("agreements")] for row in rows) == (total[1] or 0)


def never_zero(con: DuckDBPyConnection, name: str) -> None:
    """Without declared coverage no count of a stage is 0."""
    # made of it once, when the connection was opened
    for table in ("coverage", "complete_windows"):
        con.execute(f"delete from {table}")
    answer = ask(name, con)
    staged = [answer.columns.index(stage) for stage in STAGES[2:]]
    assert not [row for row in answer.fetchall() if 0 in [row[place] for place in staged]], name


def check(data: st.DataObject) -> None:
    tables = data.draw(invented.datasets())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "invented"
        invented.write(folder, tables)
        with opened(folder) as con:
            plain = Tables(folder)
            agree(con, plain, data)
            knowledge_agrees(con, plain)
            windows_agree(con, plain)
            as_of = data.draw(st.sampled_from([None, *invented.DAYS]))
            add_up(con, plain, data.draw(st.sampled_from(ADD_UP)), as_of)
            never_zero(con, data.draw(st.sampled_from([*ADD_UP, "exits_by_issuer"])))


# a failure is shown as it was found: to make it smaller takes minutes
QUIET = settings(suppress_health_check=list(HealthCheck), phases=[Phase.generate], deadline=None)


# the same datasets every time: who adds a row to the tables shall not fail on the luck of the draw
@settings(QUIET, max_examples=50, derandomize=True)
@given(st.data())
def test_every_question_answers_as_plain_python_on_invented_datasets(data: st.DataObject) -> None:
    check(data)


if __name__ == "__main__":
    settings(QUIET, max_examples=int(sys.argv[1]))(given(st.data())(check))()
