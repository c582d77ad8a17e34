"""The lint of the questions and views: what it must catch, at its line, and what it must not."""

from __future__ import annotations

import pytest
from sqlglot import exp

from conftest import ROOT
from pactexit import portability
from pactexit.portability import RULES, known_columns, offences

HEADER = "/* ---\ntitle: A question\n--- */\n"
CLEAN = """\
with counted as (
    select
        orders.issuer,
        cast(sum(orders.states_named) as bigint) as states_in_all,
        max(orders.published_on_latest) as newest
    from orders
    where
        cast($as_of as date) is null
        or orders.published_on_latest <= cast($as_of as date)
    group by orders.issuer
)

select
    counted.issuer,
    counted.states_in_all as states
from counted
order by counted.issuer
"""
# what is written into the clean file in place of what, and the rule that it breaks
BREAKS = {
    "percentile": ("max(orders.published_on_latest)", "median(orders.states_named)", "foreign"),
    "percentile_cont": (
        "max(orders.published_on_latest)",
        "percentile_cont(0.5) within group (order by orders.states_named)",
        "foreign",
    ),
    "list": ("max(orders.published_on_latest)", "list(orders.order_id)", "foreign"),
    "list literal": ("max(orders.published_on_latest)", "max([1, 2])", "foreign"),
    "struct": ("max(orders.published_on_latest)", "max({'a': 1})", "foreign"),
    "lambda": (
        "max(orders.published_on_latest)",
        "max(list_transform([1], lambda x: x + 1))",
        "foreign",
    ),
    "today": ("= cast($as_of as date)", "= current_date", "foreign"),
    "now": ("= cast($as_of as date)", "= cast(now() as date)", "foreign"),
    "pivot": (
        "from orders\n",
        "from (pivot orders on kind using count(*)) as orders\n",
        "foreign",
    ),
    "qualify": (
        "from counted\norder",
        "from counted\nqualify row_number() over (order by counted.issuer) = 1\norder",
        "foreign",
    ),
    "regular expression": (
        "= cast($as",
        "= '1' or regexp_matches(orders.kind, 'a') or cast($as",
        "foreign",
    ),
    "whole division": (
        "max(orders.published_on_latest)",
        "max(orders.states_named // 2)",
        "foreign",
    ),
    "try_cast": ("<= cast($as_of as date)", "<= try_cast(orders.number as date)", "foreign"),
    "group by all": ("group by orders.issuer", "group by all", "all"),
    "asof join": (
        "from orders\n",
        "from orders asof join events on orders.published_on_latest >= events.occurred_on_latest\n",
        "clause",
    ),
    "semi join": (
        "from orders\n",
        "from orders semi join events on orders.order_id = events.order_id\n",
        "clause",
    ),
    "distinct on": (
        "    select\n        orders.issuer",
        "    select distinct on (orders.kind)\n        orders.issuer",
        "clause",
    ),
    "group by place": ("group by orders.issuer", "group by 1", "number"),
    "order by place": ("order by counted.issuer", "order by 1", "number"),
    "order by all": ("order by counted.issuer", "order by all", "all"),
    "star": ("    counted.issuer,\n", "    *,\n", "star"),
    "star of a table": ("    counted.issuer,\n", "    counted.*,\n", "star"),
    "bare parameter": ("<= cast($as_of as date)", "<= $as_of", "parameter"),
    "bare sum": ("cast(sum(orders.states_named) as bigint)", "sum(orders.states_named)", "sum"),
    "bare division": (
        "max(orders.published_on_latest)",
        "max(orders.states_named / 2)",
        "division",
    ),
    "division by a whole number": (
        "max(orders.published_on_latest)",
        "max(orders.states_named / cast(2 as bigint))",
        "division",
    ),
    "date_trunc": (
        "max(orders.published_on_latest)",
        "max(date_trunc('year', orders.published_on_latest))",
        "day",
    ),
    "interval": (
        "max(orders.published_on_latest)",
        "max(orders.published_on_latest + interval '1' day)",
        "day",
    ),
    "months between": (
        "max(orders.published_on_latest)",
        "max(date_diff('month', orders.published_on_earliest, orders.published_on_latest))",
        "unit",
    ),
    "decimal": (
        "cast(sum(orders.states_named) as bigint)",
        "cast(sum(orders.states_named) as decimal)",
        "type",
    ),
    "timestamp": ("<= cast($as_of as date)", "<= cast($as_of as timestamp)", "type"),
    "rounding": (
        "max(orders.published_on_latest)",
        "max(cast(cast(orders.states_named as double) / 2 as integer))",
        "rounding",
    ),
    "no frame": (
        "counted.states_in_all as states",
        "max(counted.states_in_all) over (order by counted.issuer) as states",
        "frame",
    ),
    "place by chance": (
        "counted.states_in_all as states",
        "row_number() over () as states",
        "frame",
    ),
    "list without order": (
        "max(orders.published_on_latest)",
        "string_agg(orders.kind, ' ')",
        "list",
    ),
    "list with copies": (
        "max(orders.published_on_latest)",
        "string_agg(orders.kind, ' ' order by orders.kind)",
        "list",
    ),
    "limit by chance": ("group by orders.issuer", "group by orders.issuer\n    limit 3", "limit"),
    "count of several": (
        "max(orders.published_on_latest)",
        "count(distinct (orders.kind, orders.issuer))",
        "several",
    ),
    "count of several columns": (
        "max(orders.published_on_latest)",
        "count(distinct orders.kind, orders.issuer)",
        "several",
    ),
    "alias of a table": ("as newest", "as published_on", "alias"),
    "alias of a bound": ("as newest", "as signed_on_latest", "alias"),
    "alias of a CTE": ("states_in_all as states", "states_in_all as newest", "alias"),
    "no order": ("order by counted.issuer\n", "", "order"),
    "no blank": ("<= cast($as_of as date)", "in (cast('2020-01-01' as date),$as_of)", "blank"),
    "two statements": ("from counted\n", "from counted; select 1 from orders\n", "syntax"),
    "no SQL": ("from counted\n", "from from\n", "syntax"),
    "no SELECT": (CLEAN, "delete from orders\n", "syntax"),
}


