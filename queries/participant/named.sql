-- One row an application of someone whose e-mail is the text, or whose name holds every word of it, case and accents
-- aside: those whose e-mail it is first, then by cohort, the latest to start first.
--
-- $text    varchar  an e-mail address, or words of a name
-- $role    varchar  mentor or mentee; null: either
-- $cohort  varchar  only this cohort; null: all
select
    application.id                                      as application,
    application.cohort                                  as cohort_id,
    cohort.name                                         as cohort,
    application.role,
    person.id                                           as person,
    person.name,
    person.email,
    person.email = lower(trim($text))                   as is_email
from application
join cohort on cohort.id = application.cohort
join person on person.id = application.person
where ($role is null or application.role = $role)
  and ($cohort is null or cohort.name = $cohort)
  and (
      person.email = lower(trim($text))
      or not exists (
          from (select unnest(string_split(label_key($text), ' ')) as word)
          where not contains(label_key(person.name), word)
      )
  )
order by is_email desc, cohort.starts_on desc, cohort.name, person.name, application.id
