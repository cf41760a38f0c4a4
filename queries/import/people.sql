-- The people an import may touch: those in the cohort, and those one of whose e-mails the file names ($emails).
with in_cohort as (
    select person from application where cohort = $cohort
    union
    select mentor from relationship where cohort = $cohort
    union
    select mentee from relationship where cohort = $cohort
)
select
    person.id,
    person.version,
    person.name,
    person.email,
    person.phone,
    person.organisation,
    person.job_title,
    person.location
from person
where person.id in (select person from in_cohort)
   or person.email in (select unnest($emails::varchar[]))
   or person.id in (select person from person_email where email in (select unnest($emails::varchar[])))
order by person.id
