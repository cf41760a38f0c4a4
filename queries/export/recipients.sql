-- One row a person to write to, by name: everyone with an application that stands or a live relationship, with whom
-- they are and when that pair last met and meets next.
--
-- $today   date
-- $cohort  varchar  only this cohort's people, and what they do in it; null: all
with live as (          -- each live relationship twice: from the mentor's side and from the mentee's
    select relationship.id, relationship.cohort, side.person, side.role, side.other, relationship.coordinator
    from relationship,
         lateral (
             values (relationship.mentor, 'mentor', relationship.mentee),
                    (relationship.mentee, 'mentee', relationship.mentor)
         ) as side(person, role, other)
    where relationship.state in ('proposed', 'active', 'paused', 'lapsed')
),
part as (
    select person, cohort, role, consent
    from application
    where state not in ('declined', 'withdrawn')
    union all
    select person, cohort, role, null
    from live
),
chosen as (
    select
        part.person,
        list(distinct part.role order by part.role desc)    as roles,
        list(distinct cohort.name order by cohort.name)     as cohorts,
        bool_and(part.consent)                              as consent
    from part
    join cohort on cohort.id = part.cohort
    where $cohort is null or cohort.name = $cohort
    group by part.person
),
paired as (
    select
        live.person,
        list(other.name order by other.name, live.id)       as partners,
        list(other.email order by other.name, live.id)      as partner_emails,
        list(distinct live.coordinator order by live.coordinator)
            filter (live.coordinator is not null)           as coordinators,
        max(held.last_session)                              as last_session,
        min(booked.next_session)                            as next_session
    from live
    join cohort on cohort.id = live.cohort
    join person as other on other.id = live.other
    left join sessions_so_far($today) as held on held.relationship = live.id
    left join bookings_ahead($today) as booked on booked.relationship = live.id
    where $cohort is null or cohort.name = $cohort
    group by live.person
)
select
    person.name,
    person.email,
    person.phone,
    person.organisation,
    chosen.roles,
    chosen.cohorts,
    coalesce(paired.partners, [])                           as partners,
    coalesce(paired.partner_emails, [])                     as partner_emails,
    paired.last_session,
    paired.next_session,
    coalesce(paired.coordinators, [])                       as coordinators,
    chosen.consent
from chosen
join person on person.id = chosen.person
left join paired on paired.person = chosen.person
order by person.name, person.email
