"""How each program judges the generated package; run as `python benchmarks/peers.py NAME FOLDER`.

Prints as JSON how many problems there are, and the peak of the memory in MiB.
"""

from __future__ import annotations

import json
import sys
import warnings
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generated import (
    ACTIONS,
    ADDRESS,
    CODE,
    FIRST_DAY,
    IMPRECISE,
    LAST_DAY,
    LONGEST_TITLE,
    MOST_INSTRUMENTS,
    SLUG,
    STAGES,
    keys,
)

if TYPE_CHECKING:
    from collections.abc import Callable


#: Columns of which a text that is no value would be lost as an empty cell.
TYPED = ("published_on", "instruments_named", "share")


def _typed(frame: Any) -> Any:
    """The text of the rows with days and numbers, and whether each was read."""
    import polars as pl

    values = {
        "published_on": pl.col("published_on").str.to_date(strict=False),
        "read_on": pl.col("read_on").str.to_date(strict=False),
        "instruments_named": pl.col("instruments_named").cast(pl.Int64, strict=False),
        "share": pl.col("share").cast(pl.Float64, strict=False),
    }
    return frame.with_columns(
        *(value.alias(name) for name, value in values.items()),
        *(
            (values[name].is_null() == pl.col(name).is_null()).alias(f"{name} is read")
            for name in TYPED
        ),
    )


def pactexit(folder: Path) -> int:
    """Everything that the gate looks at in a package of any name."""
    from pactexit import validate

    return sum(validate(folder).counts.values())


def frictionless(folder: Path) -> int:
    """The descriptor, structure, cells, keys and references."""
    from frictionless import Package

    report = Package(folder / "datapackage.json").validate(limit_errors=10**9)
    return sum(len(task.errors) for task in report.tasks)


def pandera(folder: Path) -> int:
    """Cells, the key and references, by a schema written by hand; text that polars has split."""
    import pandera.polars as pa
    import polars as pl
    from pandera.errors import SchemaErrors

    def text(*checks: Any, required: bool = False, **more: Any) -> Any:
        return pa.Column(pl.String, list(checks), nullable=not required, **more)

    def like(pattern: str) -> Any:
        return pa.Check.str_matches(pattern)

    first, last = date.fromisoformat(FIRST_DAY), date.fromisoformat(LAST_DAY)
    between = pa.Check.in_range
    schema = pa.DataFrameSchema(
        {
            "record_id": text(like(SLUG), required=True, unique=True),
            "country_id": text(like(CODE), pa.Check.isin(keys("countries")), required=True),
            "agreement_id": text(like(SLUG), pa.Check.isin(keys("agreements")), required=True),
            "order_id": text(like(SLUG), pa.Check.isin(keys("orders"))),
            "action": text(pa.Check.isin(ACTIONS), required=True),
            "stage": text(pa.Check.isin(STAGES), required=True),
            "occurred_on": text(like(IMPRECISE), required=True),
            "published_on": pa.Column(pl.Date, between(first, last), nullable=True),
            "read_on": pa.Column(pl.Date, pa.Check.ge(first)),
            "instruments_named": pa.Column(pl.Int64, between(1, MOST_INSTRUMENTS), nullable=True),
            "share": pa.Column(pl.Float64, between(0, 1), nullable=True),
            "has_entered_into_force": text(pa.Check.isin(["true", "false"]), required=True),
            "title_en": text(pa.Check.str_length(max_value=LONGEST_TITLE), required=True),
            "url": text(like(ADDRESS)),
            "note": text(),
            **{f"{name} is read": pa.Column(pl.Boolean, pa.Check.eq(value=True)) for name in TYPED},
        }
    )
    frame = _typed(pl.read_csv(folder / "rows.csv", infer_schema=False))
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return len(errors.failure_cases)
    return 0


def dataframely(folder: Path) -> int:
    """Cells, the key and references, by a schema written by hand; text that polars has split."""
    import dataframely as dy
    import polars as pl

    class Rows(dy.Schema):
        record_id = dy.String(primary_key=True, regex=SLUG)
        country_id = dy.String(regex=CODE)
        agreement_id = dy.String(regex=SLUG)
        order_id = dy.String(regex=SLUG, nullable=True)
        action = dy.String()
        stage = dy.String()
        occurred_on = dy.String(regex=IMPRECISE)
        published_on = dy.Date(
            min=date.fromisoformat(FIRST_DAY), max=date.fromisoformat(LAST_DAY), nullable=True
        )
        read_on = dy.Date(min=date.fromisoformat(FIRST_DAY))
        instruments_named = dy.Int64(min=1, max=MOST_INSTRUMENTS, nullable=True)
        share = dy.Float64(min=0, max=1, nullable=True)
        has_entered_into_force = dy.String()
        title_en = dy.String(max_length=LONGEST_TITLE)
        url = dy.String(regex=ADDRESS, nullable=True)
        note = dy.String(nullable=True)
        first_is_read = dy.Bool(alias="published_on is read")
        second_is_read = dy.Bool(alias="instruments_named is read")
        third_is_read = dy.Bool(alias="share is read")

        @dy.rule()
        def known_country(cls) -> pl.Expr:
            return pl.col("country_id").is_in(keys("countries"))

        @dy.rule()
        def known_agreement(cls) -> pl.Expr:
            return pl.col("agreement_id").is_in(keys("agreements"))

        @dy.rule()
        def known_order(cls) -> pl.Expr:
            return pl.col("order_id").is_in(keys("orders"))

        @dy.rule()
        def allowed_action(cls) -> pl.Expr:
            return pl.col("action").is_in(ACTIONS)

        @dy.rule()
        def allowed_stage(cls) -> pl.Expr:
            return pl.col("stage").is_in(STAGES)

        @dy.rule()
        def true_or_false(cls) -> pl.Expr:
            return pl.col("has_entered_into_force").is_in(["true", "false"])

        @dy.rule()
        def is_read(cls) -> pl.Expr:
            return pl.all_horizontal(f"{name} is read" for name in TYPED)

    frame = _typed(pl.read_csv(folder / "rows.csv", infer_schema=False))
    _, failures = Rows.filter(frame)
    return sum(failures.counts().values())


def csvw(folder: Path) -> int:
    """Cells, the key and references, by the metadata of CSV on the Web.

    It stops at some problems, of which it is then the only one.
    """
    from csvw import CSVW

    # the same words in two rows are two problems
    warnings.simplefilter("always")
    try:
        judged = CSVW(str(folder / "csvw.json"), validate=True, strict=False)
        _ = judged.is_valid
    except ValueError:
        return 1
    return len(judged.warnings)


#: Every program, by its name.
PEERS: dict[str, Callable[[Path], int]] = {
    peer.__name__: peer for peer in (pactexit, frictionless, pandera, dataframely, csvw)
}


def peak() -> float:
    """The most memory that this process has held, in MiB."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    found = PEERS[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"problems": found, "peak": peak()}))
