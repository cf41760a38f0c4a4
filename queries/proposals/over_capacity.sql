-- One row a live relationship of a mentor who has more of them, in every cohort, than one cohort's capacity: by mentor,
-- the cheapest to release first. `over` is how many of them are too many. What costs least: a proposal nobody accepted
-- yet, one accepted, a lapsed, a paused, an active one with few sessions held.
--
-- $today   date     the day to judge by
-- $cohort  varchar  mentors of this cohort; null: of all
-- $mentor  bigint   only this person; null: all
with loaded as (
    select
        application.person,
        application.capacity,
        live.relationships - application.capacity       as over
    from application
    join cohort on cohort.id = application.cohort
    join live_relationships() as live on live.person = application.person and live.role = 'mentor'
    where application.role = 'mentor'
      and application.state not in ('declined', 'withdrawn')
      and live.relationships > application.capacity
      and ($cohort is null or cohort.name = $cohort)
      and ($mentor is null or application.person = $mentor)
),
strictest as (
    select person, min(capacity) as capacity, max(over) as over from loaded group by person
)
select
    strictest.person                                    as mentor,
    mentor.name                                         as mentor_name,
    strictest.capacity,
    strictest.over,
    relationship.id                                     as relationship,
    mentee.name                                         as mentee_name,
    relationship.state,
    coalesce(held.sessions_held, 0)                     as sessions_held
from strictest
join relationship on relationship.mentor = strictest.person and relationship_is_live(relationship.state)
join person as mentor on mentor.id = strictest.person
join person as mentee on mentee.id = relationship.mentee
left join sessions_so_far($today) as held on held.relationship = relationship.id
order by
    mentor.name,
    strictest.person,
    list_position(['proposed', 'lapsed', 'paused', 'active'], relationship.state),
    (relationship.mentor_answer = 'accepted')::integer + (relationship.mentee_answer = 'accepted')::integer nulls first,
    sessions_held,
    relationship.proposed_on desc nulls last,
    relationship.id desc
