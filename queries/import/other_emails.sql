-- Every other e-mail of the people with these ids ($people).
select person, email
from person_email
where person in (select unnest($people::bigint[]))
order by id
