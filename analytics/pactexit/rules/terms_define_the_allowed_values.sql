/* ---
title: Terms defines the allowed values, and only those
why: An allowed value without a definition is coded as everybody likes.
message: is {problem}
fix: Bring terms and the enum of the column in datapackage.json into agreement.
--- */
select
    'terms' as table_name,
    terms._row,
    'value' as column_name,
    terms.value,
    'no allowed value of its column' as problem
from terms
left join schema_values
    on
        terms.field = concat(schema_values.table_name, '.', schema_values.column_name)
        and terms.value = schema_values.value
where schema_values.value is null
union all
select
    'terms' as table_name,
    null as _row,
    'value' as column_name,
    schema_values.value,
    concat(
        'allowed in ', schema_values.table_name, '.', schema_values.column_name,
        ', but not defined'
    ) as problem
from schema_values
left join terms
    on
        concat(schema_values.table_name, '.', schema_values.column_name) = terms.field
        and schema_values.value = terms.value
where terms.value is null
