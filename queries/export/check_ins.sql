-- One row a try to reach someone, by cohort, relationship and day; with the coordinator's note, which is confidential.
--
-- $today   date     later ones are left out
-- $cohort  varchar  only this cohort; null: all
select
    contact.relationship,
    cohort.name         as cohort,
    mentor.name         as mentor,
    mentee.name         as mentee,
    contact.contacted_on,
    person.name         as person,
    contact.channel,
    contact.outcome,
    contact.next_on,
    contact.note
from contact
join relationship on relationship.id = contact.relationship
join cohort on cohort.id = relationship.cohort
join person as mentor on mentor.id = relationship.mentor
join person as mentee on mentee.id = relationship.mentee
left join person on person.id = contact.person
where contact.contacted_on <= $today
  and ($cohort is null or cohort.name = $cohort)
order by cohort.starts_on, cohort.name, contact.relationship, contact.contacted_on, contact.id
