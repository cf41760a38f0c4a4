-- One row a relationship of those asked for, with all that a message to its people can say, and which message fits.
--
-- $today          date
-- $relationships  bigint[]
select
    judged.relationship,
    judged.cohort,
    judged.coordinator,
    judged.mentor                                               as mentor_id,
    judged.mentee                                               as mentee_id,
    coalesce(mentor.name, '')                                   as mentor,
    coalesce(mentee.name, '')                                   as mentee,
    coalesce(mentor.email, '')                                  as mentor_email,
    coalesce(mentee.email, '')                                  as mentee_email,
    judged.started_on,
    judged.ends_on,
    judged.last_session,
    judged.next_session,
    judged.days_since,
    judged.sessions_held,
    judged.hours_held,
    judged.target_hours,
    coalesce(ladder.rung, 0)                                    as rung,
    nudge_template(judged.health, judged.last_session, coalesce(ladder.rung, 0)) as template
from relationship_health($today) as judged
left join contact_rung($today) as ladder on ladder.relationship = judged.relationship
left join person as mentor on mentor.id = judged.mentor
left join person as mentee on mentee.id = judged.mentee
where judged.relationship in (select unnest($relationships::bigint[]))
order by judged.relationship;
