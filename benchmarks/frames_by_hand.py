"""The questions of by_hand.py on frames of polars and pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agreements import ACTS, AN_ORDER, EXITS, LEVELS, RANKS, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TABLES = ("agreements", "parties", "events", "countries", "coverage")
_ENDS = ("earliest", "latest")

Answers = dict[str, "Callable[[], list[tuple[Any, ...]]]"]


def polars(folder: Path) -> dict[str, Answers]:
    """By hand in polars, lazily, on frames in memory."""
    import polars as pl

    t = {table: pl.read_parquet(folder / f"{table}.parquet").lazy() for table in TABLES}
    partners = t["parties"].filter(
        pl.col("role").is_in(ROLES), ~pl.col("country_id").is_in(["RUS", "SUN"])
    )

    complete = t["coverage"].filter(
        pl.col("completeness") == "complete", pl.col("actor_id") == "RUS"
    )

    def exits(group: pl.Expr, order: str | None, *counts: pl.Expr) -> list[tuple[Any, ...]]:
        russian = t["events"].filter(pl.col("actor_id") == "RUS")
        revoked = (
            russian.filter(pl.col("action").is_in(EXITS), pl.col("stage") == "revoked")
            .group_by("agreement_id")
            .agg(until=pl.max("occurred_on_latest"))
        )
        is_chosen = pl.lit(value=True) if order is None else pl.col("order_id") == order
        rank = pl.col("stage").replace_strict(
            {"announced": 1, "proposed": 2, **RANKS}, default=0, return_dtype=pl.Int64
        )
        live = (pl.col("until") < pl.col("occurred_on_latest")).fill_null(value=True)
        reached = (
            russian.filter(pl.col("action").is_in(ACTS))
            .join(revoked, on="agreement_id", how="left")
            .group_by("agreement_id")
            .agg(
                first_step_on=pl.col("occurred_on_earliest").filter(is_chosen).min(),
                reached=pl.when(live).then(rank).otherwise(0).max(),
            )
            .filter(pl.col("first_step_on").is_not_null())
        )
        ends = (
            t["coverage"].filter(pl.col("actor_id") == "RUS").select(day=pl.max("to_on")),
            russian.select(day=pl.max("occurred_on_latest")),
        )
        windows = (
            complete.filter(pl.col("measure") == "exit-steps")
            .join(pl.concat(ends).max(), how="cross")
            .filter(pl.col("to_on") >= pl.col("day"))
        )
        in_nato = pl.col("nato_acceded_on").is_not_null()
        in_eu = pl.col("eu_acceded_on").is_not_null() & pl.col("eu_left_on").is_null()
        wanted = pl.col("partner_group")
        applies = (pl.col("from_on") <= pl.col("first_step_on")) & (
            (wanted == "all")
            | (wanted.is_in(["nato", "nato-or-eu"]) & in_nato)
            | (wanted.is_in(["eu", "nato-or-eu"]) & in_eu)
        )
        covered = pl.col("is_covered").all()
        return (
            reached.join(partners, on="agreement_id")
            .join(t["agreements"].filter(pl.col("scope") != "context"), on="agreement_id")
            .join(t["countries"], on="country_id")
            .join(windows, left_on="scope", right_on="agreement_scope", how="left")
            .group_by("agreement_id", "country_id")
            .agg(
                group.first().alias("kept"),
                pl.first("reached"),
                is_covered=applies.fill_null(value=False).any(),
            )
            .group_by("kept")
            .agg(
                *counts,
                pl.col("agreement_id").n_unique().alias("agreements"),
                *(
                    pl.when(covered | (pl.col("reached") >= rank).any())
                    .then((pl.col("reached") >= rank).sum())
                    .alias(stage)
                    for stage, rank in RANKS.items()
                ),
            )
            .sort("kept", nulls_last=True)
            .collect()
            .rows()
        )

    def by_year() -> list[tuple[Any, ...]]:
        first, last = (pl.col(f"signed_on_{end}").dt.year() for end in ("earliest", "latest"))
        agreement = pl.col("agreement_id")
        counted = (
            t["agreements"]
            .filter(pl.col("scope") != "context")
            .with_columns(kept=pl.when(first == last).then(first))
            .join(partners, on="agreement_id", how="left")
            .group_by("kept")
            .agg(
                agreement.n_unique(),
                pl.col("country_id").drop_nulls().n_unique(),
                *(
                    agreement.filter(pl.col("level") == level).n_unique().alias(level)
                    for level in LEVELS
                ),
            )
        )
        windows = complete.filter(
            pl.col("measure") == "agreements", pl.col("partner_group") == "all"
        )
        kept = pl.col("kept")
        covered = (
            counted.join(windows, how="cross")
            .filter(
                pl.col("from_on") <= pl.date(kept, 1, 1), pl.col("to_on") >= pl.date(kept, 12, 31)
            )
            .group_by("kept")
            .agg(is_covered=pl.col("agreement_scope").n_unique() == 2)
        )
        return (
            counted.join(covered, on="kept", how="left")
            .with_columns(
                pl.when((pl.col(count) > 0) | pl.col("is_covered")).then(pl.col(count))
                for count in ("country_id", *LEVELS)
            )
            .drop("is_covered")
            .sort("kept", nulls_last=True)
            .collect()
            .rows()
        )

    states = pl.col("country_id").n_unique().alias("partners")
    year = pl.col("nato_acceded_on").dt.year()
    return {
        "polars": {
            "terminations_by_nato_accession_year": lambda: exits(year, AN_ORDER, states),
            "exits_by_partner": lambda: exits(pl.col("country_id"), None),
            "agreements_by_signing_year": by_year,
        }
    }


def pandas(folder: Path) -> dict[str, Answers]:
    """By hand in pandas, on frames in memory."""
    import pandas as pd

    t = {table: _opened(folder / f"{table}.parquet") for table in TABLES}

    def partners() -> Any:
        p = t["parties"]
        return p[p["role"].isin(ROLES) & ~p["country_id"].isin(["RUS", "SUN"])]

    def windows(measure: str) -> Any:
        c = t["coverage"]
        is_complete = (c["measure"] == measure) & (c["completeness"] == "complete")
        return c[is_complete & (c["actor_id"] == "RUS")]

    def exits(group: str, order: str | None) -> list[tuple[Any, ...]]:
        e = t["events"][t["events"]["actor_id"] == "RUS"]
        of_russia = t["coverage"]["actor_id"] == "RUS"
        ends_on = max(e["occurred_on_latest"].max(), t["coverage"]["to_on"][of_russia].max())
        revoked = e[e["action"].isin(EXITS) & (e["stage"] == "revoked")]
        until = revoked.groupby("agreement_id")["occurred_on_latest"].max()
        e = e[e["action"].isin(ACTS)]
        e = e.merge(until.rename("until"), left_on="agreement_id", right_index=True, how="left")
        is_dead = e["until"] >= e["occurred_on_latest"]
        ranks = e["stage"].map({"announced": 1, "proposed": 2, **RANKS}).fillna(0)
        e = e.assign(reached=ranks.mask(is_dead, 0))
        chosen = e if order is None else e[e["order_id"] == order]
        first = chosen.groupby("agreement_id")["occurred_on_earliest"].min()
        reached = e[e["agreement_id"].isin(first.index)].groupby("agreement_id")["reached"].max()
        units = (
            pd.DataFrame({"first_step_on": first, "reached": reached})
            .reset_index()
            .merge(partners()[["agreement_id", "country_id"]], on="agreement_id")
            .merge(t["agreements"][["agreement_id", "scope"]], on="agreement_id")
            .merge(t["countries"], on="country_id")
        )
        units = units[units["scope"] != "context"]
        covered = pd.Series(data=False, index=units.index)
        c = windows("exit-steps")
        c = c[c["to_on"] >= ends_on]
        in_nato = units["nato_acceded_on"].notna()
        in_eu = units["eu_acceded_on"].notna() & units["eu_left_on"].isna()
        member = {"all": True, "nato": in_nato, "eu": in_eu, "nato-or-eu": in_nato | in_eu}
        for window in c.itertuples():
            in_time = units["first_step_on"] >= window.from_on
            is_of = units["scope"] == window.agreement_scope
            covered |= is_of & in_time & member[window.partner_group]
        kept = units["nato_acceded_on"].dt.year if group == "year" else units["country_id"]
        grouped = units.assign(kept=kept, covered=covered).groupby("kept", dropna=False)
        counts = {"partners": grouped["country_id"].nunique()} if group == "year" else {}
        counts["agreements"] = grouped["agreement_id"].nunique()
        for stage, rank in RANKS.items():
            number = (units["reached"] >= rank).groupby(kept, dropna=False).sum()
            counts[stage] = number.where((number > 0) | grouped["covered"].all())
        return _rows(pd.DataFrame(counts))

    def by_year() -> list[tuple[Any, ...]]:
        a = t["agreements"][t["agreements"]["scope"] != "context"]
        first, last = (a[f"signed_on_{end}"].dt.year for end in _ENDS)
        joined = a.assign(kept=first.where(first == last)).merge(
            partners()[["agreement_id", "country_id"]], on="agreement_id", how="left"
        )
        grouped = joined.groupby("kept", dropna=False)
        counts = {
            "agreements": grouped["agreement_id"].nunique(),
            "partners": grouped["country_id"].nunique(),
        }
        for level in LEVELS:
            of_level = joined["agreement_id"].where(joined["level"] == level)
            counts[level] = of_level.groupby(joined["kept"], dropna=False).nunique()
        years = counts["agreements"].index.to_series()
        is_covered = _covered(years, windows("agreements"))
        for count in ("partners", *LEVELS):
            counts[count] = counts[count].where((counts[count] > 0) | is_covered)
        return _rows(pd.DataFrame(counts))

    return {
        "pandas": {
            "terminations_by_nato_accession_year": lambda: exits("year", AN_ORDER),
            "exits_by_partner": lambda: exits("partner", None),
            "agreements_by_signing_year": by_year,
        }
    }


def _opened(path: Path) -> Any:
    """A frame with its days."""
    import pandas as pd

    frame = pd.read_parquet(path)
    for column in frame.columns.intersection(
        [f"{name}_on" for name in ("from", "to", "nato_acceded", "eu_acceded", "eu_left")]
        + [f"{name}_on_{end}" for name in ("signed", "occurred") for end in _ENDS]
    ):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def _covered(years: Any, windows: Any) -> Any:
    """Of the years those that both scopes cover wholly, in windows on all partners."""
    import pandas as pd

    day = pd.Timedelta(days=1)
    scopes = [
        sum(
            (years > (window.from_on - day).year) & (years < (window.to_on + day).year)
            for window in of_scope.itertuples()
        )
        > 0
        for _, of_scope in windows[windows["partner_group"] == "all"].groupby("agreement_scope")
    ]
    return sum(scopes) == 2


def _rows(frame: Any) -> list[tuple[Any, ...]]:
    import pandas as pd

    frame = frame.sort_index(na_position="last").reset_index()
    return [
        tuple(None if pd.isna(v) else v if isinstance(v, str) else int(v) for v in row)
        for row in frame.itertuples(index=False)
    ]
