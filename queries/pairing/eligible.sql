-- One row a mentee's application with at least one eligible mentor: all of them, in the order of the mentors, with the
-- scores of the pairs. In lists, so that a large cohort is read in a fraction of the time.
--
-- $today    date    the day to judge by
-- $cohort   bigint  the cohort
-- $weights  json    weights that go before the cohort's own; null: none
-- $rules    json    rules that go before the cohort's own; null: none
select
    mentee,
    list(mentor order by mentor)    as mentors,
    list(score order by mentor)     as scores
from scored_pairs($today, $cohort, $weights, $rules)
where hard = 0
group by mentee
order by mentee