@pytest.fixture(scope="module")
def columns() -> dict[str, set[str]]:
    return known_columns()


@pytest.mark.parametrize("name", BREAKS)
def test_what_does_not_run_the_same_is_found_at_its_line(
    columns: dict[str, set[str]], name: str
) -> None:
    part, written, rule = BREAKS[name]
    assert part in CLEAN
    text = HEADER + CLEAN.replace(part, written)
    found = {offence.rule: offence for offence in offences("queries/a.sql", text, columns)}
    assert rule in found
    lines = (HEADER + CLEAN)[: (HEADER + CLEAN).index(part)].count("\n") + 1
    nearby = range(lines, lines + written.count("\n") + 2)
    assert rule in ("syntax", "order") or found[rule].line in nearby
    assert str(found[rule]).startswith(f"queries/a.sql:{found[rule].line}: {rule}: ")


def test_every_rule_has_an_example() -> None:
    assert {rule for _, _, rule in BREAKS.values()} == {
        *RULES,
        "alias",
        "all",
        "blank",
        "order",
        "syntax",
    }


@pytest.mark.parametrize(
    "written",
    [
        "count(*)",
        "count(distinct orders.kind)",
        "cast(coalesce(max(orders.states_named), 0) as double) / 2",
        "cast(sum(count(*)) over () as bigint)",
        "cast(date_trunc('year', max(orders.published_on_latest)) as date)",
        "cast(max(orders.published_on_latest) + interval '1' month - interval '1' day as date)",
        "max(case when orders.kind like 'o%' then trim(upper(orders.kind)) end)",
        "date_diff('day', min(orders.signed_on_latest), max(orders.published_on_latest))",
        "exp(cast(sum(ln(cast(orders.states_named as double))) as double))",
        "cast(floor(cast(max(orders.states_named) as double) / 2) as integer)",
        "cast(coalesce(sum(orders.states_named), 0) as bigint)",
        "sqrt(sum(orders.states_named))",
        "cast(1.96 as double) * max(orders.states_named) / count(*)",
        "max(orders.states_named) / nullif(cast(count(*) as double), 0)",
        "max(orders.states_named) % 10",
        "row_number() over (order by orders.issuer)",
        "max('$one,$two -- it''s text')",
    ],
)
def test_what_runs_the_same_is_left_alone(columns: dict[str, set[str]], written: str) -> None:
    text = HEADER + CLEAN.replace("max(orders.published_on_latest)", written)
    assert not offences("queries/a.sql", text, columns)


def test_a_view_has_no_order_to_keep(columns: dict[str, set[str]]) -> None:
    text = CLEAN.replace("order by counted.issuer\n", "")
    assert not offences("views/a.sql", text, columns)


def test_every_question_and_view_of_the_package_runs_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert portability.main() == 0
    assert not capsys.readouterr().out


def test_the_package_is_judged_file_by_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(RULES, "count", (lambda node: isinstance(node, exp.Count), "no counting."))
    assert portability.main() == 1
    printed = capsys.readouterr().out.splitlines()
    view = ROOT / "analytics" / "pactexit" / "views" / "partners.sql"
    lines = view.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines, 1) if "count(" in line)
    assert f"views/partners.sql:{place}: count: no counting." in printed
    assert any(line.startswith("queries/terminations_in_total.sql:") for line in printed)
