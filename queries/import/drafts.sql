-- Every import that was begun and not finished, the last first.
select id, file, path, checksum, kind, cohort, who, saved_on, row_count, looked_at
from import_draft
order by id desc
