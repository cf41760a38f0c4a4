-- One row a mentor's and a mentee's application of one cohort that are looked at, eligible or not: how well they fit, and
-- what speaks against it; by mentee, then mentor.
--
-- $today    date      the day to judge by
-- $cohort   bigint    the cohort
-- $weights  json      weights that go before the cohort's own: {"needs": 45, …}; null: none
-- $rules    json      rules that go before the cohort's own: {"no_room": "off", …}; null: none
-- $mentors  bigint[]  mentors' applications, each with …
-- $mentees  bigint[]  … the mentee's application at the same place
-- $whole    bigint[]  mentees' applications of whom every pair is looked at
with asked as (
    select unnest($mentors::bigint[]) as mentor, unnest($mentees::bigint[]) as mentee
)
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
    hard = 0                        as eligible,
    rule_codes(hard)                as excluded,
    rule_codes(penalised)           as penalised,
    rule_codes(overridden)          as overridden
from scored_pairs($today, $cohort, $weights, $rules)
where mentee in (select unnest($whole::bigint[]))
   or (mentor, mentee) in (select (mentor, mentee) from asked)
order by mentee, mentor
