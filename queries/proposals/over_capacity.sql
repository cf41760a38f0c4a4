-- One row a live relationship of a mentor who has too many of them: more in a cohort than the capacity told there, or more
-- in all than the greatest told anywhere. By mentor, the cheapest to release first. `over` is how many are too many,
-- `capacity` how many there may be. What costs least: a proposal nobody accepted yet, one accepted, a lapsed, a paused,
-- an active one with few sessions held.
--
-- $today   date     the day to judge by
-- $cohort  varchar  mentors of this cohort; null: of all
-- $mentor  bigint   only this person; null: all
with told as (
    select
        application.person,
        cohort.name                                                         as cohort,
        application.capacity,
        max(application.capacity) over (partition by application.person)    as greatest_capacity,
        (
            select count(*)
            from relationship
            where relationship.mentor = application.person
              and relationship.cohort = application.cohort
              and relationship_is_live(relationship.state)
        )                                                                   as live_here
    from application
    join cohort on cohort.id = application.cohort
    where application.role = 'mentor' and application.state not in ('declined', 'withdrawn')
),
strictest as (
    select
        told.person,
        max(greatest(live_here - told.capacity, live.relationships - greatest_capacity))   as over,
        any_value(live.relationships) - over                                                as capacity
    from told
    join live_relationships() as live on live.person = told.person and live.role = 'mentor'
    where ($cohort is null or told.cohort = $cohort)
      and ($mentor is null or told.person = $mentor)
    group by told.person
    having over > 0
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
