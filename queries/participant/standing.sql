-- One row an application and where it stands: by cohort, those who wait first, each group by the day it began.
--
-- $today   date     the day to judge by
-- $cohort  varchar  only this cohort; null for all
-- $figure  varchar  only those that this figure of the dashboard counts, or with this standing; null for all
with partner as (       -- who has whom in a relationship that is live, from either side
    select relationship.cohort, side.person, side.role, person.name
    from relationship,
         lateral (
             values (relationship.mentor, 'mentor', relationship.mentee),
                    (relationship.mentee, 'mentee', relationship.mentor)
         ) as side(person, role, other)
    join person on person.id = side.other
    where relationship.state in ('proposed', 'active', 'paused', 'lapsed')
),
partners as (
    select cohort, person, role, list(name order by name) as names
    from partner
    group by cohort, person, role
)
select
    standing.application,
    standing.person,
    cohort.name                                     as cohort,
    person.name,
    person.email,
    person.phone,
    person.organisation,
    standing.role,
    standing.state,
    standing.standing,
    standing.since,
    standing.in_front,
    standing.capacity,
    standing.live,
    coalesce(partners.names, [])                    as partners,
    coalesce(application.tags, [])                  as tags
from application_standing($today) as standing
join application on application.id = standing.application
join cohort on cohort.id = standing.cohort
join person on person.id = standing.person
left join partners
  on partners.cohort = standing.cohort
 and partners.person = standing.person
 and partners.role = standing.role
where ($cohort is null or cohort.name = $cohort)
  and ($figure is null or application_counts_for($figure, standing.role, standing.standing))
order by
    cohort.starts_on,
    cohort.name,
    list_position(
        ['waiting', 'has_room', 'proposed', 'paired', 'full', 'lapsed', 'closed', 'out'], standing.standing
    ),
    standing.in_front desc,
    standing.since nulls last,
    person.name,
    standing.application;
