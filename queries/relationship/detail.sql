-- One relationship: both people, its plan and its pace, judged as on a day.
--
-- $today         date    the day to judge by
-- $relationship  bigint  which one
select
    health.relationship,
    health.version,
    health.cohort,
    health.state,
    health.outcome,
    health.coordinator,
    mentor.name             as mentor,
    mentor.email            as mentor_email,
    mentor.phone            as mentor_phone,
    mentor.organisation     as mentor_organisation,
    mentee.name             as mentee,
    mentee.email            as mentee_email,
    mentee.phone            as mentee_phone,
    mentee.organisation     as mentee_organisation,
    health.started_on,
    health.ends_on,
    health.closed_on,
    health.cadence_days,
    health.session_hours,
    health.target_hours,
    health.duration_days,
    health.first_session_days,
    health.paused_on,
    health.returns_on,
    health.paused_days,
    health.elapsed_days,
    health.health,
    relationship_reason(
        health, state, outcome, proposed_on, started_on, lapsed_on, closed_on, paused_on, returns_on, ends_on,
        last_session, next_session, days_since, paused_days_since, cadence_days, first_session_days,
        hours_held, target_hours, $today
    )                       as reason,
    relationship_next_step(
        health.health, started_on, returns_on, last_session, next_session, $today
    )                       as next_step,
    health.days_since,
    health.last_session,
    health.next_session,
    health.sessions_held,
    health.hours_held,
    health.hours_expected,
    health.hours_forecast,
    health.behind_on_hours
from relationship_health($today) as health
join person as mentor on mentor.id = health.mentor
join person as mentee on mentee.id = health.mentee
where health.relationship = $relationship
