-- One row an application that was neither accepted nor declined, in their order.
--
-- $cohort  varchar  only this cohort; null: all
select application.id as application, application.version, person.name
from application
join cohort on cohort.id = application.cohort
join person on person.id = application.person
where application.state = 'applied' and ($cohort is null or cohort.name = $cohort)
order by application.id
