-- One row an applicant who has waited for a partner for long: the longest wait relative to the cohort's threshold first.
-- The columns are those of triage/items.
--
-- $today    date     the day to judge by
-- $cohort   varchar  only this cohort; null for all
-- $put_off  boolean  those whose wait is put off or dismissed, instead of those whose is not
-- $limit    bigint   at most so many; null for all
with chosen as (
    select *, days_since / greatest(waiting_days, 1)    as silence
    from waiting_applicants($today)
    where is_open <> coalesce($put_off, false)
      and ($cohort is null or cohort = $cohort)
    order by silence desc, application
    limit $limit
)
select
    null::bigint                                    as relationship,
    chosen.application,
    chosen.cohort,
    null::varchar                                   as mentor,
    person.name                                     as mentee,
    null::varchar                                   as mentor_email,
    person.email                                    as mentee_email,
    chosen.state,
    null::varchar                                   as outcome,
    'waiting'                                       as health,
    chosen.is_open                                  as needs_someone,
    'waiting'                                       as matter,
    matter_urgency('waiting')                       as urgency,
    0                                               as more,
    case when not chosen.is_open then put_off.said end as put_off,
    concat('waiting since ', long_day(chosen.since), ', ', day_count(chosen.days_since)) as reason,
    chosen.days_since,
    null::date                                      as last_session,
    null::date                                      as next_session,
    0                                               as sessions_held,
    0.0::double                                     as hours_held,
    0.0::double                                     as hours_expected,
    null::double                                    as hours_forecast,
    false                                           as behind_on_hours,
    'Find a mentor, or say how long'                as next_step,
    null::varchar                                   as coordinator,
    0                                               as rung
from chosen
left join person on person.id = chosen.person
left join put_off_said($today) as put_off
  on put_off.matter = 'waiting' and put_off.application = chosen.application
order by chosen.silence desc, chosen.application;
