"""The questions as functions; generated from `queries/` by `python -m pactexit.generate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.asking import ask

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

    from pactexit.answers import Answer

__all__ = [
    "agreement_age_at_exit",
    "agreement_spells",
    "agreement_status",
    "agreement_year",
    "agreements_by_signing_year",
    "agreements_per_order",
    "claims_in_conflict",
    "claims_on_a_cell",
    "completeness_by_column",
    "coverage_windows",
    "dyad_year",
    "event_list",
    "exits_around_a_date",
    "exits_by_eu_accession_year",
    "exits_by_issuer",
    "exits_by_level",
    "exits_by_partner",
    "exits_by_subject",
    "exits_by_year",
    "facts_by_support",
    "fates_by_signing_cohort",
    "gaps_between_orders",
    "nato_waves_covered",
    "orders_overview",
    "partner_year",
    "record_with_references",
    "share_of_agreements_with_an_exit",
    "signature_and_nato_accession",
    "sources_by_kind_and_language",
    "stage_intervals",
    "stuck_steps",
    "survival_of_agreements",
    "terminations_by_nato_accession_year",
    "terminations_in_total",
    "timeline_of_steps",
    "unknown_facts",
]


def agreement_age_at_exit(
    *,
    at_stage: str = "authorised",
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Age of each agreement at its exit.

    Completed years from signature to the first live step of Russia on the exit track that reached
    at least the chosen stage. Imprecise dates give a least and a greatest age. An agreement whose
    exit is only authorised or decided has not ended.

    Parameters
    ----------
    at_stage
        The least stage that the step must have reached. One of announced, proposed, authorised,
        decided, notified, effective, revoked.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * agreement_id (VARCHAR): The agreement.
    * signed_on (VARCHAR): Signature, an EDTF date.
    * stage (VARCHAR): Stage of that first step.
    * reached_on (VARCHAR): Day of that step, an EDTF date.
    * age_years_min (INTEGER): Completed years at least; NULL where not established.
    * age_years_max (INTEGER): Completed years at most; NULL where not established.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.

    Notes
    -----
    Imprecise dates have the bounds of the Extended Date/Time Format (Library of Congress 2019; ISO
    8601-2:2019); a year is completed when month and day of the signature are reached.
    """
    return ask(
        "agreement_age_at_exit",
        con,
        at_stage=at_stage,
        as_of=as_of,
    )


def agreement_spells(
    *,
    partner_id: str | None = None,
    agreement_scope: str | None = None,
    at_stage: str = "effective",
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Spells of agreements, for survival analysis.

    One row per agreement and partner state: from the day both had signed to the first live step by
    which an exit of Russia or of that partner (expiry and lapse included) reached at least the
    chosen stage, or to the last day that was searched. Imprecise dates give bounds of the days and
    of their number. A spell whose date of signature is not established is left-censored: it began
    by start_latest. One without such a step is right-censored; that no step was missed is not
    known. Exits before observed_from were not searched for, so spells begun earlier enter late
    (left truncation). A stage below effective is no end: read the stop as the day on which that
    stage was reached.

    Parameters
    ----------
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    agreement_scope
        Scope of the agreements: military or adjacent; left out, both. One of military, adjacent.
    at_stage
        The least stage that the step must have reached. One of announced, proposed, authorised,
        decided, notified, effective, revoked.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * agreement_id (VARCHAR): The agreement.
    * iso3 (VARCHAR): Partner state, ISO 3166-1 alpha-3; XKX is Kosovo.
    * cow_code (BIGINT): Correlates of War number; NULL where it has none.
    * gw_code (BIGINT): Gleditsch-Ward number; NULL where it has none.
    * scope (VARCHAR): military or adjacent.
    * subject (VARCHAR): Subject of the agreement.
    * has_entered_into_force (BOOLEAN): Whether it did; NULL where not established.
    * start_earliest (DATE): Earliest day of signature; NULL where not established.
    * start_latest (DATE): Latest day of signature.
    * stop_earliest (DATE): Earliest day of the step, or the last day searched.
    * stop_latest (DATE): Latest day of the step, or the last day searched.
    * is_left_censored (BOOLEAN): Whether the date of signature is not established.
    * is_right_censored (BOOLEAN): Whether no such step is on record.
    * exit_actor_id (VARCHAR): State whose step it was.
    * exit_action (VARCHAR): Action of the step.
    * exit_stage (VARCHAR): Stage of the step.
    * observed_from (DATE): First day for which exits were searched.
    * days_min (BIGINT): Days from start to stop at least.
    * days_max (BIGINT): The same at most; NULL where not established.
    * stop_note (VARCHAR): step on record, no step on record, or outside coverage (then stop and
      days are NULL).

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "agreement_spells",
        con,
        partner_id=partner_id,
        agreement_scope=agreement_scope,
        at_stage=at_stage,
        as_of=as_of,
    )


