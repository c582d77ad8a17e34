/* ---
title: A claim against the record says why it is not endorsed
why: A conflict is kept with the reason for the decision.
message: "is not what the record has ({endorsed_value}), and no note says why"
fix: Write in note why this claim is not endorsed, or endorse it.
--- */
select
    'claims' as table_name,
    claims._row,
    'value' as column_name,
    claims.value,
    claims.table_name as cause_table,
    claims.record_id as cause_key,
    claims.field as cause_column,
    coalesce(claim_standings.endorsed_value, 'empty') as endorsed_value
from claim_standings
inner join claims
    on
        claim_standings.table_name = claims.table_name
        and claim_standings.record_id = claims.record_id
        and claim_standings.field = claims.field
        and claim_standings.claimed_value = claims.value
        and claim_standings.source_id = claims.source_id
inner join schema_columns
    on
        claims.table_name = schema_columns.table_name
        and claims.field = schema_columns.column_name
inner join records
    on claims.table_name = records.table_name and claims.record_id = records.record_id
where claim_standings.standing in ('differs', 'unendorsed') and claims.note is null
