-- One row a relationship and who looks after it, by its number. Those closed or declined only where they are named.
--
-- $today          date
-- $relationships  bigint[]  only these
-- $coordinator    varchar   only what this person looks after today, whatever the case
-- $cohort         varchar   only this cohort
-- Null means no filter.
select
    relationship.id                                                                 as relationship,
    relationship.version,
    relationship.state,
    mentor.name                                                                     as mentor,
    mentee.name                                                                     as mentee,
    relationship.coordinator,
    relationship.covered_by,
    relationship.covered_until,
    is_covered(relationship.covered_by, relationship.covered_until, $today)         as covered,
    coordinator_on(
        $today, relationship.coordinator, relationship.covered_by, relationship.covered_until
    )                                                                               as looked_after_by
from relationship
join cohort on cohort.id = relationship.cohort
join person as mentor on mentor.id = relationship.mentor
join person as mentee on mentee.id = relationship.mentee
where case
        when $relationships is not null then relationship.id in (select unnest($relationships::bigint[]))
        else relationship.state not in ('closed', 'declined')
      end
  and ($coordinator is null or lower(looked_after_by) = lower($coordinator))
  and ($cohort is null or lower(cohort.name) = lower($cohort))
order by relationship.id
