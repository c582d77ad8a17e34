"""One breaking example for each rule of the dataset: an edit of the small tables, and its place."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True)
class Cell:
    """Writes a value into a cell; the key is joined with a slash."""

    table: str
    key: str
    column: str
    value: str


@dataclass(frozen=True)
class Add:
    """Adds a row at the end of a table; columns left out are empty."""

    table: str
    row: Row


@dataclass(frozen=True)
class Remove:
    """Removes the row with this key."""

    table: str
    key: str


@dataclass(frozen=True)
class Break:
    """Edits, and the table, key and column at which the rule must find its problem."""

    edits: tuple[Cell | Add | Remove, ...]
    table: str
    key: str
    column: str


KEYS = {
    "countries": ("country_id",),
    "agreements": ("agreement_id",),
    "parties": ("agreement_id", "country_id"),
    "orders": ("order_id",),
    "events": ("event_id",),
    "sources": ("source_id",),
    "claims": ("table_name", "record_id", "field", "value", "source_id"),
    "coverage": ("coverage_id",),
    "terms": ("field", "value"),
}


def read(folder: Path, table: str) -> list[Row]:
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key_of(table: str, row: Row) -> str:
    return "/".join(row[column] for column in KEYS[table])


def apply(folder: Path, edit: Cell | Add | Remove) -> None:
    rows = read(folder, edit.table)
    columns = list(rows[0])
    if isinstance(edit, Add):
        rows.append(dict.fromkeys(columns, "") | edit.row)
    else:
        (place,) = [i for i, row in enumerate(rows) if key_of(edit.table, row) == edit.key]
        if isinstance(edit, Remove):
            del rows[place]
        else:
            rows[place][edit.column] = edit.value
    with (folder / "tables" / f"{edit.table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def cell(table: str, key: str, column: str, value: str) -> Break:
    """The commonest break: one cell, found where it stands."""
    return Break((Cell(table, key, column, value),), table, key, column)


POL = "pol-1995-military-cooperation"
BGR = "bgr-2001-logistics"
DEU = "deu-1989-military-visits"
NOR = "nor-1992-incidents-at-sea"
ORDER = "rus-government-2020-03-10"
DECREE = "rus-president-2021-06-01"
NATO = "rus-exit-steps-nato-2020"
GAZETTE = "gazette-a-2020-03-10-order"
POL_DAY = f"agreements/{POL}/signed_on/1995-03-14/agency-c-undated-overview"
WHOLE_ROW = f"agreements/{POL}/*/exists/{GAZETTE}"

BREAKS: dict[str, Break] = {
    # within a row
    "control_character": cell("agreements", POL, "signed_at", "War\tsaw"),
    "invisible_character": cell("agreements", POL, "signed_at", "War\u200bsaw"),
    "white_space": cell("agreements", POL, "signed_at", "Warsaw "),
    "blank_cell": cell("orders", DECREE, "issuer", " "),
    "mojibake": cell("agreements", POL, "signed_at", "Р’Р°СЂС€Р°РІР°"),
    "homoglyph": cell("agreements", POL, "signed_at", "Wаrsaw"),
    "not_composed": cell("countries", "POL", "note", "Wałe\u0301sa"),
    "formula_start": cell("countries", "POL", "note", "=1+1"),
    "number_form": cell("countries", "POL", "cow_code", "2_90"),
    "date_form": cell("countries", "POL", "nato_acceded_on", "1999-3-12"),
    "title_without_markup": cell("agreements", POL, "title_en", "On <i>military</i> cooperation"),
    "edtf": cell("agreements", POL, "signed_on", "1995-02-30"),
    "joined_nato_while_it_existed": cell("countries", "GBR", "nato_acceded_on", "1949-04-04"),
    "joined_the_eu_before_leaving_it": cell("countries", "GBR", "eu_left_on", "1972-12-31"),
    "coverage_ends_after_it_begins": cell("coverage", NATO, "to_on", "2019-12-31"),
    "searched_after_the_window_begins": cell("coverage", NATO, "searched_on", "2019-12-31"),
    "in_force_is_said_once": Break(
        (Cell("agreements", NOR, "has_entered_into_force", "false"),),
        "agreements",
        NOR,
        "in_force_on",
    ),
    "time_alone_needs_no_order": cell("events", f"{POL}-rus-authorised", "action", "lapse"),
    "whole_row_claims_say_exists": Break(
        (Cell("claims", WHOLE_ROW, "value", "yes"),),
        "claims",
        WHOLE_ROW.replace("exists", "yes"),
        "value",
    ),
    "read_after_publication": cell("sources", GAZETTE, "read_on", "2020-03-09"),
    # between rows and tables
    "every_cell_has_a_claim": Break((Remove("claims", WHOLE_ROW),), "agreements", POL, "title_en"),
    "endorsed_values_are_supported": cell("agreements", POL, "signed_on", "1994-11"),
    "claims_against_the_record_have_a_note": Break(
        (Cell("claims", POL_DAY, "note", ""),), "claims", POL_DAY, "value"
    ),
    "claims_point_to_rows": Break(
        (Cell("claims", WHOLE_ROW, "record_id", "pol-1995-nothing"),),
        "claims",
        WHOLE_ROW.replace(POL, "pol-1995-nothing"),
        "record_id",
    ),
    "claims_point_to_columns": Break(
        (Cell("claims", POL_DAY, "field", "signed"),),
        "claims",
        POL_DAY.replace("signed_on", "signed"),
        "field",
    ),
    "claims_have_the_form_of_the_cell": Break(
        (Cell("claims", POL_DAY, "value", "spring 1995"),),
        "claims",
        POL_DAY.replace("1995-03-14", "spring 1995"),
        "value",
    ),
    "every_source_has_a_claim": Break(
        (
            Add(
                "sources",
                {
                    "source_id": "agency-b-2022-unused",
                    "publisher": "Agency B",
                    "read_on": "2024-01-15",
                    "read_as": "page",
                    "kind": "news",
                },
            ),
        ),
        "sources",
        "agency-b-2022-unused",
        "source_id",
    ),
    "stages_come_in_order": Break(
        (Cell("events", f"{DEU}-rus-notified", "occurred_on", "2022-01-01"),),
        "events",
        f"{DEU}-rus-effective",
        "occurred_on",
    ),
    "signed_before_the_order": cell("agreements", POL, "signed_on", "2020-03-11"),
    "in_force_after_signature": cell("agreements", NOR, "in_force_on", "1992-12-29"),
    "orders_are_signed_before_publication": cell("orders", DECREE, "signed_on", "2021-06-02"),
    "steps_are_dated_as_their_order": cell(
        "events", f"{POL}-rus-authorised", "occurred_on", "2020-03-11"
    ),
    "steps_belong_to_the_issuer_of_their_order": cell(
        "events", f"{POL}-rus-authorised", "actor_id", "POL"
    ),
    "every_order_has_a_step": Break(
        (
            Add(
                "orders",
                {
                    "order_id": "rus-government-2022-02-02",
                    "issuing_country_id": "RUS",
                    "issuer": "Government of the Russian Federation",
                    "kind": "government-order",
                    "published_on": "2022-02-02",
                    "text_basis": "reported",
                },
            ),
        ),
        "orders",
        "rus-government-2022-02-02",
        "order_id",
    ),
    "agreements_have_russia_and_a_partner": Break(
        (Remove("parties", f"{POL}/RUS"),), "agreements", POL, "agreement_id"
    ),
    "a_soviet_agreement_has_its_successor": cell("parties", f"{DEU}/RUS", "role", "party"),
    "no_agreement_stands_twice": Break(
        (
            Add(
                "agreements",
                {
                    "agreement_id": "pol-1995-once-more",
                    "title_en": "Invented agreement with Poland",
                    "kind": "agreement",
                    "subject": "military-cooperation",
                    "scope": "military",
                    "signed_on": "1995-03",
                },
            ),
            Add(
                "parties",
                {"agreement_id": "pol-1995-once-more", "country_id": "POL", "role": "party"},
            ),
            Add(
                "parties",
                {"agreement_id": "pol-1995-once-more", "country_id": "RUS", "role": "party"},
            ),
        ),
        "agreements",
        "pol-1995-once-more",
        "agreement_id",
    ),
    "agreement_ids_carry_the_signing_year": Break(
        (Cell("agreements", POL, "signed_on", "1996-03"),), "agreements", POL, "agreement_id"
    ),
    "agreement_ids_carry_the_partner": Break(
        (Cell("parties", f"{POL}/POL", "country_id", "NOR"),),
        "agreements",
        POL,
        "agreement_id",
    ),
    "order_ids_carry_the_first_public_date": Break(
        (Cell("orders", DECREE, "published_on", "2021-06-03"),), "orders", DECREE, "order_id"
    ),
    "terms_define_the_allowed_values": Break(
        (
            Add(
                "terms",
                {"field": "events.stage", "value": "finished", "definition": "It is over."},
            ),
        ),
        "terms",
        "events.stage/finished",
        "value",
    ),
    "windows_of_coverage_do_not_overlap": cell(
        "coverage", "rus-exit-steps-nato-2022", "from_on", "2021-12-31"
    ),
}
