-- The pauses of a cohort's relationships that are still on, by what is stored.
select pause.id, pause.version, pause.relationship, pause.paused_on, pause.returns_on
from pause
join relationship on relationship.id = pause.relationship
where relationship.cohort = $cohort and pause.returned_on is null
order by pause.id
