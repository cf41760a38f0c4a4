-- One row a rule set aside for one pair that is still so, by names.
--
-- $today   date
-- $person  bigint  only those of this person; null: everyone's
select
    pair_override.id                                            as override,
    pair_override.version,
    pair_override.mentor,
    mentor.name                                                 as mentor_name,
    pair_override.mentee,
    mentee.name                                                 as mentee_name,
    pair_override.code,
    rule.words,
    pair_override.note,
    pair_override.made_on,
    pair_override.made_by
from pair_override
join pair_rules() as rule on rule.code = pair_override.code
join person as mentor on mentor.id = pair_override.mentor
join person as mentee on mentee.id = pair_override.mentee
where pair_override.made_on <= $today
  and coalesce(pair_override.revoked_on > $today, true)
  and ($person is null or pair_override.mentor = $person or pair_override.mentee = $person)
order by mentor.name, mentee.name, rule.bit, pair_override.id
