-- The remembered mappings of one kind of sheet ($kind; null: of all), the last used first.
select id, version, name, kind, fingerprint, content, used_on
from import_mapping
where $kind is null or kind = $kind
order by used_on desc, id desc
