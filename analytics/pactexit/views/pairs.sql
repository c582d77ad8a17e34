/* ---
title: Agreement by partner, and when it may have begun
description: >
  One row per agreement and partner state with the earliest and the latest day on which both had
  signed: that of the agreement, or of the partner where it is known to have signed later. Where no
  date is established the earliest day is NULL, and the latest is that of the first trace: the entry
  into force or the first step on record. Both are bound where neither is only a signatory.
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
    case
        when own.signed_on_earliest > agreements.signed_on_earliest then own.signed_on_earliest
        else coalesce(agreements.signed_on_earliest, own.signed_on_earliest)
    end as signed_earliest,
    case
        when own.signed_on_latest > agreements.signed_on_latest then own.signed_on_latest
        else
            coalesce(
                agreements.signed_on_latest, own.signed_on_latest, first_traces.first_seen_on
            )
    end as signed_latest,
    agreements.has_entered_into_force,
    agreements.in_force_on_earliest,
    agreements.in_force_on_latest,
    signatories.signed_only is null as are_both_bound
from partners
inner join agreements on partners.agreement_id = agreements.agreement_id
inner join parties as own
    on partners.agreement_id = own.agreement_id and partners.partner_id = own.country_id
left join first_traces on partners.agreement_id = first_traces.agreement_id
left join signatories
    on
        partners.agreement_id = signatories.agreement_id
        and partners.partner_id = signatories.partner_id
