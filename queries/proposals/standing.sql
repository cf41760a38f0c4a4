-- One row a relationship asked about, as its proposal stands; lowest number first.
--
-- $relationships  bigint[]
select
    relationship.id                                     as relationship,
    relationship.version,
    relationship.state,
    relationship.proposed_on,
    relationship.mentor,
    mentor.name                                         as mentor_name,
    relationship.mentee,
    mentee.name                                         as mentee_name,
    relationship.mentor_answer,
    relationship.mentee_answer,
    application.capacity                                as mentor_capacity,
    coalesce(mentoring.relationships, 0)                as mentor_live,
    coalesce(mentored.relationships, 0)                 as mentee_live,
    exists (
        from milestone where milestone.relationship = relationship.id and milestone.kind = 'agreement'
    )                                                   as has_agreement
from relationship
join person as mentor on mentor.id = relationship.mentor
join person as mentee on mentee.id = relationship.mentee
left join application
  on application.cohort = relationship.cohort
 and application.person = relationship.mentor
 and application.role = 'mentor'
left join live_relationships() as mentoring on mentoring.person = relationship.mentor and mentoring.role = 'mentor'
left join live_relationships() as mentored on mentored.person = relationship.mentee and mentored.role = 'mentee'
where relationship.id in (select unnest($relationships::bigint[]))
order by relationship.id
