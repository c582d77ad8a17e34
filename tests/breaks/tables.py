"""What contradicts itself between rows and tables of this dataset."""

from __future__ import annotations

from breaks.edits import POL, Add, Break, Cell, Edit, Remove, cell

BGR = "bgr-2001-logistics"
DEU = "deu-1989-military-visits"
NOR = "nor-1992-incidents-at-sea"
DECREE = "rus-president-2021-06-01"
GAZETTE = "gazette-a-2020-03-10-order"
REGISTER = "register-d-2023-treaty-pages"
POL_DAY = f"agreements/{POL}/signed_on/1995-03-14/agency-c-undated-overview"
WHOLE_ROW = f"agreements/{POL}/*/exists/{GAZETTE}"


def at(rule: str, table: str, key: str, column: str, *edits: Edit) -> Break:
    """Edits that are found at the column of a row."""
    return Break(rule, edits, table, column=column, key=key)


def claim(table: str, record: str, field: str = "*", value: str = "exists") -> Add:
    return Add(
        "claims",
        {
            "table_name": table,
            "record_id": record,
            "field": field,
            "value": value,
            "source_id": REGISTER,
        },
    )


def agreement(name: str, **cells: str) -> tuple[Edit, ...]:
    """A complete agreement with Poland, its parties and its claims."""
    row = {
        "agreement_id": name,
        "title_en": "Invented agreement with Poland",
        "kind": "agreement",
        "subject": "military-cooperation",
        "scope": "military",
        "signed_on": "1995-03",
    }
    parties = [
        {"agreement_id": name, "country_id": state, "role": "party"} for state in ("POL", "RUS")
    ]
    return (
        Add("agreements", row | cells),
        *(Add("parties", party) for party in parties),
        claim("agreements", name),
        *(claim("parties", f"{name}/{state}") for state in ("POL", "RUS")),
    )


ORDER = {
    "order_id": "rus-government-2022-02-02",
    "issuing_country_id": "RUS",
    "issuer": "Government of the Russian Federation",
    "kind": "government-order",
    "published_on": "2022-02-02",
    "text_basis": "reported",
}
SOURCE = {
    "source_id": "agency-b-2022-unused",
    "publisher": "Agency B",
    "read_on": "2024-01-15",
    "read_as": "page",
    "kind": "news",
}
STEP = {
    "event_id": f"{POL}-rus-authorised-again",
    "agreement_id": POL,
    "order_id": "rus-government-2020-03-10",
    "actor_id": "RUS",
    "action": "terminate",
    "stage": "authorised",
    "occurred_on": "2020-03-10",
    "date_basis": "published",
}
EXIT = f"{DEU}-rus"

