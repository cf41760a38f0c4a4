-- One row a thing that happened in a relationship, or is booked; newest first, so bookings come on top. What comes
-- after today is left out, unless it is a booking, a cancelled one too. Changes of state are read from the events.
--
-- $today         date
-- $relationship  bigint
-- $limit         bigint  at most so many; null for all
with recorded as (      -- who first wrote each row down, and with which command
    select entity, entity_id, arg_min(who, id) as who, arg_min(command, id) as command
    from event
    where relationship = $relationship
    group by entity, entity_id
),
sessions as (
    select
        held_on                                     as happened_on,
        'session'                                   as what,
        concat(
            case state
                when 'held'      then 'Session held'
                when 'booked'    then 'Session booked'
                when 'missed'    then 'Session missed'
                when 'cancelled' then 'Session cancelled'
            end,
            case when starts_at is null then '' else concat(' for ', left(starts_at::varchar, 5)) end,
            case when hours is null then '' else concat(', ', hour_count(hours), ' h') end,
            case when mode is null then '' else concat(', ', replace(mode, '_', ' ')) end,
            case when plan_reviewed then ', plan reviewed' else '' end
        )                                           as summary,
        null::varchar                               as note,
        reported_by                                 as source,
        'session'                                   as entity,
        id                                          as entity_id
    from session
    where relationship = $relationship and session_is_seen(state, held_on, $today)
),
contacts as (
    select
        contacted_on                                as happened_on,
        'contact'                                   as what,
        concat(
            'Check-in',
            case channel
                when 'phone'     then ' by phone'
                when 'email'     then ' by e-mail'
                when 'video'     then ' by video'
                when 'in_person' then ' in person'
                when 'message'   then ' by message'
                else ''
            end,
            case when person.name is null then '' else concat(' with ', person.name) end,
            case outcome
                when 'reached'      then ': reached'
                when 'no_answer'    then ': no answer'
                when 'message_left' then ': left a message'
                when 'bounced'      then ': bounced'
            end,
            case when next_on is null then '' else concat(', next try ', short_day(next_on)) end
        )                                           as summary,
        note,
        'coordinator'                               as source,
        'contact'                                   as entity,
        contact.id                                  as entity_id
    from contact
    left join person on person.id = contact.person
    where contact.relationship = $relationship and contacted_on <= $today
),
pauses as (
    select
        paused_on                                   as happened_on,
        'pause'                                     as what,
        concat(
            'Paused',
            case when returns_on is null then '' else concat(' until ', short_day(returns_on)) end,
            case when reason is null then '' else concat(': ', reason) end
        )                                           as summary,
        null::varchar                               as note,
        null::varchar                               as source,
        'pause'                                     as entity,
        id                                          as entity_id
    from pause
    where relationship = $relationship and paused_on <= $today
    union all
    select returned_on, 'pause', 'Back from the pause', null, null, 'pause', id
    from pause
    where relationship = $relationship and returned_on <= $today
),
moves as (
    select
        id,
        before ->> '$.state'                        as state_before,
        after ->> '$.state'                         as state_after,
        after ->> '$.outcome'                       as outcome,
        recorded_on,
        case after ->> '$.state'
            when 'lapsed'   then after ->> '$.lapsed_on'
            when 'closed'   then after ->> '$.closed_on'
            when 'declined' then after ->> '$.closed_on'
            when 'proposed' then after ->> '$.proposed_on'
            when 'active'   then
                case when coalesce(before ->> '$.state', 'proposed') = 'proposed' then after ->> '$.started_on' end
        end::date                                   as dated,
        who,
        command
    from event
    where relationship = $relationship and entity = 'relationship' and after is not null
),
states as (
    select
        least(coalesce(dated, recorded_on), $today) as happened_on,
        'state'                                     as what,
        concat(
            case
                when state_before in ('proposed', 'declined') and state_after = 'active' then 'Started'
                when state_before is null then concat('Entered as ', state_after)
                when state_after = 'active' then 'Active again'
                else concat(upper(state_after[1]), state_after[2:])
            end,
            case when outcome is null then '' else concat(', ', replace(outcome, '_', ' ')) end,
            case when state_before is null then '' else concat(' (was ', state_before, ')') end
        )                                           as summary,
        null::varchar                               as note,
        command                                     as source,
        who,
        id                                          as entity_id
    from moves
    where state_before is distinct from state_after
      and concat(state_before, ' to ', state_after)     -- of these the pause itself tells
          not in ('active to paused', 'paused to active')
)
select happened_on, what, summary, note, who, source
from (
    select happened_on, what, summary, note, who, coalesce(source, command) as source, entity_id
    from (from sessions union all by name from contacts union all by name from pauses)
    left join recorded using (entity, entity_id)
    union all by name
    from states
)
order by happened_on desc, what, entity_id desc
limit $limit;
