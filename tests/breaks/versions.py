"""What breaks the rules about change: edits of the small dataset after a version of it."""

from __future__ import annotations

from breaks.edits import POL, Break, Cell, Remove, cell

DECREE = "gazette-a-2021-06-01-decree"
ORDERS = "rus-orders-all-2018"

OF_VERSIONS: dict[str, Break] = {
    example.rule: example
    for example in (
        Break(
            "no_id_is_removed",
            (Remove("coverage", ORDERS),),
            "coverage",
            column="coverage_id",
            key=ORDERS,
        ),
        Break(
            "no_id_is_reused",
            (
                Cell("sources", DECREE, "publisher", "Agency B"),
                Cell("sources", DECREE, "title", "[Report on a storm]"),
                Cell("sources", DECREE, "url", "https://example.org/agency-b/2"),
            ),
            "sources",
            column="source_id",
            key=DECREE,
        ),
        cell("changed_facts_have_a_new_claim", "agreements", POL, "signed_on", "1995-04"),
    )
}
