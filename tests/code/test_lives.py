"""The lives of agreements on generated data: beside plain Python, and beside lifelines."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import generated
from pactexit.asking import ask
from pactexit.database import connect
from plain_lives import Life, lives
from plain_questions import ANSWERS, is_same
from plain_tables import STAGES, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

ROOT = Path(__file__).resolve().parents[2]
# a hundred examples each; `pytest --hypothesis-profile long tests/code/test_lives.py` tries 200
MANY = settings(suppress_health_check=[HealthCheck.too_slow])
days = st.dates(generated.FIRST, generated.LAST).map(str)
survival_params = st.fixed_dictionaries(
    {
        "group_by": st.sampled_from(["none", "partner_group", "subject", "level"]),
        "at_stage": st.sampled_from([*STAGES, "revoked"]),
        "duration_bound": st.sampled_from(["min", "max"]),
        "with_multilateral": st.booleans(),
        "with_expiry": st.booleans(),
        "agreement_scope": st.sampled_from([None, "military", "adjacent"]),
        "observed_from": st.one_of(st.none(), days),
        "as_of": st.one_of(st.none(), days),
    }
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("small")
    shutil.copytree(ROOT / "tests" / "small" / "tables", copy / "tables")
    shutil.copy(ROOT / "tables" / "terms.csv", copy / "tables")
    shutil.copy(ROOT / "datapackage.json", copy)
    return copy


@pytest.fixture(scope="module")
def con(folder: Path) -> Iterator[DuckDBPyConnection]:
    """A connection whose agreements are made anew for each example."""
    with connect(folder) as connection:
        yield connection


def of_lifelines(found: list[Life]) -> dict[int, tuple[float, ...]]:
    """Age to survival, lower and upper bound, standard error; empty where lifelines gives none."""
    from lifelines import KaplanMeierFitter
    from lifelines.exceptions import StatError

    try:
        fitter = KaplanMeierFitter().fit(
            [life.last for life in found],
            [life.has_exit for life in found],
            entry=[max(life.entry, 0) for life in found],
        )
    except StatError:
        # it refuses late entries of which none is left at risk early on
        assert any(life.entry > 0 for life in found)
        return {}
    survival = fitter.survival_function_.iloc[:, 0]
    errors = survival * fitter._cumulative_sq_**0.5
    bounds = fitter.confidence_interval_survival_function_
    # it begins with the first entry
    return {0: (1.0, 1.0, 1.0, 0.0)} | {
        int(age): (survival[age], bounds.iloc[place, 0], bounds.iloc[place, 1], errors[age])
        for place, age in enumerate(survival.index)
    }


def bounds_of(row: dict[str, Any]) -> tuple[float | None, float | None]:
    return row["survival_lower"], row["survival_upper"]


def agree_with_lifelines(
    con: DuckDBPyConnection, tables: Tables, params: dict[str, Any]
) -> tuple[int, int]:
    """Asserts that they agree; how many ages were compared, and on how many the bounds too."""
    groups, _ = lives(tables, **params)
    answer = ask("survival_of_agreements", con, **params)
    compared = bounded = 0
    curves = {group: of_lifelines(found) for group, found in groups.items() if found}
    for values in answer.fetchall():
        row = dict(zip(answer.columns, values, strict=True))
        found = groups[row["group_name"]]
        if row["survival"] is None:
            assert not any(life.has_exit for life in found)
            assert not found or not all(life.is_covered for life in found)
            continue
        if not curves[row["group_name"]]:
            continue
        survival, lower, upper, error = curves[row["group_name"]][row["time_days"]]
        assert row["survival"] == pytest.approx(survival, rel=0, abs=1e-9)
        compared += 1
        # where S is 1 or 0 the formulas are not defined, and lifelines fills in
        if row["survival"] in {0, 1}:
            assert bounds_of(row) == (None, None)
        else:
            wanted = pytest.approx((error, lower, upper), rel=0, abs=1e-9)
            assert (row["standard_error"], *bounds_of(row)) == wanted
            bounded += 1
    return compared, bounded


@MANY
@given(recipe=generated.recipes, params=survival_params)
def test_survival_is_that_of_plain_python_and_of_lifelines(
    con: DuckDBPyConnection, folder: Path, recipe: list[dict[str, Any]], params: dict[str, Any]
) -> None:
    tables = generated.fill(con, folder, recipe)
    answer = ask("survival_of_agreements", con, **params).fetchall()
    assert is_same(answer, ANSWERS["survival_of_agreements"](tables, **params))
    agree_with_lifelines(con, tables, params)


@MANY
@given(
    recipe=generated.recipes,
    at_stage=st.sampled_from([*STAGES, "revoked"]),
    with_multilateral=st.booleans(),
    as_of=st.one_of(st.none(), days),
)
def test_signatures_around_the_accession_are_those_of_plain_python(
    con: DuckDBPyConnection, folder: Path, recipe: list[dict[str, Any]], **params: Any
) -> None:
    tables = generated.fill(con, folder, recipe)
    answer = ask("signature_and_nato_accession", con, **params).fetchall()
    assert answer == ANSWERS["signature_and_nato_accession"](tables, **params)


@MANY
@given(
    recipe=generated.recipes,
    cohort_years=st.sampled_from([1, 5, 10]),
    partner_group=st.sampled_from(["all", "nato", "eu", "nato-or-eu"]),
    agreement_scope=st.sampled_from([None, "military", "adjacent"]),
    as_of=st.one_of(st.none(), days),
)
def test_the_fates_of_cohorts_are_those_of_plain_python(
    con: DuckDBPyConnection, folder: Path, recipe: list[dict[str, Any]], **params: Any
) -> None:
    tables = generated.fill(con, folder, recipe)
    answer = ask("fates_by_signing_cohort", con, **params).fetchall()
    assert answer == ANSWERS["fates_by_signing_cohort"](tables, **params)


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"at_stage": "effective", "with_expiry": True},
        {"group_by": "partner_group", "with_multilateral": True, "duration_bound": "max"},
        {"group_by": "subject"},
        {"observed_from": "2000-01-01", "agreement_scope": "military"},
    ],
)
def test_survival_on_the_live_tables_is_that_of_lifelines(
    live: Path, params: dict[str, Any]
) -> None:
    with connect(live) as con:
        compared, bounded = agree_with_lifelines(con, Tables(live), params)
    assert compared > bounded > 20


def test_the_fates_of_a_year_add_up_to_the_agreements_signed_in_it(live: Path) -> None:
    with connect(live) as con:
        fates = ask("fates_by_signing_cohort", con).fetchall()
        years = ask("agreements_by_signing_year", con).fetchall()
    totals = {year: 0 for year, *_ in fates}
    for year, _, _, agreements, _ in fates:
        totals[year] += agreements
    assert totals == {year: agreements for year, agreements, *_ in years}
    assert totals == {year: size for year, *_, size in fates}
