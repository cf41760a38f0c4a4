-- One row a message text that was edited here; the others are as they come with the program.
select id, version, name, subject, body
from template
order by name, id;
