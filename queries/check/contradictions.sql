-- One row per row that contradicts itself or another. None in a sound file.
--
-- $ends  varchar[]  every outcome with each reason it goes with, as outcome/reason
select 'person' as entity, max(id) as entity_id, 'its e-mail ' || email || ' is also another person''s' as problem
from person group by email having count(*) > 1
union all
select 'person', id, 'its e-mail is not trimmed and case-folded'
from person where email <> lower(trim(email))
union all
select 'person_email', max(person_email.id), 'its e-mail ' || email || ' is also another''s'
from (select id, email from person_email union all select null, email from person) person_email
group by email having count(*) > 1 and max(person_email.id) is not null
union all
select 'cohort', max(id), 'its name ' || any_value(name) || ' is also another cohort''s'
from cohort group by lower(name) having count(*) > 1
union all
select 'application', max(id), 'the same person applied twice in one role'
from application group by cohort, person, role having count(*) > 1
union all
select 'relationship', id, 'mentor and mentee are the same person'
from relationship where mentor = mentee
union all
select 'relationship', id, 'it is closed without an outcome, or has an outcome without being closed'
from relationship where (state = 'closed') <> (outcome is not null)
union all
select 'relationship', id, 'it is ' || state || ' and says why it ended'
from relationship
where state not in ('closed', 'declined') and (reason_code is not null or initiated_by is not null)
union all
select 'relationship', id, 'its reason ' || reason_code || ' is none for ' || coalesce(outcome, state)
from relationship
where reason_code is not null
  and not list_contains($ends::varchar[], concat(coalesce(outcome, 'ended_early'), '/', reason_code))
union all
select 'relationship', id, 'it was ended by ' || initiated_by || ', whoever that is'
from relationship where initiated_by not in ('mentor', 'mentee', 'both', 'programme')
union all
select 'relationship', id, 'its mentee is to wait again, but it is ' || state || ', or it says not where in the line'
from relationship where mentee_next is not null and (state <> 'closed' or mentee_next not in ('waiting', 'front'))
union all
select 'relationship', id, 'it is ' || state || ' without a start date'
from relationship where state in ('active', 'paused', 'lapsed') and started_on is null
union all
select 'relationship', id, 'it closed before it started'
from relationship where closed_on < started_on
union all
select 'relationship', relationship.id, 'it is ' || state || ' with ' || count(pause.id)::varchar || ' open pauses'
from relationship
left join pause on pause.relationship = relationship.id and pause.returned_on is null
group by relationship.id, state
having count(pause.id) <> (state = 'paused')::integer
union all
select 'relationship', id, 'it is covered without a last day, or until a day by nobody'
from relationship where (covered_by is null) <> (covered_until is null)
union all
select 'pause', id, 'it ended before it began'
from pause where returned_on < paused_on
union all
select 'session', id, 'it was held without a length'
from session where state = 'held' and hours is null
union all
select 'session', max(id), 'its relationship has another session on that day'
from session group by relationship, held_on having count(*) > 1
union all
select 'matching_policy', max(id), 'its cohort has another'
from matching_policy group by cohort having count(*) > 1
union all
select 'tag', max(id), 'its name ' || any_value(name) || ' is also another tag''s'
from tag where not retired group by label_key(name) having count(*) > 1
union all
select 'relationship', id, 'an answer to its proposal is without a day, or a day without an answer'
from relationship
where (mentor_answer is null) <> (mentor_answered_on is null) or (mentee_answer is null) <> (mentee_answered_on is null)
union all
select 'relationship', id, 'an answer to its proposal is neither accepted nor declined'
from relationship
where mentor_answer not in ('accepted', 'declined') or mentee_answer not in ('accepted', 'declined')
union all
select 'application', id, 'what it tells of size, stage, times or ways of meeting is no word of the rules'
from application
where not list_contains(size_bands(), organisation_size)
   or not list_contains(stages(), organisation_stage)
   or not list_has_all(time_slots(), times)
   or not list_has_all(meeting_modes(), modes)
union all
select 'pair_override', id, 'it sets aside ' || code || ', which is no rule that can be'
from pair_override
where code not in (select rule.code from pair_rules() as rule where rule.is_free)
union all
select 'milestone', max(id), 'its relationship has another milestone of that kind'
from milestone group by relationship, kind having count(*) > 1
union all
select 'milestone', id, 'both signed or answered, and it is not done'
from milestone where mentor_on is not null and mentee_on is not null and done_on is null
union all
select 'feedback', id, 'it has neither a score nor a fit'
from feedback where score is null and fit is null
order by all
