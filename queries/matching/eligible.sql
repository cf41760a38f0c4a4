-- One row a mentor's and a mentee's application of one cohort that no hard rule bars: what the assignment needs of
-- them and no more; by mentee, then mentor.
--
-- $today    date     the day to judge by
-- $cohort   bigint   the cohort
-- $weights  json     weights that go before the cohort's own: {"needs": 45, …}; null: none
-- $rules    json     rules that go before the cohort's own: {"no_room": "off", …}; null: none
select mentor, mentee, score
from scored_pairs($today, $cohort, $weights, $rules)
where hard = 0
order by mentee, mentor
