-- One row a mentor's and a mentee's application of one cohort: how well they fit, and what speaks against it; by mentee,
-- then mentor.
--
-- $today    date     the day to judge by
-- $cohort   bigint   the cohort
-- $weights  json     weights that go before the cohort's own: {"needs": 45, …}; null: none
-- $rules    json     rules that go before the cohort's own: {"no_room": "off", …}; null: none
-- $mentor   bigint   only this mentor's application; null: all
-- $mentee   bigint   only this mentee's application; null: all
select
    mentor,
    mentee,
    score,
    needs,
    background,
    wishes,
    time,
    place,
    penalty,
    data_share,
    hard = 0                    as eligible,
    rule_codes(hard)            as excluded,
    rule_codes(penalised)       as penalised,
    rule_codes(overridden)      as overridden
from scored_pairs($today, $cohort, $weights, $rules)
where ($mentor is null or mentor = $mentor)
  and ($mentee is null or mentee = $mentee)
order by mentee, mentor
