"""The questions: golden answers, plain Python beside SQL, and files that keep their contract."""

from __future__ import annotations

import gc
import inspect
import json
import random
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import invented
import pytest

import plain_answers
from pactexit import api, generate
from pactexit import dataset as datasets
from pactexit.asking import ask, questions
from pactexit.database import connect
from pactexit.problem import PactExitError, UnknownNameError
from plain_questions import ANSWERS, is_same
from plain_tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "small" / "tables"
GOLDEN = ROOT / "tests" / "golden"
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem} {case['params'] or 'bare'}")
    for path in sorted(GOLDEN.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
DAYS = (2000, 2016, 2018, 2020, 2021, 2023, 2024)  # at whose mid-May the small dataset is asked


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("small")
    shutil.copytree(SMALL, copy / "tables")
    shutil.copy(ROOT / "tables" / "terms.csv", copy / "tables")
    shutil.copy(ROOT / "datapackage.json", copy)
    return copy


@pytest.fixture(scope="module")
def con(folder: Path) -> Iterator[DuckDBPyConnection]:
    """One connection for the tests that only ask."""
    with connect(folder) as connection:
        yield connection


@pytest.mark.parametrize(("name", "case"), CASES)
def test_an_answer_is_the_golden_one(
    con: DuckDBPyConnection, name: str, case: dict[str, Any]
) -> None:
    answer = ask(name, con, **case["params"])
    rows = json.loads(json.dumps(answer.fetchall(), default=date.isoformat))
    assert all(list(row) == answer.columns for row in case["rows"])
    assert is_same(rows, [tuple(row.values()) for row in case["rows"]]), rows


def test_every_question_has_golden_answers_and_every_golden_answer_a_question() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(questions())
    for path in GOLDEN.iterdir():
        given = [case["params"] for case in json.loads(path.read_text(encoding="utf-8"))]
        assert len(given) >= 3
        assert {name for params in given for name in params} == {
            parameter.name for parameter in questions()[path.stem].params
        }


@pytest.mark.parametrize("name", questions())
def test_columns_and_types_are_those_of_the_header(con: DuckDBPyConnection, name: str) -> None:
    answer, asked = ask(name, con), questions()[name]
    assert answer.columns == answer.relation.columns == [c.name for c in asked.returns]
    assert answer.types == list(map(str, answer.relation.types)) == [c.type for c in asked.returns]
    kinds = {"VARCHAR": str, "INTEGER": int, "BIGINT": int, "BOOLEAN": bool, "DOUBLE": float}
    kinds["DATE"] = date
    rows = answer.fetchall()
    assert rows
    for row in rows:
        for kind, value in zip(answer.types, row, strict=True):
            assert value is None or type(value) is kinds[kind]
    assert answer.pl().rows() == rows


@pytest.mark.parametrize("name", questions())
def test_the_order_of_an_answer_does_not_depend_on_the_order_of_the_rows(
    folder: Path, con: DuckDBPyConnection, name: str
) -> None:
    answer = ask(name, con).fetchall()
    with connect(folder) as shuffled:
        for order in ("rowid desc", "hash(rowid)"):
            for table in datasets.read(folder).tables:
                shuffled.execute(
                    f"create or replace table {table} as from {table} order by {order}"
                )
            assert ask(name, shuffled).fetchall() == answer


def _parameters(name: str, con: DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Values on record of each parameter alone, and many of two or three together."""
    days = [f"{year}-05-15" for year in DAYS]
    values = {
        parameter.name: days if parameter.type == "DATE" else invented.values(con, parameter)
        for parameter in questions()[name].params
    }
    yield {}
    rng = random.Random(1)
    single = [
        {key: value}
        for key, found in values.items()
        for value in rng.sample(found, min(len(found), 6))
    ]
    yield from single
    yield from (rng.choice(single) | rng.choice(single) | rng.choice(single) for _ in range(15))


def test_every_question_is_answered_again_in_plain_python() -> None:
    assert ANSWERS.keys() == questions().keys()


@pytest.mark.parametrize("name", ANSWERS)
def test_plain_python_gives_the_same_answer(
    con: DuckDBPyConnection, folder: Path, name: str
) -> None:
    tables = Tables(folder)
    for params in _parameters(name, con):
        counted = ANSWERS[name](tables, **params)
        assert is_same(ask(name, con, **params).fetchall(), counted), params


def test_an_agreement_that_is_only_context_is_not_counted_as_one_of_an_order(small: Path) -> None:
    events = small / "tables" / "events.csv"
    step = "multi-2010-launch-moratorium-rus-effective,multi-2010-launch-moratorium,"
    text = events.read_text(encoding="utf-8")
    assert f"{step},RUS" in text
    events.write_text(text.replace(f"{step},RUS", f"{step}rus-parliament-2023-05,RUS"), "utf-8")
    with connect(small) as con:
        found = ask("orders_overview", con, published_from="2023-01-01").fetchall()
    assert found == plain_answers.orders_overview(Tables(small), published_from="2023-01-01")
    assert [row[8] for row in found] == [1]


@pytest.mark.parametrize(
    ("agreement_id", "as_of"),
    [("bgr-2001-logistics", "2001-12-31"), ("nor-1992-incidents-at-sea", "1993-02-28")],
)
def test_no_agreement_is_in_force_before_it_has_entered_into_force(
    con: DuckDBPyConnection, agreement_id: str, as_of: str
) -> None:
    (row,) = ask("agreement_status", con, agreement_id=agreement_id, as_of=as_of).fetchall()
    assert row[4] == "no exit step known"


def test_an_agreement_with_an_organisation_alone_has_a_status_and_a_year(small: Path) -> None:
    for table, line in (
        (
            "agreements",
            "multi-2011-consultation,Invented accord with the Sample Union,,agreement,,,"
            "military,2011-01-01,,true,,Sample Union,,,",
        ),
        ("parties", "multi-2011-consultation,RUS,party,,,,"),
    ):
        with (small / "tables" / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    with connect(small) as con:
        status = ask("agreement_status", con, agreement_id="multi-2011-consultation").fetchall()
        years = ask("agreements_by_signing_year", con).fetchall()
    assert [row[:5:2] for row in status] == [("multi-2011-consultation", None, "in force")]
    assert (2011, 1, None, None, None) in [row[:5] for row in years]


def test_a_relation_outlives_the_connection_that_nobody_holds() -> None:
    relation = ask("coverage_windows").relation
    gc.collect()
    assert relation.fetchall()


def test_a_value_left_out_or_none_is_the_default(con: DuckDBPyConnection) -> None:
    bare = ask("agreement_age_at_exit", con).fetchall()
    assert ask("agreement_age_at_exit", con, at_stage="authorised", as_of=None).fetchall() == bare
    assert ask("agreement_age_at_exit", con, as_of=date(2020, 6, 30)).fetchall() == (
        ask("agreement_age_at_exit", con, as_of="2020-06-30").fetchall()
    )


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        (
            "agreement_statu",
            {},
            "There is no question 'agreement_statu'. Did you mean agreement_status?",
        ),
        (
            "agreement_status",
            {"as_off": None},
            "no parameter of agreement_status 'as_off'. Did you mean as_of?",
        ),
        ("agreement_status", {"partner_id": "PLO"}, "no partner_id 'PLO'. Did you mean POL?"),
        (
            "agreement_age_at_exit",
            {"at_stage": "efective"},
            "no at_stage 'efective'. Did you mean effective?",
        ),
        (
            "terminations_in_total",
            {"order_id": "rus-goverment-2020-03-10"},
            "Did you mean rus-government-2020-03-10?",
        ),
        ("agreement_age_at_exit", {"at_stage": "over"}, "'over'. Known: announced, authorised, "),
        ("survival_of_agreements", {"group_by": "subjct"}, "'subjct'. Did you mean subject?"),
        ("fates_by_signing_cohort", {"cohort_years": 7}, "no cohort_years '7'. Known: 1, 10, 5."),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_one(
    con: DuckDBPyConnection, name: str, params: dict[str, Any], message: str
) -> None:
    with pytest.raises(UnknownNameError) as refused:
        ask(name, con, **params)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"as_of": "yesterday"}, "as_of: 'yesterday' is no day. Write it as 2025-12-19."),
        ({"as_of": "2025-02-29"}, "as_of: '2025-02-29' is no day. Write it as 2025-12-19."),
        ({"as_of": ""}, "as_of: '' is no day. Write it as 2025-12-19."),
        ({"as_of": 2025}, "as_of: 2025 is no date. "),
        ({"partner_id": 1}, "partner_id: 1 is no str. "),
    ],
)
def test_a_value_of_the_wrong_type_is_told_in_one_line(
    con: DuckDBPyConnection, params: dict[str, Any], message: str
) -> None:
    with pytest.raises(PactExitError) as refused:
        ask("agreement_status", con, **params)
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("days", [2**63, -(2**63) - 1, 10**60])
def test_a_number_beyond_64_bits_is_told_in_one_line(con: DuckDBPyConnection, days: int) -> None:
    with pytest.raises(PactExitError, match=r"\Awindow_days: -?\d+ does not fit into 64 bits\.\Z"):
        ask("exits_around_a_date", con, window_days=days)
    assert ask("exits_around_a_date", con, window_days=2**63 - 1).fetchall()
    assert not ask("exits_around_a_date", con, window_days=-(2**63)).fetchall()


def test_the_generated_files_are_not_stale() -> None:
    assert generate.main(["--check"]) == 0


@pytest.mark.parametrize("name", questions())
def test_a_function_has_the_parameters_of_the_header(name: str) -> None:
    signature = inspect.signature(getattr(api, name))
    *parameters, con = signature.parameters.values()
    assert {p.name: p.default for p in parameters} == {
        p.name: p.default for p in questions()[name].params
    }
    assert (con.name, con.default) == ("con", None)
    assert {p.kind for p in signature.parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}


def test_a_function_answers_as_its_question(con: DuckDBPyConnection) -> None:
    for name in questions():
        assert getattr(api, name)(con=con).fetchall() == ask(name, con).fetchall()
    assert sorted(api.__all__) == sorted(questions())
