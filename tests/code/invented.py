"""Invented datasets of the same schema, small and odd, and what each question may be asked."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from plain_tables import STAGES, Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pactexit.answers import Parameter

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "small" / "tables"
DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
COLUMNS = {
    resource["name"]: [field["name"] for field in resource["schema"]["fields"]]
    for resource in DESCRIPTOR["resources"]
}
KEYS = {r["name"]: r["schema"]["primaryKey"] for r in DESCRIPTOR["resources"]}
PARTNERS = ("AUT", "BGR", "DEU", "GBR", "JPN", "NOR", "POL")
#: Few days, so that steps, sources and windows often meet on one.
DAYS = [f"{year}-{rest}" for year in (2019, 2020, 2021) for rest in ("01-01", "06-30", "12-31")]
Dataset = dict[str, list[Row]]
Drawn = st.SearchStrategy[dict[str, Any]]


def _one(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


#: Days, months, years, about a year, and ranges: all that stands for an imprecise date.
edtf = st.one_of(
    _one(*DAYS),
    _one("2019-12", "2020-01", "2020-06", "2020", "2021", "2020~", "2019-06~"),
    st.sampled_from([f"[{a}..{b}]" for a in DAYS for b in DAYS if a < b]),
    _one("[2019..2020-06]", "[2020-06..2021]"),
)
maybe_edtf = st.one_of(edtf, st.just(""))
agreements: Drawn = st.fixed_dictionaries(
    {
        "kind": _one("agreement", "memorandum"),
        "level": _one("", "intergovernmental", "interministerial", "interstate"),
        "subject": _one("", "basing", "arms-control"),
        "scope": _one("military", "military", "adjacent", "context"),
        "signed_on": maybe_edtf,
        "has_entered_into_force": _one("", "true", "true", "false"),
        "in_force_on": maybe_edtf,
        "organisations": _one("", "", "Sample Union"),
        "is_multilateral": st.booleans(),
        "roles": st.dictionaries(
            _one(*PARTNERS),
            _one("party", "party", "party", "signatory", "disputed"),
            min_size=1,
            max_size=3,
        ),
        "russia": _one("party", "party", "successor", "signatory", ""),
    }
)
orders: Drawn = st.fixed_dictionaries(
    {
        "issuing_country_id": _one("RUS", "RUS", "GBR"),
        "issuer": _one("Government", "Ministry"),
        "kind": _one("government-order", "note"),
        "signed_on": maybe_edtf,
        "published_on": maybe_edtf,
        "instruments_named": _one("", "2", "11"),
        "text_basis": _one("read", "quoted", "reported"),
    }
)
events: Drawn = st.fixed_dictionaries(
    {
        "of": st.sampled_from((0, 0, 1, 2)),
        "by": st.integers(-1, 2),
        "from": st.integers(-1, 3),
        "actor_id": _one("RUS", "RUS", "RUS", "RUS", "GBR", "POL"),
        "action": _one(
            *("terminate", "terminate", "terminate", "denounce", "withdraw", "withdraw"),
            *("expire", "refuse-extension", "suspend", "resume", "limit"),
        ),
        "stage": _one(*STAGES, "authorised", "decided", "revoked"),
        "occurred_on": edtf,
        "date_basis": _one("stated", "published"),
        # the day on which it is revoked, and the source of that
        "revoked": st.one_of(st.none(), st.tuples(edtf, st.integers(-1, 3))),
    }
)
sources: Drawn = st.fixed_dictionaries(
    {
        "publisher": _one("Agency A", "Agency B", "Gazette"),
        "published_on": maybe_edtf,
        "read_on": _one(*DAYS),
        "read_as": _one("page", "excerpt"),
        "language": _one("", "en", "ru"),
        "kind": _one("official", "news"),
        "relays": _one("", "", "Agency A", "Agency B; Gazette"),
    }
)
#: Windows of a measure, actor and scope that adjoin: one a year, of one group or another, or none.
coverage: Drawn = st.fixed_dictionaries(
    {
        "measure": _one("exit-steps", "exit-steps", "agreements", "orders"),
        "actor_id": _one("RUS", "RUS", "RUS", "GBR", ""),
        "agreement_scope": _one("military", "military", "adjacent"),
        "years": st.lists(
            st.fixed_dictionaries(
                {
                    "partner_group": _one("all", "nato", "eu", "nato-or-eu"),
                    "completeness": _one("complete", "complete", "complete", "partial", ""),
                    "searched_on": _one("", *DAYS[3:]),
                }
            ),
            min_size=3,
            max_size=5,
        ),
    }
)
#: Which row, column and source, and whether the claim says what the cell says.
claims = st.tuples(
    _one("events", "events", "orders", "agreements", "parties", "countries"),
    st.integers(0, 9),
    st.integers(-2, 20),
    st.integers(0, 3),
    st.booleans(),
)


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """A dataset in memory: references hold, everything else may be odd."""
    made = draw(st.lists(agreements, min_size=1, max_size=3))
    tables: Dataset = {name: [] for name in COLUMNS if name not in ("countries", "terms")}
    with (SMALL / "countries.csv").open(encoding="utf-8", newline="") as file:
        tables["countries"] = list(csv.DictReader(file))
    for place, agreement in enumerate(made):
        roles, russia = agreement.pop("roles"), agreement.pop("russia")
        prefix = "multi" if agreement.pop("is_multilateral") else "two"
        key = {"agreement_id": f"{prefix}-{place}", "title_en": f"Invented agreement {place}"}
        tables["agreements"].append(key | agreement)
        roles |= {"RUS": russia} if russia else {}
        roles |= {"SUN": "predecessor"} if russia == "successor" else {}
        tables["parties"] += [
            {"agreement_id": key["agreement_id"], "country_id": state, "role": role}
            for state, role in roles.items()
        ]
    for place, order in enumerate(draw(st.lists(orders, max_size=3))):
        tables["orders"].append({"order_id": f"order-{place}"} | order)
    said_by: list[int] = []
    drawn = draw(st.lists(events, min_size=2, max_size=6))
    for event in list(drawn):
        if revoked := event.pop("revoked"):
            day, source = revoked
            drawn.append(event | {"stage": "revoked", "occurred_on": day, "from": source})
    for place, event in enumerate(drawn):
        act = event.pop("by")
        agreement = tables["agreements"][event.pop("of") % len(made)]
        said_by.append(event.pop("from"))
        event |= {"event_id": f"step-{place}", "agreement_id": agreement["agreement_id"]}
        if 0 <= act < len(tables["orders"]):
            event["order_id"] = tables["orders"][act]["order_id"]
        tables["events"].append(event)
    for place, source in enumerate(draw(st.lists(sources, min_size=2, max_size=4))):
        tables["sources"].append({"source_id": f"source-{place}"} | source)
    of_exits, *others = draw(st.lists(coverage, min_size=1, max_size=4))
    for run in [of_exits | {"measure": "exit-steps", "actor_id": "RUS"}, *others]:
        for year, window in enumerate(run.pop("years"), 2018):
            days = {"from_on": f"{year}-01-01", "to_on": f"{year}-12-31"}
            key = {"coverage_id": f"window-{len(tables['coverage'])}"}
            tables["coverage"] += [key | run | window | days] if window["completeness"] else []
    # most steps have a source, so that what is known by a day differs from what is on record
    exist = [("events", n, -1, source, True) for n, source in enumerate(said_by) if source >= 0]
    tables["claims"] = _claims(tables, exist + draw(st.lists(claims, max_size=12)))
    return tables


def _claims(tables: Dataset, drawn: list[tuple[str, int, int, int, bool]]) -> list[Row]:
    found: dict[tuple[str, ...], Row] = {}
    for table, place, column, source, agrees in drawn:
        if not tables[table]:
            continue
        row = tables[table][place % len(tables[table])]
        field = "*" if column < 0 else COLUMNS[table][column % len(COLUMNS[table])]
        value = row.get(field, "") if agrees else ("2020" if field.endswith("_on") else "other")
        claim = {
            "table_name": table,
            "record_id": "/".join(row[part] for part in KEYS[table]),
            "field": field,
            "value": "exists" if field == "*" else value or "2020",
            "source_id": tables["sources"][source % len(tables["sources"])]["source_id"],
        }
        found[tuple(claim.values())] = claim
    return list(found.values())


def write(folder: Path, tables: Dataset) -> None:
    """Writes a dataset as a package."""
    (folder / "tables").mkdir(parents=True)
    shutil.copy(ROOT / "datapackage.json", folder)
    shutil.copy(ROOT / "tables" / "terms.csv", folder / "tables")
    for name, rows in tables.items():
        with (folder / "tables" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name], restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def values(con: DuckDBPyConnection, parameter: Parameter) -> list[Any]:
    """What a parameter may be given on a dataset, or nothing where only its default is known."""
    kinds: dict[str, list[Any]] = {
        "DATE": [*DAYS, "2019-12-30", "2022-12-31"],
        "BOOLEAN": [True, False],
        "BIGINT": [0, 1, 2, 90, 1000],
    }
    if parameter.name in {"first_year", "last_year"}:
        return [1, 1989, 1992, 2001, 2015, 2024, 2050]
    if parameter.one_of is None:
        return kinds.get(parameter.type, [])
    if isinstance(parameter.one_of, list):
        return parameter.one_of
    table, _, column = parameter.one_of.partition(".")
    allowed = con.execute(
        "select value from schema_values where table_name = ? and column_name = ? order by value",
        [table, column],
    ).fetchall()
    found = (
        allowed
        or con.execute(
            f'select distinct "{column}" from "{table}" where "{column}" is not null order by all'
        ).fetchall()
    )
    return [row[0] for row in found]