BETWEEN = {
    # sources and claims
    "cell without a claim": at(
        "every_cell_has_a_claim", "agreements", POL, "title_en", Remove("claims", WHOLE_ROW)
    ),
    "row without a claim": at(
        "every_row_has_a_claim",
        "countries",
        "AUT",
        "country_id",
        Remove("claims", f"countries/AUT/*/exists/{REGISTER}"),
    ),
    "value that no source gives": at(
        "endorsed_values_are_supported",
        "agreements",
        BGR,
        "signed_on",
        Cell("agreements", BGR, "signed_on", "2001-05"),
        Cell(
            "claims",
            f"agreements/{BGR}/signed_on/2001/{GAZETTE}",
            "value",
            "2001-06",
        ),
        Cell("claims", f"agreements/{BGR}/signed_on/2001-06/{GAZETTE}", "note", "Invented."),
    ),
    "conflict without a reason": at(
        "claims_against_the_record_have_a_note",
        "claims",
        POL_DAY,
        "value",
        Cell("claims", POL_DAY, "note", ""),
    ),
    "claim on a row that is not there": at(
        "claims_point_to_rows",
        "claims",
        f"agreements/pol-1995-nothing/*/exists/{REGISTER}",
        "record_id",
        claim("agreements", "pol-1995-nothing"),
    ),
    "claim on a column that is not there": at(
        "claims_point_to_columns",
        "claims",
        f"agreements/{POL}/signed/1995/{REGISTER}",
        "field",
        claim("agreements", POL, "signed", "1995"),
    ),
    "claim in another form than the cell": at(
        "claims_have_the_form_of_the_cell",
        "claims",
        POL_DAY.replace("1995-03-14", "spring 1995"),
        "value",
        Cell("claims", POL_DAY, "value", "spring 1995"),
    ),
    "source without a claim": at(
        "every_source_has_a_claim",
        "sources",
        SOURCE["source_id"],
        "source_id",
        Add("sources", SOURCE),
    ),
    "source twice": at(
        "no_source_stands_twice",
        "sources",
        SOURCE["source_id"],
        "url",
        Add("sources", SOURCE | {"url": "https://example.org/agency-b/1"}),
        Add(
            "claims",
            {
                "table_name": "agreements",
                "record_id": POL,
                "field": "*",
                "value": "exists",
                "source_id": SOURCE["source_id"],
            },
        ),
    ),
    # days and their order
    "stages in the wrong order": at(
        "stages_come_in_order",
        "events",
        f"{EXIT}-effective",
        "occurred_on",
        Cell("events", f"{EXIT}-notified", "occurred_on", "2022-01-01"),
    ),
    "signed after its order": at(
        "signed_before_the_order",
        "agreements",
        "pol-2021-late",
        "signed_on",
        *agreement("pol-2021-late", signed_on="2021-04"),
        Add(
            "events",
            STEP | {"agreement_id": "pol-2021-late", "event_id": "pol-2021-late-rus-authorised"},
        ),
        claim("events", "pol-2021-late-rus-authorised"),
    ),
    "in force before the signature": cell(
        "in_force_after_signature", "agreements", NOR, "in_force_on", "1992-12-29"
    ),
    "order signed after its publication": cell(
        "orders_are_signed_before_publication", "orders", DECREE, "signed_on", "2021-06-02"
    ),
    "step on another day than its order": cell(
        "steps_are_dated_as_their_order",
        "events",
        f"{POL}-rus-authorised",
        "occurred_on",
        "2020-03-11",
    ),
    "year with two digits swapped": cell(
        "dates_are_near_the_sources", "coverage", "rus-orders-all-2018", "to_on", "2203-12-31"
    ),
    "source read in the far future": cell(
        "dates_are_near_the_sources", "sources", GAZETTE, "read_on", "2042-01-15"
    ),
    "windows that overlap": cell(
        "windows_of_coverage_do_not_overlap",
        "coverage",
        "rus-exit-steps-nato-2022",
        "from_on",
        "2021-12-31",
    ),
    # parties and actors
    "step by another state than its order": at(
        "steps_belong_to_the_issuer_of_their_order",
        "events",
        f"{POL}-rus-authorised",
        "actor_id",
        Cell("events", f"{POL}-rus-authorised", "actor_id", "POL"),
    ),
    "order without a step": at(
        "every_order_has_a_step",
        "orders",
        ORDER["order_id"],
        "order_id",
        Add("orders", ORDER),
        claim("orders", ORDER["order_id"]),
    ),
    "agreement of one party": at(
        "agreements_have_russia_and_a_partner",
        "agreements",
        "gbr-2005-joint-exercises",
        "agreement_id",
        Remove("parties", "gbr-2005-joint-exercises/RUS"),
        Remove("claims", f"parties/gbr-2005-joint-exercises/RUS/*/exists/{REGISTER}"),
    ),
    "agreement of no party": at(
        "agreements_have_russia_and_a_partner",
        "agreements",
        "pol-1995-alone",
        "agreement_id",
        agreement("pol-1995-alone")[0],
        claim("agreements", "pol-1995-alone"),
    ),
    "Soviet agreement without a successor": at(
        "a_soviet_agreement_has_its_successor",
        "parties",
        f"{DEU}/RUS",
        "role",
        Cell("parties", f"{DEU}/RUS", "role", "party"),
        Cell(
            "claims",
            f"parties/{DEU}/RUS/role/successor/gazette-a-2021-06-01-decree",
            "note",
            "Invented.",
        ),
    ),
    # the same thing twice
    "agreement twice": at(
        "no_agreement_stands_twice",
        "agreements",
        "pol-1995-once-more",
        "agreement_id",
        *agreement("pol-1995-once-more"),
    ),
    "step twice": at(
        "no_step_stands_twice",
        "events",
        STEP["event_id"],
        "event_id",
        Add("events", STEP),
        claim("events", STEP["event_id"]),
    ),
    # identifiers that contradict their rows
    "identifier of another year": at(
        "agreement_ids_carry_the_signing_year",
        "agreements",
        "pol-1995-other-year",
        "agreement_id",
        *agreement("pol-1995-other-year", signed_on="1996-03"),
    ),
    "identifier of another partner": at(
        "agreement_ids_carry_the_partner",
        "agreements",
        "nor-1995-other-partner",
        "agreement_id",
        *agreement("nor-1995-other-partner", subject="confidence-building"),
    ),
    "order under another day": at(
        "order_ids_carry_the_first_public_date",
        "orders",
        DECREE,
        "order_id",
        Cell("orders", DECREE, "published_on", "2021-06-03"),
    ),
    "step under another actor": at(
        "event_ids_carry_the_agreement_and_the_actor",
        "events",
        "jpn-1996-naval-visits-pol-announced",
        "event_id",
        Add(
            "events",
            {
                "event_id": "jpn-1996-naval-visits-pol-announced",
                "agreement_id": "jpn-1996-naval-visits",
                "actor_id": "JPN",
                "action": "terminate",
                "stage": "announced",
                "occurred_on": "2023-01-01",
                "date_basis": "reported",
            },
        ),
        claim("events", "jpn-1996-naval-visits-pol-announced"),
    ),
    "source under another day": at(
        "source_ids_carry_no_other_date",
        "sources",
        GAZETTE,
        "source_id",
        Cell("sources", GAZETTE, "published_on", "2020-03-11"),
    ),
    # the schema and its terms
    "term that no column allows": at(
        "terms_define_the_allowed_values",
        "terms",
        "events.stage/finished",
        "value",
        Add("terms", {"field": "events.stage", "value": "finished", "definition": "It is over."}),
    ),
}
