-- One row a key that means a tag, and the tag's name; in the order of keys.
select known.key, known.tag, tag.name
from tag_keys() as known
join tag on tag.id = known.tag
order by known.key
