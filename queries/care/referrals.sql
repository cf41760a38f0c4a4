-- One row a referral to other help, earliest first.
-- Parameters: $relationships.
select id, version, relationship, referred_on, kind, referred_to, taken_up_on, source
from referral
where relationship in (select unnest($relationships::bigint[]))
order by relationship, referred_on, id;
