-- One row an exclusion of one cohort, in the order of their bits: how it counts there and in the programme.
--
-- $cohort  bigint  the cohort
-- $rules   json    rules that go before the cohort's own; null: none
with own as (
    select json_merge_patch(coalesce(any_value(rules), '{}'), coalesce($rules::json, '{}')) as rules
    from matching_policy
    where cohort = $cohort
)
select
    rule.code,
    rule.words,
    case when rule.is_free then coalesce(own.rules ->> rule.code, rule.mode) else rule.mode end     as mode,
    rule.mode                                                                                       as default_mode,
    rule.is_free
from pair_rules() as rule, own
order by rule.bit
