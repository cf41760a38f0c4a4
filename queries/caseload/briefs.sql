-- One row a relationship to be handed over, by its number: what whoever takes it must know first.
--
-- $today          date
-- $relationships  bigint[]
select
    judged.relationship,
    judged.cohort,
    judged.state,
    judged.outcome,
    judged.health,
    relationship_reason(
        health, state, outcome, accepted_by, proposed_on, started_on, lapsed_on, closed_on, paused_on, returns_on, ends_on,
        last_session, next_session, days_since, paused_days_since, cadence_days, first_session_days,
        hours_held, target_hours, $today
    )                                                                               as reason,
    relationship_next_step(
        health, accepted_by, started_on, returns_on, last_session, next_session, $today
    )                                                                               as next_step,
    rung_words(ladder.rung)                                                         as rung,
    ladder_words(ladder.tries, ladder.last_try_on, ladder.next_on)                  as tries,
    judged.coordinator,
    judged.covered_for,
    judged.cover_ends_on,
    judged.started_on,
    judged.ends_on,
    judged.hours_held,
    judged.target_hours,
    judged.hours_expected,
    judged.next_session,
    mentor.name                                                                     as mentor,
    mentor.email                                                                    as mentor_email,
    mentor.phone                                                                    as mentor_phone,
    mentor.organisation                                                             as mentor_organisation,
    mentee.name                                                                     as mentee,
    mentee.email                                                                    as mentee_email,
    mentee.phone                                                                    as mentee_phone,
    mentee.organisation                                                             as mentee_organisation
from relationship_health($today) as judged
left join contact_rung($today) as ladder on ladder.relationship = judged.relationship
left join person as mentor on mentor.id = judged.mentor
left join person as mentee on mentee.id = judged.mentee
where judged.relationship in (select unnest($relationships::bigint[]))
order by judged.relationship
