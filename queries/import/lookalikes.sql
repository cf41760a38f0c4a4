-- People with one of these names ($names, lower case, single spaces) or phones ($phones: the last nine digits), with
-- the cohort they were in last: they may be in a file under another e-mail.
with latest as (
    select application.person, arg_max(cohort.name, cohort.starts_on) as cohort
    from application
    join cohort on cohort.id = application.cohort
    group by application.person
)
select
    person.id,
    person.version,
    person.name,
    person.email,
    person.phone,
    person.organisation,
    person.job_title,
    person.location,
    coalesce(latest.cohort, 'no cohort') as cohort
from person
left join latest on latest.person = person.id
where lower(trim(regexp_replace(person.name, '\s+', ' ', 'g'))) in (select unnest($names::varchar[]))
   or right(regexp_replace(person.phone, '[^0-9]', '', 'g'), 9) in (select unnest($phones::varchar[]))
order by person.id
