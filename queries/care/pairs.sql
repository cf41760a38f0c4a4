-- One row a relationship with both names: those that are not over first, in the order of their numbers.
select
    relationship.id                                         as relationship,
    coalesce(mentor.name, '')                               as mentor,
    coalesce(mentee.name, '')                               as mentee,
    relationship.state not in ('closed', 'declined')        as is_live
from relationship
left join person as mentor on mentor.id = relationship.mentor
left join person as mentee on mentee.id = relationship.mentee
order by is_live desc, relationship.id;
