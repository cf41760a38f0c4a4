-- What comes after an end.

-- Of a closed one: the mentee waits again, at the end of the line (`waiting`) or at its front (`front`). Null: no.
-- `rules/50_standing.sql` says since when.
alter table relationship add column mentee_next varchar;
