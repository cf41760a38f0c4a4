-- One row a change, newest first: all events that one command recorded. `batch` is the import it made, from `file`;
-- `relationship` the only one it touched, with the names of its two people; `undone_by` the change that took it back
-- and still stands. Read a page at a time: the last number of one page is `$before` of the next.
--
-- $change        bigint     only this change
-- $before        bigint     only changes with a lower number
-- $after         bigint     only changes with a higher number
-- $who           varchar    only of this person, whatever the case
-- $since         date       recorded on this day or later
-- $until         date       recorded on this day or earlier
-- $command       varchar    the command has this in it
-- $relationship  bigint     that touched this relationship
-- $batch         bigint     that made this import, or took it back
-- $words         varchar[]  each in who, command or the names of a relationship that it touched; folded, no accents
-- $limit         bigint     at most so many
-- Null means no filter. The events are millions: words are looked for once in each who and command, and once in each
-- pair of names.
with made_batch as (
    select distinct change
    from event
    where $batch is not null and entity = 'import_batch' and entity_id = $batch and before is null and undoes is null
),
spoken as (      -- the words that who and command leave to be found among the names
    select
        who,
        command,
        array_to_string(list_filter(
            $words::varchar[],
            lambda word: not contains(strip_accents(lower(concat_ws(' ', who, command))), word)
        ), ' ') as missing
    from (select distinct who, command from event where $words is not null and ($after is null or change > $after))
),
pairs as (
    select relationship.id, strip_accents(lower(concat_ws(' ', mentor.name, mentee.name))) as names
    from relationship
    join person as mentor on mentor.id = relationship.mentor
    join person as mentee on mentee.id = relationship.mentee
    where $words is not null
),
named as (
    select pairs.id as relationship, missing
    from (select distinct missing from spoken where missing <> '')
    cross join pairs
    where list_bool_and(list_transform(string_split(missing, ' '), lambda word: contains(names, word)))
),
chosen as (
    select distinct change
    from event
    left join spoken on spoken.who = event.who and spoken.command = event.command
    left join named on named.missing = spoken.missing and named.relationship = event.relationship
    where change > 0        -- change 0 is what the program came with
      and ($change is null or change = $change)
      and ($before is null or change < $before)
      and ($after is null or change > $after)
      and ($who is null or lower(event.who) = lower($who))
      and ($since is null or recorded_on >= $since)
      and ($until is null or recorded_on <= $until)
      and ($command is null or contains(lower(event.command), lower($command)))
      and ($relationship is null or event.relationship = $relationship)
      and ($batch is null or change in (from made_batch) or undoes in (from made_batch))
      and ($words is null or spoken.missing = '' or named.relationship is not null)
    order by change desc
    limit $limit
),
changes as (
    select
        event.change,
        min(recorded_at)                                                            as recorded_at,
        min(recorded_on)                                                            as recorded_on,
        any_value(who)                                                              as who,
        any_value(command)                                                          as command,
        max(entity_id)
            filter (entity = 'import_batch' and before is null and undoes is null)  as batch,
        max(after ->> 'file')
            filter (entity = 'import_batch' and before is null and undoes is null)  as file,
        any_value(undoes)                                                           as undoes,
        count(*)                                                                    as "rows",
        case when min(relationship) = max(relationship) then min(relationship) end  as relationship
    from event
    semi join chosen on chosen.change = event.change
    group by event.change
)
select
    changes.change,
    changes.recorded_at,
    changes.recorded_on,
    changes.who,
    changes.command,
    changes.batch,
    changes.file,
    changes.undoes,
    undone.undone_by,
    changes."rows",
    changes.relationship,
    mentor.name                                                                     as mentor,
    mentee.name                                                                     as mentee
from changes
left join undone_changes() as undone on undone.change = changes.change
left join relationship on relationship.id = changes.relationship
left join person as mentor on mentor.id = relationship.mentor
left join person as mentee on mentee.id = relationship.mentee
order by changes.change desc;
