-- One row per relationship whose two names together hold every word, case and accents aside; live ones first.
-- Parameters: $words.
with named as (
    select
        relationship.id                                                   as relationship,
        mentor.name                                                       as mentor,
        mentee.name                                                       as mentee,
        relationship.state not in ('closed', 'declined')                  as is_live,
        lower(strip_accents(concat(mentor.name, ' ', mentee.name)))       as names
    from relationship
    join person mentor on mentor.id = relationship.mentor
    join person mentee on mentee.id = relationship.mentee
)
select relationship, mentor, mentee, is_live
from named
where not exists (
    from (select unnest($words::varchar[]) as word)
    where not contains(named.names, lower(strip_accents(word)))
)
order by is_live desc, relationship
