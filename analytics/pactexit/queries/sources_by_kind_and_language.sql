/* ---
title: Sources by kind and language
description: >
  The publications that were read, by kind and language, with the claims that rest on them. Voices
  count what a source repeats, or else its publisher: ten copies of one wire are one voice.
params:
  read_as:
    type: VARCHAR
    default: null
    help: "Only sources read in this way: page, archived-copy, excerpt, earlier-reading."
    one_of: sources.read_as
returns:
  kind: {type: VARCHAR, meaning: Kind of publication.}
  language: {type: VARCHAR, meaning: "ISO 639-1 code; NULL where not established."}
  sources: {type: BIGINT, meaning: Sources.}
  publishers: {type: BIGINT, meaning: Distinct publishers.}
  voices: {type: BIGINT, meaning: Distinct voices; relays counted once.}
  undated: {type: BIGINT, meaning: Sources whose day of publication is not established.}
  claims: {type: BIGINT, meaning: Claims that rest on these sources.}
chart:
  mark: bar
  height: {step: 16}
  encoding:
    x: {field: sources, type: quantitative, title: Sources, axis: {format: d, tickMinStep: 1}}
    y:
      field: language
      type: nominal
      title: Language (ISO 639-1)
      sort: -x
      axis: {labelExpr: "datum.value === null ? 'not established' : datum.label"}
    color: {field: kind, type: nominal, title: Kind}
--- */
with claim_counts as (
    select
        claims.source_id,
        count(*) as claims_made
    from claims
    group by claims.source_id
),

publications as (
    select
        sources.kind,
        sources.language,
        sources.publisher,
        sources.published_on,
        case
            when sources.relays is null then sources.publisher
            else trim(split_part(sources.relays, ';', 1))
        end as voice,
        coalesce(claim_counts.claims_made, 0) as claim_count
    from sources
    left join claim_counts on sources.source_id = claim_counts.source_id
    where
        cast($read_as as varchar) is null
        or sources.read_as = cast($read_as as varchar)
)

select
    publications.kind,
    publications.language,
    count(*) as sources,
    count(distinct publications.publisher) as publishers,
    count(distinct publications.voice) as voices,
    count(case when publications.published_on is null then 1 end) as undated,
    cast(sum(publications.claim_count) as bigint) as claims
from publications
group by publications.kind, publications.language
order by publications.kind, publications.language nulls last
