-- One relationship: both people and how to reach them, the plan, its pace and how it is judged. No row: none such.
--
-- $today         date    the day to judge by
-- $relationship  bigint
select
    judged.relationship,
    judged.version,
    judged.cohort,
    judged.state,
    judged.outcome,
    judged.coordinator,
    judged.covered_for,
    judged.cover_ends_on,
    mentor.name                                     as mentor,
    mentor.email                                    as mentor_email,
    mentor.phone                                    as mentor_phone,
    mentor.organisation                             as mentor_organisation,
    mentee.name                                     as mentee,
    mentee.email                                    as mentee_email,
    mentee.phone                                    as mentee_phone,
    mentee.organisation                             as mentee_organisation,
    judged.started_on,
    judged.ends_on,
    judged.closed_on,
    judged.cadence_days,
    judged.session_hours,
    judged.target_hours,
    judged.duration_days,
    judged.first_session_days,
    judged.paused_on,
    judged.returns_on,
    judged.paused_days,
    judged.elapsed_days,
    judged.health,
    relationship_reason(
        health, state, outcome, accepted_by, proposed_on, started_on, lapsed_on, closed_on, paused_on, returns_on, ends_on,
        last_session, next_session, days_since, paused_days_since, cadence_days, first_session_days,
        hours_held, target_hours, $today
    )                                               as reason,
    relationship_next_step(
        health, accepted_by, started_on, returns_on, last_session, next_session, $today
    )                                               as next_step,
    judged.days_since,
    judged.last_session,
    judged.next_session,
    judged.sessions_held,
    judged.hours_held,
    judged.hours_expected,
    judged.hours_forecast,
    judged.behind_on_hours
from relationship_health($today) as judged
left join person as mentor on mentor.id = judged.mentor
left join person as mentee on mentee.id = judged.mentee
where judged.relationship = $relationship;
