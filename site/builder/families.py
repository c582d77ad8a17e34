"""The families in which the questions are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactexit.answers import Question

_FAMILIES = {
    "Exits": (
        "terminations_by_nato_accession_year",
        "terminations_in_total",
        "nato_waves_covered",
        "exits_by_eu_accession_year",
        "exits_by_partner",
        "exits_by_year",
        "exits_by_subject",
        "exits_by_level",
        "exits_by_issuer",
        "share_of_agreements_with_an_exit",
    ),
    "Legal stages": (
        "agreement_status",
        "timeline_of_steps",
        "stage_intervals",
        "stuck_steps",
    ),
    "Life of agreements": (
        "agreements_by_signing_year",
        "fates_by_signing_cohort",
        "agreement_age_at_exit",
        "survival_of_agreements",
        "signature_and_nato_accession",
    ),
    "Orders": (
        "orders_overview",
        "agreements_per_order",
        "gaps_between_orders",
        "exits_around_a_date",
    ),
    "Panels and lists to merge": (
        "partner_year",
        "dyad_year",
        "agreement_year",
        "event_list",
        "agreement_spells",
    ),
    "Quality of the record": (
        "coverage_windows",
        "facts_by_support",
        "claims_in_conflict",
        "claims_on_a_cell",
        "record_with_references",
        "completeness_by_column",
        "sources_by_kind_and_language",
        "unknown_facts",
    ),
}


def in_families(questions: Mapping[str, Question]) -> dict[str, list[Question]]:
    """Every question in its family, and last those that no family names."""
    found = {
        family: [questions[name] for name in names if name in questions]
        for family, names in _FAMILIES.items()
    }
    placed = {name for names in _FAMILIES.values() for name in names}
    found["Further questions"] = [each for name, each in questions.items() if name not in placed]
    return {family: members for family, members in found.items() if members}
