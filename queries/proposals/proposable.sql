-- One row a pair asked about, in the order asked: who they are, what room each has, what bars them.
--
-- $today    date      the day to judge by
-- $cohort   bigint    the cohort
-- $mentors  bigint[]  mentors' applications, each with …
-- $mentees  bigint[]  … the mentee's application at the same place
with asked as (
    select
        generate_subscripts($mentors::bigint[], 1)      as place,
        unnest($mentors::bigint[])                      as mentor,
        unnest($mentees::bigint[])                      as mentee
)
select
    asked.mentor,
    asked.mentee,
    mentor.person                                       as mentor_person,
    mentor_is.name                                      as mentor_name,
    mentee.person                                       as mentee_person,
    mentee_is.name                                      as mentee_name,
    mentor.capacity                                     as mentor_capacity,
    coalesce(taken.relationships, 0)                    as mentor_live,
    pair.score,
    coalesce(
        (select list(words order by bit) from pair_rules() as rule where list_contains(rule_codes(pair.hard), rule.code)),
        []
    )                                                   as barred
from asked
join scored_pairs($today, $cohort, null, null) as pair on pair.mentor = asked.mentor and pair.mentee = asked.mentee
join application as mentor on mentor.id = asked.mentor
join application as mentee on mentee.id = asked.mentee
join person as mentor_is on mentor_is.id = mentor.person
join person as mentee_is on mentee_is.id = mentee.person
left join live_relationships() as taken on taken.person = mentor.person and taken.role = 'mentor'
order by asked.place
