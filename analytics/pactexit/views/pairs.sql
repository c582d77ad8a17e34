/* ---
title: Agreement by partner, and when it may have begun
description: >
  One row per agreement and partner state with the earliest and the latest day of its signature.
  Where no date of signature is established the earliest day is NULL, and the latest is that of the
  first trace: its entry into force or its first step on record. Both are bound where neither is
  only a signatory.
needs: [agreements, parties, partners, steps]
--- */
with traces as (
    select
        agreements.agreement_id,
        agreements.in_force_on_latest as seen_on
    from agreements
    union all
    select
        steps.agreement_id,
        steps.occurred_on_latest as seen_on
    from steps
),

first_traces as (
    select
        traces.agreement_id,
        min(traces.seen_on) as first_seen_on
    from traces
    group by traces.agreement_id
),

signatories as (
    select
        partners.agreement_id,
        partners.partner_id,
        count(*) as signed_only
    from partners
    inner join parties
        on
            partners.agreement_id = parties.agreement_id
            and parties.country_id in ('RUS', partners.partner_id)
    where parties.role = 'signatory'
    group by partners.agreement_id, partners.partner_id
)

select
    partners.agreement_id,
    partners.partner_id,
    partners.scope,
    partners.subject,
    partners.is_bilateral,
    agreements.signed_on,
    agreements.signed_on_earliest,
    coalesce(agreements.signed_on_latest, first_traces.first_seen_on) as signed_on_latest,
    agreements.has_entered_into_force,
    agreements.in_force_on_earliest,
    agreements.in_force_on_latest,
    signatories.signed_only is null as are_both_bound
from partners
inner join agreements on partners.agreement_id = agreements.agreement_id
left join first_traces on partners.agreement_id = first_traces.agreement_id
left join signatories
    on
        partners.agreement_id = signatories.agreement_id
        and partners.partner_id = signatories.partner_id
