"""What contradicts itself within one row of this dataset."""

from __future__ import annotations

from breaks.edits import POL, Break, Cell, cell, damage, swap

NOR = "nor-1992-incidents-at-sea"
NATO = "rus-exit-steps-nato-2020"
GAZETTE = "gazette-a-2020-03-10-order"
WHOLE_ROW = f"agreements/{POL}/*/exists/{GAZETTE}"

IN_ROWS = {
    "day that does not exist": damage(
        "agreements", swap("2003-08-15", "2003-09-31"), "edtf", 2, "signed_on"
    ),
    "member of NATO before the treaty": cell(
        "joined_nato_while_it_existed", "countries", "GBR", "nato_acceded_on", "1949-04-04"
    ),
    "left the EU before joining it": cell(
        "joined_the_eu_before_leaving_it", "countries", "GBR", "eu_left_on", "1972-12-31"
    ),
    "window that ends before it begins": cell(
        "coverage_ends_after_it_begins", "coverage", NATO, "to_on", "2019-12-31"
    ),
    "window that was searched before it began": cell(
        "searched_after_the_window_begins", "coverage", NATO, "searched_on", "2019-12-31"
    ),
    "in force and not in force": Break(
        "in_force_is_said_once",
        (Cell("agreements", NOR, "has_entered_into_force", "false"),),
        "agreements",
        column="in_force_on",
        key=NOR,
    ),
    "lapse by an order": cell(
        "time_alone_needs_no_order", "events", f"{POL}-rus-authorised", "action", "lapse"
    ),
    "claim on a whole row with a value": Break(
        "whole_row_claims_say_exists",
        (Cell("claims", WHOLE_ROW, "value", "yes"),),
        "claims",
        column="value",
        key=WHOLE_ROW.replace("exists", "yes"),
    ),
    "source read before it was published": cell(
        "read_after_publication", "sources", GAZETTE, "read_on", "2020-03-09"
    ),
}
