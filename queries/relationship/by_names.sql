-- One row per relationship whose two names hold every word, at least one word in each name.
-- Parameters: $words (folded: lower case, no accents).
with named as (
    select
        relationship.id                                   as relationship,
        mentor.name                                       as mentor,
        mentee.name                                       as mentee,
        relationship.state not in ('closed', 'declined')  as is_live,
        lower(strip_accents(mentor.name))                 as mentor_folded,
        lower(strip_accents(mentee.name))                 as mentee_folded
    from relationship
    join person mentor on mentor.id = relationship.mentor
    join person mentee on mentee.id = relationship.mentee
)
select relationship, mentor, mentee, is_live
from named
where len(list_filter($words::varchar[], lambda word: not contains(mentor_folded || ' ' || mentee_folded, lower(strip_accents(word))))) = 0
  and (len($words::varchar[]) = 1
       or len(list_filter($words::varchar[], lambda word: contains(mentor_folded, lower(strip_accents(word))))) > 0
      and len(list_filter($words::varchar[], lambda word: contains(mentee_folded, lower(strip_accents(word))))) > 0)
order by is_live desc, relationship
