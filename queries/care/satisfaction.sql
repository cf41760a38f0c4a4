-- One row each time a side said how content it is, earliest first.
-- Parameters: $relationships.
select
    feedback.id,
    feedback.version,
    feedback.relationship,
    case when feedback.person = relationship.mentor then 'mentor' else 'mentee' end as side,
    feedback.given_on,
    feedback.score,
    feedback.fit,
    feedback.moment,
    feedback.source
from feedback
join relationship on relationship.id = feedback.relationship
where feedback.relationship in (select unnest($relationships::bigint[]))
order by feedback.relationship, feedback.given_on, feedback.id;
