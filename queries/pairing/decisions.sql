-- One row a lock or refusal that holds, by the applications of its people, oldest first.
--
-- $cohort  bigint  the cohort
select
    decision.id,
    decision.version,
    decision.kind,
    mentor.id                       as mentor,
    mentee.id                       as mentee,
    decision.reason,
    decision.breaks,
    decision.decided_on,
    decision.decided_by
from pairing_decision as decision
join application as mentor
  on mentor.cohort = decision.cohort and mentor.role = 'mentor' and mentor.person = decision.mentor
join application as mentee
  on mentee.cohort = decision.cohort and mentee.role = 'mentee' and mentee.person = decision.mentee
where decision.cohort = $cohort
  and decision.ended_on is null
order by decision.id
