-- Every pause of a cohort's relationships, the earliest first.
select pause.id, pause.version, pause.relationship, pause.paused_on, pause.returns_on, pause.returned_on
from pause
join relationship on relationship.id = pause.relationship
where relationship.cohort = $cohort
order by pause.paused_on, pause.id