def agreement_status(
    *,
    agreement_id: str | None = None,
    partner_id: str | None = None,
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Status of each agreement.

    Where each agreement stands: the highest live stage of the exit and of the suspension track. A
    bilateral agreement is ended by the effective exit of any party, a multilateral one for Russia
    by Russia's alone. An agreement is called ended only when an exit is effective. Where no exit
    step is on record and entry into force is not established, the status is "no exit step known".
    Agreements signed after as_of are left out, and so is what is only context.

    Parameters
    ----------
    agreement_id
        Only this agreement.
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * agreement_id (VARCHAR): The agreement.
    * title_en (VARCHAR): Its title in English.
    * partners (VARCHAR): Partner states, ISO 3166-1 alpha-3, separated by a space.
    * signed_on (VARCHAR): Signature, an EDTF date.
    * status (VARCHAR): ended, exit and its stage, suspended, suspension and its stage, signed only
      (by Russia), in force, never in force, or no exit step known.
    * stage (VARCHAR): Highest live stage on the exit track.
    * reached_on (VARCHAR): Day of that stage, an EDTF date.
    * actor_id (VARCHAR): State whose step it was.
    * order_id (VARCHAR): Act behind it; NULL where no act is known.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.

    Notes
    -----
    Status is the highest live stage on its track, not the last step; docs/coding-rules.md ("One
    step, one row") has the question that decides each stage.
    """
    return ask(
        "agreement_status",
        con,
        agreement_id=agreement_id,
        partner_id=partner_id,
        as_of=as_of,
        known_by=known_by,
    )


def agreement_year(
    *,
    agreement_id: str | None = None,
    partner_id: str | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
    agreement_scope: str | None = None,
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Panel of agreements by year.

    One row per agreement, partner state and year from that of signature on, measured on the last
    day of the year or on as_of: age, and how far an exit or a suspension by Russia or by that
    partner had come. Where the date of signature is imprecise the rows begin with its earliest
    day; where none is established, with the entry into force or the first step on record, if there
    is any. Between two states an agreement ends by an effective exit of either, expiry and lapse
    included; the step of a third state is none between the two. What is only context, or has no
    partner state, has no row.

    Parameters
    ----------
    agreement_id
        Only this agreement.
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    first_year
        First year; left out, that in which the declared coverage of exit steps begins.
    last_year
        Last year; left out, that in which the declared coverage of exit steps ends.
    agreement_scope
        Scope of the agreements: military or adjacent; left out, both. One of military, adjacent.
    as_of
        Only years and steps up to this day; left out, all on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * agreement_id (VARCHAR): The agreement.
    * iso3 (VARCHAR): Partner state, ISO 3166-1 alpha-3; XKX is Kosovo.
    * cow_code (BIGINT): Correlates of War number; NULL where it has none.
    * gw_code (BIGINT): Gleditsch-Ward number; NULL where it has none.
    * year (INTEGER): Calendar year.
    * scope (VARCHAR): military or adjacent.
    * subject (VARCHAR): Subject of the agreement.
    * is_bilateral (BOOLEAN): Whether the partner is the only one.
    * is_nato_member (BOOLEAN): Whether the partner was in NATO on the day measured.
    * is_eu_member (BOOLEAN): Whether it was in the EU on the day measured.
    * age_years_min (INTEGER): Completed years since signature at least; NULL where perhaps not yet
      signed.
    * age_years_max (INTEGER): The same at most; NULL where no date is established.
    * status (VARCHAR): ended, exit and its stage, suspended, suspension and its stage, never in
      force, signed only (by one of the two), in force, or no exit step known.
    * russia_exit_stage (VARCHAR): Highest live stage of an exit by Russia.
    * partner_exit_stage (VARCHAR): Highest live stage of an exit by the partner.
    * suspension_stage (VARCHAR): Highest live stage of a suspension by either.
    * exits_note (VARCHAR): How far the steps of Russia in that year are on record: exactly, at
      least, or outside coverage. Only exactly says that there was no other.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "agreement_year",
        con,
        agreement_id=agreement_id,
        partner_id=partner_id,
        first_year=first_year,
        last_year=last_year,
        agreement_scope=agreement_scope,
        as_of=as_of,
    )


def agreements_by_signing_year(
    *,
    partner_id: str | None = None,
    subject: str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Agreements by year of signature.

    The agreements on record by the year in which they were signed. Agreements whose year of
    signature is not established, or not known to be one year, are the row without a year. Where
    the record of agreements is not declared complete for the year, a count means at least and 0
    becomes NULL.

    Parameters
    ----------
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    subject
        Only agreements on this subject. One of military-cooperation,
        military-technical-cooperation, arms-control, confidence-building, basing, nuclear,
        security-of-information, emergency-response, law-enforcement, human-rights, other, border,
        fisheries, navigation, regional-cooperation.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * signing_year (INTEGER): Year of signature; NULL where not established.
    * agreements (BIGINT): Distinct agreements.
    * partners (BIGINT): Distinct partner states.
    * intergovernmental (BIGINT): Agreements between governments among them.
    * interministerial (BIGINT): Agreements between ministries among them.
    * note (VARCHAR): Why a count means at least or is NULL; NULL where all are exact.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "agreements_by_signing_year",
        con,
        partner_id=partner_id,
        subject=subject,
    )


def agreements_per_order(
    *,
    issuing_country_id: str = "RUS",
    least_agreements: int = 1,
    subject: str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Agreements that one act moves to end.

    One row per act with a step on the exit track of its own state, with the agreements that the
    step concerns: many in one act are a burst. The count is of what is on record; what the act
    itself is said to name stands beside it. An agreement that is only context is not counted.

    Parameters
    ----------
    issuing_country_id
        Only acts of this state (ISO 3166-1 alpha-3). A country: ISO code, name in English or
        Russian, cow:255 or gw:260.
    least_agreements
        Only acts with at least so many agreements.
    subject
        Only agreements on this subject. One of military-cooperation,
        military-technical-cooperation, arms-control, confidence-building, basing, nuclear,
        security-of-information, emergency-response, law-enforcement, human-rights, other, border,
        fisheries, navigation, regional-cooperation.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * order_id (VARCHAR): The act.
    * issuer (VARCHAR): Organ that issued it.
    * order_kind (VARCHAR): Kind of act.
    * published_on (VARCHAR): First official publication, an EDTF date.
    * instruments_named (BIGINT): Instruments that the act names; NULL where unknown.
    * agreements (BIGINT): Distinct agreements on record with an exit step from the act.
    * partners (BIGINT): Distinct partner states; NULL where none is on record.
    * agreements_by_partner (BIGINT): Agreements by partner; NULL likewise.
    * highest_stage (VARCHAR): Highest stage that the act itself brought about.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "agreements_per_order",
        con,
        issuing_country_id=issuing_country_id,
        least_agreements=least_agreements,
        subject=subject,
    )


def claims_in_conflict(
    *,
    table_name: str | None = None,
    record_id: str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """What sources say against the record, and against one another.

    Every claim that differs from the value in its table, or that speaks of a cell left empty, with
    the reason why it is not endorsed. Less precise dates that contain the endorsed date are no
    conflict.

    Parameters
    ----------
    table_name
        Only claims on this table.
    record_id
        Only claims on this row; a composite key is joined with /.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * table_name (VARCHAR): Table.
    * record_id (VARCHAR): Key of the row.
    * field (VARCHAR): Column.
    * endorsed_value (VARCHAR): Value in the table; NULL where the cell is empty.
    * claimed_value (VARCHAR): What the source says.
    * standing (VARCHAR): differs or unendorsed.
    * source_id (VARCHAR): The source.
    * publisher (VARCHAR): Its publisher.
    * note (VARCHAR): Why the claim is not endorsed.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "claims_in_conflict",
        con,
        table_name=table_name,
        record_id=record_id,
    )


def claims_on_a_cell(
    *,
    table_name: str | None = None,
    record_id: str | None = None,
    field: str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """What each source says of a cell.

    Each claim with its standing: those that support the endorsed value come first, then less
    precise dates that are compatible with it, then those that differ or speak of an empty cell,
    and last the sources that support only the row as a whole.

    Parameters
    ----------
    table_name
        Only claims on this table.
    record_id
        Only claims on this row; a composite key is joined with /.
    field
        Only claims on this column, and on the row as a whole.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * table_name (VARCHAR): Table.
    * record_id (VARCHAR): Key of the row.
    * field (VARCHAR): Column, or * for the row as a whole.
    * claimed_value (VARCHAR): What the source says.
    * standing (VARCHAR): supports, compatible, differs, or unendorsed.
    * endorsed_value (VARCHAR): Value in the table; NULL where the cell is empty.
    * source_id (VARCHAR): The source.
    * publisher (VARCHAR): Its publisher.
    * published_on (VARCHAR): Its publication, an EDTF date.
    * relays (VARCHAR): The agency or paper that it repeats.
    * quote (VARCHAR): Words of the original.
    * note (VARCHAR): Why a claim is not endorsed.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "claims_on_a_cell",
        con,
        table_name=table_name,
        record_id=record_id,
        field=field,
    )


def completeness_by_column(
    *,
    table_name: str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Completeness of each column.

    How many rows of each table have a value in each column. An empty cell means that the value is
    not established, or that there is none to have; the codebook says what a column holds.

    Parameters
    ----------
    table_name
        Only columns of this table.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * table_name (VARCHAR): Table.
    * column_name (VARCHAR): Column.
    * total (BIGINT): Rows of the table.
    * filled (BIGINT): Rows with a value in the column.
    * share (DOUBLE): filled by total; NULL where the table has no row.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "completeness_by_column",
        con,
        table_name=table_name,
    )


def coverage_windows(
    *,
    measure: str | None = None,
    agreement_scope: str | None = None,
    on_day: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """What the dataset undertakes to hold, and what its counts mean.

    The declared windows of coverage. In a complete window a count is exact, and 0 means that there
    is none. In a partial one a count means at least, and 0 says nothing. Where nothing was
    searched, and outside all windows, there is no count.

    Parameters
    ----------
    measure
        Only windows of this: agreements, exit-steps or orders. One of orders, exit-steps,
        agreements.
    agreement_scope
        Only agreements of this scope: military or adjacent. One of military, adjacent.
    on_day
        Only windows that hold this day.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * coverage_id (VARCHAR): The window.
    * measure (VARCHAR): What is counted.
    * actor_id (VARCHAR): State whose steps or agreements they are.
    * partner_group (VARCHAR): Partners that the window speaks of.
    * agreement_scope (VARCHAR): Scope of the agreements.
    * from_on (DATE): First day.
    * to_on (DATE): Last day.
    * completeness (VARCHAR): complete, partial, not-searched.
    * a_count_means (VARCHAR): exactly, at least, or nothing.
    * is_zero_known (BOOLEAN): Whether a count of 0 means that there is none.
    * searched_on (DATE): Day of the last search; NULL where there was none.
    * note (VARCHAR): What was searched and how.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "coverage_windows",
        con,
        measure=measure,
        agreement_scope=agreement_scope,
        on_day=on_day,
    )


def dyad_year(
    *,
    partner_id: str | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
    agreement_scope: str | None = None,
    with_expiry: bool = False,
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Panel of directed dyads by year.

    Two rows per partner state and year, from Russia to the partner and from the partner to Russia:
    the agreements between the two whose exit by the first state reached each stage in that year.
    An exit that passes several stages at once counts in each; below effective it has ended
    nothing. The step of a third state is none between the two. The note says what the counts mean:
    outside coverage they are NULL, and 0 is said only where coverage is complete. The record
    declares what it holds of the steps of Russia; where it declares nothing of a partner, only
    on_record tells of the steps that were met. The tables do not say since when a state exists:
    merge with a list of states to drop the years before.

    Parameters
    ----------
    partner_id
        Only this state (ISO 3166-1 alpha-3). A country: ISO code, name in English or Russian,
        cow:255 or gw:260.
    first_year
        First year; left out, that in which the declared coverage of exit steps begins.
    last_year
        Last year; left out, that in which the declared coverage of exit steps ends.
    agreement_scope
        Scope of the agreements: military or adjacent; left out, both. One of military, adjacent.
    with_expiry
        Also count refused extension, expiry and lapse among the exits.
    as_of
        Only years and steps up to this day; left out, all on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * iso3_1 (VARCHAR): State whose steps these are, ISO 3166-1 alpha-3.
    * iso3_2 (VARCHAR): State with which it has the agreements, ISO 3166-1 alpha-3.
    * cow_code_1 (BIGINT): Correlates of War number of the first state.
    * cow_code_2 (BIGINT): Correlates of War number of the second state.
    * gw_code_1 (BIGINT): Gleditsch-Ward number of the first state.
    * gw_code_2 (BIGINT): Gleditsch-Ward number of the second state.
    * year (INTEGER): Calendar year.
    * announced (BIGINT): Agreements whose exit reached at least announced in the year.
    * proposed (BIGINT): The same for proposed.
    * authorised (BIGINT): The same for authorised.
    * decided (BIGINT): The same for decided.
    * notified (BIGINT): The same for notified.
    * effective (BIGINT): The same for effective; only these have ended.
    * exits_note (VARCHAR): What the six columns before mean: exactly, at least, or outside
      coverage (then NULL).
    * on_record (VARCHAR): Highest stage on record that an exit reached in the year, covered or
      not; NULL: none.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "dyad_year",
        con,
        partner_id=partner_id,
        first_year=first_year,
        last_year=last_year,
        agreement_scope=agreement_scope,
        with_expiry=with_expiry,
        as_of=as_of,
    )


def event_list(
    *,
    partner_id: str | None = None,
    agreement_scope: str | None = None,
    track: str | None = None,
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """List of legal steps with the codes of states.

    One row per legal step and partner state, for event-history software: a step of Russia in a
    multilateral agreement is one row per partner, a step of another state one row with that state.
    Keys are event_id and iso3. A step is an event of its stage only: below effective nothing has
    ended. Steps by Russia on an agreement with an organisation alone have no partner state. What
    is only context is left out.

    Parameters
    ----------
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    agreement_scope
        Scope of the agreements: military or adjacent; left out, both. One of military, adjacent.
    track
        Only steps on this track: exit, suspension, limitation or consent. One of exit, suspension,
        limitation, consent.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * event_id (VARCHAR): The step.
    * agreement_id (VARCHAR): The agreement.
    * scope (VARCHAR): military or adjacent.
    * subject (VARCHAR): Subject of the agreement.
    * actor_id (VARCHAR): State whose step it is, ISO 3166-1 alpha-3.
    * actor_cow_code (BIGINT): Its Correlates of War number.
    * actor_gw_code (BIGINT): Its Gleditsch-Ward number.
    * iso3 (VARCHAR): Partner state, ISO 3166-1 alpha-3; XKX is Kosovo.
    * cow_code (BIGINT): Correlates of War number; NULL where it has none.
    * gw_code (BIGINT): Gleditsch-Ward number; NULL where it has none.
    * track (VARCHAR): exit, suspension, limitation or consent.
    * action (VARCHAR): What is done: terminate, denounce, withdraw and others.
    * stage (VARCHAR): Stage that the step reached.
    * stage_rank (INTEGER): Its rank, 1 (announced) to 6 (effective); NULL where the step cancels
      others.
    * occurred_on (VARCHAR): Day of the step, an EDTF date.
    * occurred_on_earliest (DATE): Earliest day that the date allows.
    * occurred_on_latest (DATE): Latest day that the date allows.
    * date_basis (VARCHAR): What the day is: signed, published, received and others.
    * order_id (VARCHAR): Act behind the step; NULL where no act is known.
    * cancelling_on (DATE): Day of the later step that cancelled this one.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "event_list",
        con,
        partner_id=partner_id,
        agreement_scope=agreement_scope,
        track=track,
        as_of=as_of,
    )


def exits_around_a_date(
    *,
    around_on: date | str = "2022-02-24",
    window_days: int = 365,
    at_stage: str = "authorised",
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Exits of Russia around a date.

    Agreements by partner whose first live exit step at or above the chosen stage may lie within a
    number of days before or after a day. Days before it are negative. Where a date is imprecise
    the days have bounds, and is_certain says whether all of it lies within the window. By default
    around 24 February 2022. What is not listed may still have happened: see the coverage.

    Parameters
    ----------
    around_on
        The day in the middle of the window.
    window_days
        Days before and after it.
    at_stage
        The least stage that the step must have reached. One of announced, proposed, authorised,
        decided, notified, effective, revoked.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * agreement_id (VARCHAR): The agreement.
    * partner_id (VARCHAR): Partner state, ISO 3166-1 alpha-3.
    * stage (VARCHAR): Stage of the step.
    * reached_on (VARCHAR): Day of the step, an EDTF date.
    * order_id (VARCHAR): Act behind it; NULL where no act is known.
    * days_after_min (BIGINT): Days after the day at least; negative before it.
    * days_after_max (BIGINT): The same at most.
    * is_certain (BOOLEAN): Whether the whole of the date lies within the window.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "exits_around_a_date",
        con,
        around_on=around_on,
        window_days=window_days,
        at_stage=at_stage,
        as_of=as_of,
    )


def exits_by_eu_accession_year(
    *,
    subject: str | None = None,
    with_expiry: bool = False,
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Exits of Russia by the year in which the partner joined the EU.

    Agreements that Russia moved to leave, by the year in which the partner state joined the EU.
    Partners outside the EU, those that left it included, are the row without a year. Each stage
    column counts agreements by partner whose exit has reached at least that stage; an exit below
    effective has ended nothing. Where the declared coverage is not complete from the first step to
    as_of (without as_of, to the end of the record; with known_by, as searched by then), a count
    means at least and 0 becomes NULL. Groups add up for bilateral agreements.

    Parameters
    ----------
    subject
        Only agreements on this subject. One of military-cooperation,
        military-technical-cooperation, arms-control, confidence-building, basing, nuclear,
        security-of-information, emergency-response, law-enforcement, human-rights, other, border,
        fisheries, navigation, regional-cooperation.
    with_expiry
        Also count refused extension, expiry and lapse.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * eu_accession_year (INTEGER): Year of accession; NULL outside the EU.
    * partners (BIGINT): Distinct partner states.
    * agreements (BIGINT): Distinct agreements.
    * authorised (BIGINT): Agreements by partner whose exit is at least authorised
    * decided (BIGINT): Agreements by partner whose exit is at least decided
    * notified (BIGINT): Agreements by partner whose exit is at least notified
    * effective (BIGINT): Agreements by partner whose exit is effective
    * note (VARCHAR): Why a count means at least or is NULL; NULL where all are exact.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "exits_by_eu_accession_year",
        con,
        subject=subject,
        with_expiry=with_expiry,
        as_of=as_of,
        known_by=known_by,
    )


def exits_by_issuer(
    *,
    subject: str | None = None,
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Exits of Russia by issuer and kind of act.

    Agreements that Russia moved to leave, by the organ and the kind of act behind a step. An
    issuer selects its agreements; the stages then count every later exit step of them, whichever
    act it came from. An agreement with acts of several issuers counts with each, so the groups do
    not add up. Agreements with no act on record are the row without an issuer. Each stage column
    counts agreements by partner whose exit has reached at least that stage; an exit below
    effective has ended nothing. Where the declared coverage is not complete from the first step to
    as_of (without as_of, to the end of the record; with known_by, as searched by then), a count
    means at least and 0 becomes NULL.

    Parameters
    ----------
    subject
        Only agreements on this subject. One of military-cooperation,
        military-technical-cooperation, arms-control, confidence-building, basing, nuclear,
        security-of-information, emergency-response, law-enforcement, human-rights, other, border,
        fisheries, navigation, regional-cooperation.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * issuer (VARCHAR): Organ; NULL where no act is on record.
    * order_kind (VARCHAR): Kind of act; NULL where no act is on record.
    * orders (BIGINT): Acts; NULL where no act is on record.
    * partners (BIGINT): Distinct partner states.
    * agreements (BIGINT): Distinct agreements.
    * authorised (BIGINT): Agreements by partner whose exit is at least authorised
    * decided (BIGINT): Agreements by partner whose exit is at least decided
    * notified (BIGINT): Agreements by partner whose exit is at least notified
    * effective (BIGINT): Agreements by partner whose exit is effective
    * note (VARCHAR): Why a count means at least or is NULL; NULL where all are exact.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "exits_by_issuer",
        con,
        subject=subject,
        as_of=as_of,
        known_by=known_by,
    )


def exits_by_level(
    *,
    partner_id: str | None = None,
    with_expiry: bool = False,
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Exits of Russia by level of the agreement.

    Agreements that Russia moved to leave, by the level at which they were concluded. Agreements
    whose level is not established are the row without a level. Each stage column counts agreements
    by partner whose exit has reached at least that stage; an exit below effective has ended
    nothing. Where the declared coverage is not complete from the first step to as_of (without
    as_of, to the end of the record; with known_by, as searched by then), a count means at least
    and 0 becomes NULL. Groups add up for bilateral agreements.

    Parameters
    ----------
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    with_expiry
        Also count refused extension, expiry and lapse.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * level (VARCHAR): Level, as in agreements; NULL where not established.
    * partners (BIGINT): Distinct partner states.
    * agreements (BIGINT): Distinct agreements.
    * authorised (BIGINT): Agreements by partner whose exit is at least authorised
    * decided (BIGINT): Agreements by partner whose exit is at least decided
    * notified (BIGINT): Agreements by partner whose exit is at least notified
    * effective (BIGINT): Agreements by partner whose exit is effective
    * note (VARCHAR): Why a count means at least or is NULL; NULL where all are exact.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "exits_by_level",
        con,
        partner_id=partner_id,
        with_expiry=with_expiry,
        as_of=as_of,
        known_by=known_by,
    )


def exits_by_partner(
    *,
    subject: str | None = None,
    with_expiry: bool = False,
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Exits of Russia by partner state.

    Agreements that Russia moved to leave, by partner state. Each stage column counts agreements by
    partner whose exit has reached at least that stage; an exit below effective has ended nothing.
    Where the declared coverage is not complete from the first step to as_of (without as_of, to the
    end of the record; with known_by, as searched by then), a count means at least and 0 becomes
    NULL. Groups add up for bilateral agreements.

    Parameters
    ----------
    subject
        Only agreements on this subject. One of military-cooperation,
        military-technical-cooperation, arms-control, confidence-building, basing, nuclear,
        security-of-information, emergency-response, law-enforcement, human-rights, other, border,
        fisheries, navigation, regional-cooperation.
    with_expiry
        Also count refused extension, expiry and lapse.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * partner_id (VARCHAR): Partner state, ISO 3166-1 alpha-3.
    * agreements (BIGINT): Distinct agreements.
    * authorised (BIGINT): Agreements by partner whose exit is at least authorised
    * decided (BIGINT): Agreements by partner whose exit is at least decided
    * notified (BIGINT): Agreements by partner whose exit is at least notified
    * effective (BIGINT): Agreements by partner whose exit is effective
    * note (VARCHAR): Why a count means at least or is NULL; NULL where all are exact.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "exits_by_partner",
        con,
        subject=subject,
        with_expiry=with_expiry,
        as_of=as_of,
        known_by=known_by,
    )


def exits_by_subject(
    *,
    partner_id: str | None = None,
    with_expiry: bool = False,
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Exits of Russia by subject.

    Agreements that Russia moved to leave, by what they are about. Agreements whose subject is not
    established are the row without a subject. Each stage column counts agreements by partner whose
    exit has reached at least that stage; an exit below effective has ended nothing. Where the
    declared coverage is not complete from the first step to as_of (without as_of, to the end of
    the record; with known_by, as searched by then), a count means at least and 0 becomes NULL.
    Groups add up for bilateral agreements.

    Parameters
    ----------
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    with_expiry
        Also count refused extension, expiry and lapse.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * subject (VARCHAR): Subject of the agreements; NULL where not established.
    * partners (BIGINT): Distinct partner states.
    * agreements (BIGINT): Distinct agreements.
    * authorised (BIGINT): Agreements by partner whose exit is at least authorised
    * decided (BIGINT): Agreements by partner whose exit is at least decided
    * notified (BIGINT): Agreements by partner whose exit is at least notified
    * effective (BIGINT): Agreements by partner whose exit is effective
    * note (VARCHAR): Why a count means at least or is NULL; NULL where all are exact.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "exits_by_subject",
        con,
        partner_id=partner_id,
        with_expiry=with_expiry,
        as_of=as_of,
        known_by=known_by,
    )


def exits_by_year(
    *,
    at_stage: str = "authorised",
    partner_group: str = "all",
    agreement_scope: str | None = None,
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Exits of Russia by year and quarter.

    Agreements that Russia moved to leave, by the year and quarter of the first live exit step that
    reached at least the chosen stage. A step whose date does not lie in one quarter has none; one
    whose date does not lie in one year is the row without a year. A quarter without a row is no
    zero: only where the declared coverage is complete for the whole quarter does a count say all.

    Parameters
    ----------
    at_stage
        The least stage that the step must have reached. One of announced, proposed, authorised,
        decided, notified, effective, revoked.
    partner_group
        Partners: nato, eu, nato-or-eu, or all. One of nato, eu, nato-or-eu, all.
    agreement_scope
        Scope of the agreements: military or adjacent; left out, both. One of military, adjacent.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * exit_year (INTEGER): Year of the step; NULL where not established.
    * exit_quarter (INTEGER): Quarter, 1 to 4; NULL where not established.
    * partners (BIGINT): Distinct partner states.
    * agreements (BIGINT): Distinct agreements.
    * agreements_by_partner (BIGINT): Agreements by partner; the unit of the exits.
    * is_complete (BOOLEAN): Whether coverage is declared complete for the whole quarter; if not,
      read at least.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "exits_by_year",
        con,
        at_stage=at_stage,
        partner_group=partner_group,
        agreement_scope=agreement_scope,
        as_of=as_of,
        known_by=known_by,
    )


def facts_by_support(
    *,
    table_name: str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Facts by the strength of their support.

    The facts on record (cells of countries, agreements, parties, orders and events, notes apart)
    by how many independent voices say exactly the same. A voice is what a source repeats, or else
    its publisher: ten copies of one wire are one voice, and a source that repeats several is
    counted as the first of them. A claim on the row as a whole is weaker than one on the cell and
    counts only where there is no other. Less precise dates do not support a precise one.

    Parameters
    ----------
    table_name
        Only facts of this table.
    known_by
        Only sources published by this day (read by it, where their day is not established).
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * table_name (VARCHAR): Table.
    * field (VARCHAR): Column.
    * facts (BIGINT): Cells that are not empty.
    * three_or_more_voices (BIGINT): Facts that three or more voices support.
    * two_voices (BIGINT): Facts that two support.
    * one_voice (BIGINT): Facts that one supports.
    * row_only (BIGINT): Facts of which sources support only the row as a whole.
    * no_voice (BIGINT): Facts that no source supports, by known_by where it is given.
    * official (BIGINT): Facts that an official source supports in the cell itself.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.

    Notes
    -----
    docs/coding-rules.md ("Sources and claims") says what a source is, and what it repeats.
    """
    return ask(
        "facts_by_support",
        con,
        table_name=table_name,
        known_by=known_by,
    )


def fates_by_signing_cohort(
    *,
    cohort_years: int = 1,
    partner_group: str = "all",
    agreement_scope: str | None = None,
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Fate of agreements by cohort of signature.

    The agreements on record by the years in which they were signed and by their status, in the
    words of the question on the status of each agreement: ended only where an exit is effective,
    no exit step known where nothing is on record. Agreements whose signature is not established,
    or not known to lie in one cohort, are the rows without years. What is not on record may still
    exist: a fate that a cohort lacks has no row, never a count of 0.

    Parameters
    ----------
    cohort_years
        Length of a cohort in years: 1, 5 (1990 to 1994, ...) or 10. One of 1, 5, 10.
    partner_group
        Only agreements with a partner in: nato, eu, nato-or-eu, or all. One of nato, eu,
        nato-or-eu, all.
    agreement_scope
        Only agreements of this scope: military or adjacent. One of military, adjacent.
    as_of
        Only agreements and steps by this day; left out, all on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * first_year (INTEGER): First year of the cohort; NULL where not established.
    * last_year (INTEGER): Last year of the cohort; NULL where not established.
    * fate (VARCHAR): ended, exit and its stage, suspended, suspension and its stage, signed only
      (by Russia), in force, never in force, or no exit step known.
    * agreements (BIGINT): Distinct agreements of the cohort with that fate.
    * cohort_agreements (BIGINT): Distinct agreements of the whole cohort.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "fates_by_signing_cohort",
        con,
        cohort_years=cohort_years,
        partner_group=partner_group,
        agreement_scope=agreement_scope,
        as_of=as_of,
    )


def gaps_between_orders(
    *,
    issuing_country_id: str = "RUS",
    issued_from: date | str | None = None,
    issued_until: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Days between the acts by which a state leaves agreements.

    The acts with a step on the exit track of their own state, in the order of their first official
    publication (of their signature where that is not established), each with the one before it of
    the same state. Imprecise dates give bounds; the least can be below zero where dates overlap.
    Acts without any date are left out, and so are those on what is only context. A gap is one
    between acts on record: another act may lie in it.

    Parameters
    ----------
    issuing_country_id
        Only acts of this state (ISO 3166-1 alpha-3). A country: ISO code, name in English or
        Russian, cow:255 or gw:260.
    issued_from
        Only acts dated on this day or later; the act before the first of them still counts.
    issued_until
        Only acts dated on this day or earlier.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * issuing_country_id (VARCHAR): State that issued the act.
    * order_id (VARCHAR): The act.
    * issued_on (VARCHAR): Its publication, else its signature, an EDTF date.
    * previous_order_id (VARCHAR): The act before it; NULL for the first.
    * gap_days_min (BIGINT): Days from the act before it at least.
    * gap_days_max (BIGINT): The same at most.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.

    Notes
    -----
    Imprecise dates have the bounds of the Extended Date/Time Format (Library of Congress 2019; ISO
    8601-2:2019); a least gap runs from the latest day to the earliest one.
    """
    return ask(
        "gaps_between_orders",
        con,
        issuing_country_id=issuing_country_id,
        issued_from=issued_from,
        issued_until=issued_until,
    )


def nato_waves_covered(
    *,
    order_id: str | None = None,
    at_stage: str = "authorised",
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Waves of NATO accession, and how many of their members an exit of Russia covers.

    One row per year of accession: the members that acceded in it, those with an agreement on
    record, and those with an exit of Russia that reached at least the chosen stage. With an order,
    only agreements with a step from it; the stages then count every later step of them. What is
    not on record may still exist: counts of exits and the share mean at least, and none is NULL,
    never 0.

    Parameters
    ----------
    order_id
        Only agreements with a step from this order.
    at_stage
        The least stage that an exit must have reached. One of announced, proposed, authorised,
        decided, notified, effective, revoked.
    as_of
        Only members and steps by this day; left out, all on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * nato_accession_year (INTEGER): Year of accession.
    * members (BIGINT): States that acceded in that year.
    * members_with_agreement (BIGINT): Those with an agreement on record; at least.
    * members_with_exit (BIGINT): Those with such an exit; at least. NULL for none.
    * agreements (BIGINT): Distinct agreements with such an exit; at least.
    * share_min (DOUBLE): members_with_exit by members; at least.
    * note (VARCHAR): Why a count is NULL; NULL where none is.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "nato_waves_covered",
        con,
        order_id=order_id,
        at_stage=at_stage,
        as_of=as_of,
        known_by=known_by,
    )


def orders_overview(
    *,
    issuing_country_id: str | None = None,
    published_from: date | str | None = None,
    published_until: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Orders and how far they go.

    One row per official act: what the act itself names, and what of it is on record here. That
    nothing of it is on record is NULL, never 0. With known_by only acts and steps for which a
    source on record spoke by that day, and only these sources.

    Parameters
    ----------
    issuing_country_id
        Only acts of this state (ISO 3166-1 alpha-3). A country: ISO code, name in English or
        Russian, cow:255 or gw:260.
    published_from
        Only acts published on this day or later.
    published_until
        Only acts published on this day or earlier.
    known_by
        Only what a source on record said by this day; left out, all of it.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * order_id (VARCHAR): The act.
    * issuer (VARCHAR): Organ that issued it.
    * kind (VARCHAR): Kind of act.
    * number (VARCHAR): Official number; NULL where not established.
    * signed_on (VARCHAR): Day of signing, an EDTF date; NULL where not established.
    * published_on (VARCHAR): First official publication, an EDTF date.
    * instruments_named (BIGINT): Instruments that the act names.
    * states_named (BIGINT): Partner states that the act names.
    * agreements (BIGINT): Agreements with a step from this act; NULL for none.
    * partners (BIGINT): Distinct partner states of them; NULL for none.
    * highest_stage (VARCHAR): Highest stage that the act itself brought about.
    * sources (BIGINT): Sources with a claim on the act.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "orders_overview",
        con,
        issuing_country_id=issuing_country_id,
        published_from=published_from,
        published_until=published_until,
        known_by=known_by,
    )


def partner_year(
    *,
    partner_id: str | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
    agreement_scope: str | None = None,
    with_expiry: bool = False,
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Panel of partner states by year.

    One row per partner state and year, measured on the last day of the year or on as_of:
    membership of NATO and the EU, agreements with Russia signed to date and in force, and the
    agreements whose exit by Russia reached each stage in that year. An exit that passes several
    stages at once counts in each; below effective it has ended nothing. Between two states an
    agreement ends by an effective exit of either. Where dates are not established the counts of
    agreements have bounds; a multilateral one counts as in force between two from its entry into
    force, or from the partner's own signature if that is on record and later, as the tables do not
    say since when a state is bound. All counts are of what is on record, and the notes say what
    they mean: outside coverage they are NULL, and 0 is said only where coverage is complete. The
    tables do not say since when a state exists: every partner has a row in every year; merge with
    a list of states to drop the others.

    Parameters
    ----------
    partner_id
        Only this state (ISO 3166-1 alpha-3). A country: ISO code, name in English or Russian,
        cow:255 or gw:260.
    first_year
        First year; left out, that in which the declared coverage of exit steps begins.
    last_year
        Last year; left out, that in which the declared coverage of exit steps ends.
    agreement_scope
        Scope of the agreements: military or adjacent; left out, both. One of military, adjacent.
    with_expiry
        Also count refused extension, expiry and lapse among the exits.
    as_of
        Only years and steps up to this day; left out, all on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * iso3 (VARCHAR): Partner state, ISO 3166-1 alpha-3; XKX is Kosovo.
    * cow_code (BIGINT): Correlates of War number; NULL where it has none.
    * gw_code (BIGINT): Gleditsch-Ward number; NULL where it has none.
    * year (INTEGER): Calendar year.
    * is_nato_member (BOOLEAN): Whether it was Party to NATO on the day measured.
    * is_eu_member (BOOLEAN): Whether it was a member of the EU on the day measured.
    * signed_to_date_min (BIGINT): Agreements signed by then for certain.
    * signed_to_date_max (BIGINT): The same with those that may have been signed.
    * in_force_min (BIGINT): Those that had entered into force between the two for certain and did
      not end.
    * in_force_max (BIGINT): The same with those that may have been in force.
    * agreements_note (VARCHAR): What the four columns before mean: at least, or outside coverage
      (then NULL).
    * announced (BIGINT): Agreements whose exit reached at least announced in the year.
    * proposed (BIGINT): The same for proposed.
    * authorised (BIGINT): The same for authorised.
    * decided (BIGINT): The same for decided.
    * notified (BIGINT): The same for notified.
    * effective (BIGINT): The same for effective; only these have ended.
    * exits_note (VARCHAR): What the six columns before mean: exactly, at least, or outside
      coverage (then NULL).

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "partner_year",
        con,
        partner_id=partner_id,
        first_year=first_year,
        last_year=last_year,
        agreement_scope=agreement_scope,
        with_expiry=with_expiry,
        as_of=as_of,
    )


def record_with_references(
    *,
    record_id: str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """A row in full, with the rows that name it.

    Every cell that is not empty of the row with this identifier, and of the rows of other tables
    that name it (parties, events, orders, agreements); its claims are a question of their own.

    Parameters
    ----------
    record_id
        Identifier of an agreement, order, event, country, source or other row.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * is_named (BOOLEAN): Whether this is the row asked for; false where it names it.
    * table_name (VARCHAR): Table.
    * record_id (VARCHAR): Key of the row.
    * field (VARCHAR): Column.
    * value (VARCHAR): Value as text.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "record_with_references",
        con,
        record_id=record_id,
    )


def share_of_agreements_with_an_exit(
    *,
    partner_group: str = "nato",
    agreement_scope: str = "military",
    at_stage: str = "authorised",
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Share of agreements with an exit.

    Of the agreements on record with members of NATO (or of the EU, or all states), how many have
    an exit step of Russia that reached at least the chosen stage. The denominator is what is on
    record: the share is given only where the declared coverage of agreements is complete for the
    group and scope, from the earliest signature on record to as_of, else it is NULL. Where that of
    exit steps is not complete as long, the exits and the share mean at least, and none is NULL.
    The note says which. Agreements never in force are not in the denominator; those whose entry
    into force is not established are, and are counted as unknown.

    Parameters
    ----------
    partner_group
        Partners: nato, eu, nato-or-eu, or all. One of nato, eu, nato-or-eu, all.
    agreement_scope
        Scope of the agreements: military or adjacent. One of military, adjacent.
    at_stage
        The least stage that an exit must have reached. One of announced, proposed, authorised,
        decided, notified, effective, revoked.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * with_exit (BIGINT): Agreements with such an exit of Russia; never 0 for unknown.
    * agreements (BIGINT): Agreements on record that were in force or may have been.
    * unknown (BIGINT): Agreements among them whose entry into force is not established.
    * share (DOUBLE): with_exit by agreements; NULL where coverage does not bear it.
    * note (VARCHAR): What the coverage does not bear; NULL where all is exact.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "share_of_agreements_with_an_exit",
        con,
        partner_group=partner_group,
        agreement_scope=agreement_scope,
        at_stage=at_stage,
        as_of=as_of,
        known_by=known_by,
    )


def signature_and_nato_accession(
    *,
    partner_id: str | None = None,
    subject: str | None = None,
    at_stage: str = "authorised",
    with_multilateral: bool = False,
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Agreements signed before and after the partner's accession to NATO.

    One row per bilateral agreement with a member of NATO: whether it was signed before or after
    the day on which the partner became a Party, the completed years between, and how far Russia's
    exit has come. Imprecise signatures give bounds, and no position where they straddle the
    accession. A multilateral agreement, where asked for, has a row for each partner and counts
    from the partner's own signature, which is often not established. An exit that is not on record
    is false only where the declared coverage of exits is complete since the signature; else it is
    NULL, with a note.

    Parameters
    ----------
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    subject
        Only agreements on this subject. One of military-cooperation,
        military-technical-cooperation, arms-control, confidence-building, basing, nuclear,
        security-of-information, emergency-response, law-enforcement, human-rights, other, border,
        fisheries, navigation, regional-cooperation.
    at_stage
        The least stage that an exit must have reached. One of announced, proposed, authorised,
        decided, notified, effective, revoked.
    with_multilateral
        Also agreements of more than two parties.
    as_of
        Only signatures, members and steps by this day; left out, all on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * agreement_id (VARCHAR): The agreement.
    * partner_id (VARCHAR): Partner state, ISO 3166-1 alpha-3.
    * signed_on (VARCHAR): Signature of both, or the partner's; an EDTF date.
    * nato_acceded_on (DATE): Day on which the partner became a Party.
    * position (VARCHAR): before, or after (from the day on); NULL if not established.
    * years_after_min (INTEGER): Completed years from accession to signature at least; below zero
      before it.
    * years_after_max (INTEGER): The same at most.
    * stage (VARCHAR): Highest live stage of Russia's exit; NULL if none is on record.
    * has_exit (BOOLEAN): Whether it has reached the chosen stage; NULL if unknown.
    * note (VARCHAR): Why has_exit is NULL.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "signature_and_nato_accession",
        con,
        partner_id=partner_id,
        subject=subject,
        at_stage=at_stage,
        with_multilateral=with_multilateral,
        as_of=as_of,
    )


def sources_by_kind_and_language(
    *,
    read_as: str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Sources by kind and language.

    The publications that were read, by kind and language, with the claims that rest on them.
    Voices count what a source repeats, or else its publisher: ten copies of one wire are one
    voice.

    Parameters
    ----------
    read_as
        Only sources read in this way: page, archived-copy, excerpt, earlier-reading. One of page,
        archived-copy, excerpt, earlier-reading.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * kind (VARCHAR): Kind of publication.
    * language (VARCHAR): ISO 639-1 code; NULL where not established.
    * sources (BIGINT): Sources.
    * publishers (BIGINT): Distinct publishers.
    * voices (BIGINT): Distinct voices; relays counted once.
    * undated (BIGINT): Sources whose day of publication is not established.
    * claims (BIGINT): Claims that rest on these sources.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "sources_by_kind_and_language",
        con,
        read_as=read_as,
    )


def stage_intervals(
    *,
    partner_id: str | None = None,
    subject: str | None = None,
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Time between the steps of an exit.

    One row per agreement and partner with an exit that Russia authorised or decided: the days from
    signature to publication of the act behind the first such step, from that step to the
    notification, and from it to the day of effect. Imprecise dates give bounds. Days are below
    zero where the act came after the fact, and may be where dates overlap. What has not come, or
    is not on record, is NULL.

    Parameters
    ----------
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    subject
        Only agreements on this subject. One of military-cooperation,
        military-technical-cooperation, arms-control, confidence-building, basing, nuclear,
        security-of-information, emergency-response, law-enforcement, human-rights, other, border,
        fisheries, navigation, regional-cooperation.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * agreement_id (VARCHAR): The agreement.
    * partner_id (VARCHAR): Partner state, ISO 3166-1 alpha-3.
    * order_id (VARCHAR): Act behind the first step; NULL where no act is known.
    * stage (VARCHAR): Stage of the first step, authorised or decided.
    * reached_on (VARCHAR): Day of the first step, an EDTF date.
    * notified_on (VARCHAR): Day of the first notification, an EDTF date.
    * effective_on (VARCHAR): Day on which the exit took effect, an EDTF date.
    * publication_days_min (BIGINT): Days from signature to publication at least.
    * publication_days_max (BIGINT): The same at most.
    * notification_days_min (BIGINT): Days from the first step to notification at least.
    * notification_days_max (BIGINT): The same at most.
    * effect_days_min (BIGINT): Days from the first step to effect at least.
    * effect_days_max (BIGINT): The same at most.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.

    Notes
    -----
    Imprecise dates have the bounds of the Extended Date/Time Format (Library of Congress 2019; ISO
    8601-2:2019); a least interval runs from the latest day to the earliest one.
    """
    return ask(
        "stage_intervals",
        con,
        partner_id=partner_id,
        subject=subject,
        as_of=as_of,
    )


def stuck_steps(
    *,
    partner_id: str | None = None,
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Exits authorised or decided, with no effect on record.

    One row per agreement and partner whose exit Russia authorised, decided or notified, while no
    end of the agreement is on record: no effective exit, expiry or lapse for Russia, and for a
    bilateral agreement none of the partner either. The agreement is not ended. Only where coverage
    is complete from the first step to as_of does this say that there was no effect.

    Parameters
    ----------
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * agreement_id (VARCHAR): The agreement.
    * partner_id (VARCHAR): Partner state, ISO 3166-1 alpha-3.
    * stage (VARCHAR): Highest live stage: authorised, decided or notified.
    * first_reached_on (VARCHAR): Day of the first such step, an EDTF date.
    * order_id (VARCHAR): Act behind that step; NULL where no act is known.
    * waiting_days_min (BIGINT): Days from that step to as_of at least.
    * waiting_days_max (BIGINT): The same at most.
    * is_complete (BOOLEAN): Whether declared coverage is complete from that step to as_of; NULL
      without as_of.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "stuck_steps",
        con,
        partner_id=partner_id,
        as_of=as_of,
    )


def survival_of_agreements(
    *,
    group_by: str = "none",
    at_stage: str = "authorised",
    duration_bound: str = "min",
    agreement_scope: str | None = None,
    with_multilateral: bool = False,
    with_expiry: bool = False,
    observed_from: date | str | None = None,
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Survival of agreements until an exit of Russia.

    Kaplan-Meier estimate (Kaplan and Meier 1958) of the share of agreements whose exit by Russia
    has not reached the chosen stage, by age in days from signature (Russia's own where it is known
    apart). An exit below effective has ended nothing. An agreement without such an exit is
    censored on as_of, or before that on the day on which it ended in another way (expiry, or the
    effective exit of the other party of a bilateral agreement). Units are distinct agreements with
    a partner state, bilateral ones unless asked; a multilateral one stands once in each group of
    its partners, since thirty partners of one treaty are not independent. Agreements never in
    force are left out; those whose entry into force is not established are in. The standard error
    is Greenwood's (1926), the 95 % confidence bounds are those of the log-log transformation
    (Kalbfleisch and Prentice 1980): S to the power exp(+-1.96 * sqrt(V) / ln S) with Greenwood's
    sum V. A group without an exit on record has no curve where the declared coverage is not
    complete. Exits missing from the record raise the curve; agreements missing from it lower the
    curve where those that were left are the better known.

    Parameters
    ----------
    group_by
        One curve for each: none (one in all), partner_group (today's NATO, EU), subject, level.
        One of none, partner_group, subject, level.
    at_stage
        The least stage that an exit must have reached. One of announced, proposed, authorised,
        decided, notified, effective, revoked.
    duration_bound
        Imprecise days: min from the latest signature to the earliest exit, max the other way. One
        of min, max.
    agreement_scope
        Only agreements of this scope: military or adjacent. One of military, adjacent.
    with_multilateral
        Also agreements of more than two parties.
    with_expiry
        Also count refused extension, expiry and lapse as exits.
    observed_from
        First day on which an exit would have been seen: agreements are at risk from their age on
        it (left truncation). Left out, from signature.
    as_of
        Last day of observation; left out, or later, the newest day on which a source was read.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * group_name (VARCHAR): Group of agreements, or all.
    * time_days (BIGINT): Days since signature.
    * time_years (DOUBLE): The same in years of 365.25 days.
    * at_risk (BIGINT): Agreements under observation just before that age.
    * exits (BIGINT): Those whose exit on record reached the stage at that age.
    * censored (BIGINT): Those whose observation ended at that age without it.
    * survival (DOUBLE): Kaplan-Meier estimate; NULL where nothing can be estimated.
    * standard_error (DOUBLE): Greenwood's; NULL where survival is 0 or NULL.
    * survival_lower (DOUBLE): Lower 95 % bound; NULL where survival is 1, 0 or NULL.
    * survival_upper (DOUBLE): Upper 95 % bound; NULL where survival is 1, 0 or NULL.
    * undated (BIGINT): Agreements of the group left out because no signature is dated.
    * observed_until (DATE): Last day of observation.
    * note (VARCHAR): Whether exits may be missing; NULL where none is missing.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "survival_of_agreements",
        con,
        group_by=group_by,
        at_stage=at_stage,
        duration_bound=duration_bound,
        agreement_scope=agreement_scope,
        with_multilateral=with_multilateral,
        with_expiry=with_expiry,
        observed_from=observed_from,
        as_of=as_of,
    )


def terminations_by_nato_accession_year(
    *,
    order_id: str | None = None,
    subject: str | None = None,
    published_from: date | str | None = None,
    published_until: date | str | None = None,
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Terminations by NATO accession year.

    How far Russia has come in terminating, denouncing or leaving agreements, by the year in which
    the partner became a Party to the North Atlantic Treaty. Parameters about orders select
    agreements; the stages then count every exit step of those agreements by Russia, whichever act
    it came from. Military and adjacent agreements are counted, each once per partner. A stage
    column counts what has reached at least that stage. It is NULL instead of 0 where the declared
    coverage is not complete from the first step to as_of (without as_of, to the end of the record;
    with known_by, as searched by then): NULL is not zero. Partners outside NATO are the row
    without a year.

    Parameters
    ----------
    order_id
        Only agreements with a step from this order.
    subject
        Only agreements on this subject. One of military-cooperation,
        military-technical-cooperation, arms-control, confidence-building, basing, nuclear,
        security-of-information, emergency-response, law-enforcement, human-rights, other, border,
        fisheries, navigation, regional-cooperation.
    published_from
        Only agreements with a step from an order published on this day or later.
    published_until
        Only agreements with a step from an order published on this day or earlier.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * nato_accession_year (INTEGER): Year of accession to NATO; NULL outside NATO.
    * partners (BIGINT): Distinct partner states.
    * agreements (BIGINT): Distinct agreements.
    * authorised (BIGINT): Agreements by partner whose exit is at least authorised
    * decided (BIGINT): Agreements by partner whose exit is at least decided
    * notified (BIGINT): Agreements by partner whose exit is at least notified
    * effective (BIGINT): Agreements by partner whose exit is effective

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.

    Notes
    -----
    A stage counts as reached if that stage or a higher one is on record and live;
    docs/coding-rules.md ("One step, one row") has the question that decides each stage.
    """
    return ask(
        "terminations_by_nato_accession_year",
        con,
        order_id=order_id,
        subject=subject,
        published_from=published_from,
        published_until=published_until,
        as_of=as_of,
        known_by=known_by,
    )


def terminations_in_total(
    *,
    order_id: str | None = None,
    subject: str | None = None,
    published_from: date | str | None = None,
    published_until: date | str | None = None,
    as_of: date | str | None = None,
    known_by: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Terminations in total.

    One row: how far Russia has come in terminating, denouncing or leaving agreements, over all
    partners. Agreements and partners are distinct; the stage columns count agreements by partner,
    so they equal the sum of the groups of other questions. A total of zero is NULL where the
    declared coverage is not complete from the first step to as_of (without as_of, to the end of
    the record), and so is one of nothing on record: that is no proof that there is nothing.

    Parameters
    ----------
    order_id
        Only agreements with a step from this order.
    subject
        Only agreements on this subject. One of military-cooperation,
        military-technical-cooperation, arms-control, confidence-building, basing, nuclear,
        security-of-information, emergency-response, law-enforcement, human-rights, other, border,
        fisheries, navigation, regional-cooperation.
    published_from
        Only agreements with a step from an order published on this day or later.
    published_until
        Only agreements with a step from an order published on this day or earlier.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    known_by
        Only steps for which a source on record spoke by this day; left out, all of them.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * partners (BIGINT): Distinct partner states.
    * agreements (BIGINT): Distinct agreements.
    * authorised (BIGINT): Agreements by partner whose exit is at least authorised
    * decided (BIGINT): Agreements by partner whose exit is at least decided
    * notified (BIGINT): Agreements by partner whose exit is at least notified
    * effective (BIGINT): Agreements by partner whose exit is effective
    * note (VARCHAR): Why a count means at least or is NULL; NULL where all are exact.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "terminations_in_total",
        con,
        order_id=order_id,
        subject=subject,
        published_from=published_from,
        published_until=published_until,
        as_of=as_of,
        known_by=known_by,
    )


def timeline_of_steps(
    *,
    agreement_id: str | None = None,
    partner_id: str | None = None,
    order_id: str | None = None,
    actor_id: str = "RUS",
    track: str = "exit",
    as_of: date | str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """Timeline of the legal steps.

    One row per step of a state, in order of time: by default those of Russia on the exit track. An
    imprecise date has a first and a last day. Only a step that is effective has ended anything,
    and one with a day in cancelled_on no longer stands. What is only context is left out. A step
    that is not listed may still have happened; see the coverage.

    Parameters
    ----------
    agreement_id
        Only steps on this agreement.
    partner_id
        Only agreements with this state (ISO 3166-1 alpha-3). A country: ISO code, name in English
        or Russian, cow:255 or gw:260.
    order_id
        Only steps of agreements with a step from this order.
    actor_id
        Only steps of this state.
    track
        Only this track: exit, suspension, limitation or consent. One of exit, suspension,
        limitation, consent.
    as_of
        Only steps that had happened by this day; left out, all steps on record.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * event_id (VARCHAR): The step.
    * agreement_id (VARCHAR): The agreement.
    * partners (VARCHAR): Partner states, ISO 3166-1 alpha-3, separated by a space.
    * actor_id (VARCHAR): State whose step it is.
    * track (VARCHAR): exit, suspension, limitation or consent.
    * action (VARCHAR): What the state does.
    * stage (VARCHAR): How far it has come.
    * order_id (VARCHAR): Act behind it; NULL where no act is known.
    * occurred_on (VARCHAR): Day of the step, an EDTF date.
    * first_day (DATE): First day on which it may have happened.
    * last_day (DATE): Last such day.
    * cancelled_on (DATE): Day by which a later step had cancelled it; NULL if it stands.

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "timeline_of_steps",
        con,
        agreement_id=agreement_id,
        partner_id=partner_id,
        order_id=order_id,
        actor_id=actor_id,
        track=track,
        as_of=as_of,
    )


def unknown_facts(
    *,
    table_name: str | None = None,
    field: str | None = None,
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """What is not established.

    The empty cells of agreements, parties, orders and events, notes apart, each with what sources
    say of it that is not endorsed. An empty cell means that nobody has established the value, or
    that there is none to have (a bilateral agreement has no organisation); the codebook says what
    a column holds. It never means no or zero.

    Parameters
    ----------
    table_name
        Only cells of this table.
    field
        Only cells of this column.
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

    * table_name (VARCHAR): Table.
    * record_id (VARCHAR): Key of the row.
    * field (VARCHAR): Column that is empty.
    * claims (BIGINT): Claims on the cell; none is endorsed.
    * sources (BIGINT): Sources of these claims.
    * claimed_values (VARCHAR): Distinct values claimed, separated by ; .

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
    """
    return ask(
        "unknown_facts",
        con,
        table_name=table_name,
        field=field,
    )
