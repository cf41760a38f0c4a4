-- One row a boundary concern, earliest first.
-- Parameters: $relationships.
select id, version, relationship, raised_on, category, referral, settled_on, source
from concern
where relationship in (select unnest($relationships::bigint[]))
order by relationship, raised_on, id;
