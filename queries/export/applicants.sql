-- Every application with its person, as the importer reads it back.
--
-- $cohort  varchar  only this cohort; null: all
select
    cohort.name         as cohort,
    person.name,
    person.email,
    person.phone,
    person.organisation,
    person.job_title,
    person.location,
    application.role,
    application.capacity,
    coalesce(application.tags, []) as tags,
    application.about,
    application.consent,
    application.applied_on,
    application.state,
    application.sector,
    application.organisation_kind,
    application.organisation_size,
    application.organisation_stage,
    coalesce(application.ways, []) as ways,
    coalesce(application.languages, []) as languages,
    coalesce(application.times, []) as times,
    coalesce(application.modes, []) as modes,
    coalesce(application.wishes, []) as wishes,
    coalesce(application.rather_not, []) as rather_not,
    coalesce(application.conflicts, []) as conflicts
from application
join cohort on cohort.id = application.cohort
join person on person.id = application.person
where $cohort is null or cohort.name = $cohort
order by cohort.starts_on, cohort.name, application.role, person.name, application.id
