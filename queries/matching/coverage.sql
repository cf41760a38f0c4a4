-- One row a need of a mentee for a pair asked about: by pair, then by the need's place.
--
-- $cohort   bigint    the cohort
-- $mentors  bigint[]  mentors' applications, each with …
-- $mentees  bigint[]  … the mentee's application at the same place
with asked as (
    select unnest($mentors::bigint[]) as mentor, unnest($mentees::bigint[]) as mentee
),
told as materialized (select * from application_tags($cohort)),
met as (
    select
        asked.mentor,
        asked.mentee,
        need.place,
        need.name                                                       as need,
        known.name                                                      as by_tag,
        known.level,
        known.tag = need.tag                                            as is_same,
        level_worth(known.level) * case when known.tag = need.tag then 1000 else sister_worth() end // 10000 as worth,
        (worth, is_same, known.tag)                                     as rank
    from asked
    join told as need on need.application = asked.mentee
    left join told as known on known.application = asked.mentor and known.topic = need.topic
)
select
    mentor,
    mentee,
    place,
    need,
    arg_max(by_tag, rank)                                               as by_tag,
    arg_max(level, rank)                                                as level,
    coalesce(arg_max(is_same, rank), false)                            as is_same,
    coalesce(max(worth), 0)::integer                                    as worth
from met
group by mentor, mentee, place, need
order by mentor, mentee, place
