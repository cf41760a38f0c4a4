-- One row a label asked about and what it means, in the order asked: `how` is exact (a tag's name or a synonym, case,
-- accents and punctuation aside), offered (a small misspelling, or a tag's words within it) or unknown.
--
-- $labels  varchar[]  as people wrote them
with asked as (
    select generate_subscripts($labels::varchar[], 1) as place, unnest($labels::varchar[]) as label
),
keyed as (
    select place, label, label_key(label) as key from asked
),
close as (
    select
        keyed.place,
        known.tag,
        case
            when known.key = keyed.key then 0
            when length(keyed.key) >= 5
             and damerau_levenshtein(known.key, keyed.key) <= case when length(keyed.key) >= 9 then 2 else 1 end
                then damerau_levenshtein(known.key, keyed.key)
            when length(known.key) >= 5 and contains(' ' || keyed.key || ' ', ' ' || known.key || ' ')
                then 100 - length(known.key)
        end                                             as distance
    from keyed
    join tag_keys() as known on true
),
nearest as (
    select place, arg_min(tag, (distance, tag)) as tag, min(distance) as distance
    from close
    where distance is not null
    group by place
)
select
    keyed.label,
    case when nearest.distance is null then 'unknown' when nearest.distance = 0 then 'exact' else 'offered' end as how,
    nearest.tag,
    tag.name
from keyed
left join nearest on nearest.place = keyed.place
left join tag on tag.id = nearest.tag
order by keyed.place
