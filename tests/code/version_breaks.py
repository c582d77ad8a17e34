"""One breaking example for each rule about change: edits of the small tables after a version."""

from __future__ import annotations

from breaks import POL, Break, Cell, Remove

DECREE = "gazette-a-2021-06-01-decree"
ORDERS = "rus-orders-all-2018"

VERSION_BREAKS: dict[str, Break] = {
    "no_id_is_removed": Break((Remove("coverage", ORDERS),), "coverage", ORDERS, "coverage_id"),
    "no_id_is_reused": Break(
        (
            Cell("sources", DECREE, "publisher", "Agency B"),
            Cell("sources", DECREE, "title", "[Report on a storm]"),
            Cell("sources", DECREE, "url", "https://example.org/agency-b/2"),
        ),
        "sources",
        DECREE,
        "source_id",
    ),
    "changed_facts_have_a_new_claim": Break(
        (Cell("agreements", POL, "signed_on", "1995-04"),), "agreements", POL, "signed_on"
    ),
}
