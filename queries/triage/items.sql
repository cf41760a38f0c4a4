-- One row a relationship, judged as on a day; most urgent first, then the longest silence relative to the
-- cadence, then the lowest identifier.
--
-- $today        date     the day to judge by
-- $cohort       varchar  only this cohort
-- $coordinator  varchar  only this coordinator's caseload
-- $figure       varchar  only those that this figure of the dashboard counts, whether or not they need someone
-- $everything   boolean  also those that need no one
-- $limit        bigint   at most so many
-- Null means no filter. A bench holds this query under 4 times a bare aggregate of session: names and reasons
-- are made last, for the rows that are returned; the names by left joins, which keep the few rows on the probing
-- side; and that only active relationships need someone is said apart, where the first scan can use it.
with judged as (
    select
        *,
        coalesce(days_since, -1) / cadence_days     as silence
    from relationship_health($today)
),
chosen as (
    select *
    from judged
    where case
            when $figure is not null
            then relationship_counts_for($figure, state, outcome, health, behind_on_hours)
            else $everything or needs_someone
          end
      and ($figure is not null or $everything or state = 'active')
      and ($cohort is null or cohort = $cohort)
      and ($coordinator is null or coordinator = $coordinator)
    order by urgency, silence desc, relationship
    limit $limit
)
select
    chosen.relationship,
    null::bigint                                    as application,
    chosen.cohort,
    mentor.name                                     as mentor,
    mentee.name                                     as mentee,
    mentor.email                                    as mentor_email,
    mentee.email                                    as mentee_email,
    chosen.state,
    chosen.outcome,
    chosen.health,
    chosen.needs_someone,
    chosen.health                                   as matter,
    0                                               as more,
    null::varchar                                   as put_off,
    relationship_reason(
        health, state, outcome, proposed_on, started_on, lapsed_on, closed_on, paused_on, returns_on, ends_on,
        last_session, next_session, days_since, paused_days_since, cadence_days, first_session_days,
        hours_held, target_hours, $today
    )                                               as reason,
    chosen.days_since,
    chosen.last_session,
    chosen.next_session,
    chosen.sessions_held,
    chosen.hours_held,
    chosen.hours_expected,
    chosen.hours_forecast,
    chosen.behind_on_hours,
    relationship_next_step(
        health, started_on, returns_on, last_session, next_session, $today
    )                                               as next_step,
    chosen.coordinator
from chosen
left join person as mentor on mentor.id = chosen.mentor
left join person as mentee on mentee.id = chosen.mentee
order by chosen.urgency, chosen.silence desc, chosen.relationship;
