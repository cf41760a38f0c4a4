-- One row a proposal that waits for an answer or a start and whose two people applied to its cohort; by cohort, number.
--
-- $cohort         varchar   only this cohort; null: all
-- $relationships  bigint[]  only these; null: all
select
    relationship.id                                     as relationship,
    relationship.cohort                                 as cohort_id,
    cohort.name                                         as cohort,
    mentor.id                                           as mentor,
    mentee.id                                           as mentee
from relationship
join cohort on cohort.id = relationship.cohort
join application as mentor
  on mentor.cohort = relationship.cohort and mentor.person = relationship.mentor and mentor.role = 'mentor'
join application as mentee
  on mentee.cohort = relationship.cohort and mentee.person = relationship.mentee and mentee.role = 'mentee'
where relationship.state = 'proposed'
  and ($cohort is null or cohort.name = $cohort)
  and ($relationships::bigint[] is null or list_contains($relationships::bigint[], relationship.id))
order by cohort.starts_on, cohort.name, relationship.id
