-- What happened in relationships, in words: one definition for the timeline and for the briefs of a handover.

-- One row a thing that happened in one of these relationships (a list of numbers), or is booked. What comes after today
-- is left out, unless it is a booking, a cancelled one too. Changes of state are read from the events. `entity_id` puts
-- what happened on one day in the order it was written down.
create or replace macro happenings(relationships, today) as table
    with recorded as (      -- who first wrote each row down, and with which command
        select entity, entity_id, arg_min(who, id) as who, arg_min(command, id) as command
        from event
        where relationship in (select unnest(relationships))
        group by entity, entity_id
    ),
    sessions as (
        select
            relationship,
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
                case when plan_reviewed then ', plan reviewed' else '' end,
                case when joined then ', a coordinator joined' else '' end
            )                                           as summary,
            null::varchar                               as note,
            reported_by                                 as source,
            'session'                                   as entity,
            id                                          as entity_id
        from session
        where relationship in (select unnest(relationships)) and session_is_seen(state, held_on, today)
    ),
    contacts as (
        select
            contact.relationship,
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
                    when 'sent'         then concat(': sent', ' (' || replace(template, '_', ' ') || ')')
                end,
                case when next_on is null then '' else concat(', next try ', short_day(next_on)) end
            )                                           as summary,
            note,
            'coordinator'                               as source,
            'contact'                                   as entity,
            contact.id                                  as entity_id
        from contact
        left join person on person.id = contact.person
        where contact.relationship in (select unnest(relationships)) and contacted_on <= today
    ),
    pauses as (
        select
            relationship,
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
        where relationship in (select unnest(relationships)) and paused_on <= today
        union all
        select relationship, returned_on, 'pause', 'Back from the pause', null, null, 'pause', id
        from pause
        where relationship in (select unnest(relationships)) and returned_on <= today
    ),
    milestones as (     -- a side's day, or the one day of a stage that has no sides
        select
            relationship,
            happened_on,
            'milestone'                                 as what,
            concat(
                case kind
                    when 'agreement'        then 'Agreement signed'
                    when 'first_session'    then 'First session'
                    when 'mid_point_review' then 'Mid-point review held'
                    when 'end_review'       then 'End review held'
                    when 'exit_survey'      then 'Exit survey answered'
                    when 'follow_up'        then 'Follow-up done'
                end,
                by_whom
            )                                           as summary,
            null::varchar                               as note,
            source,
            'milestone'                                 as entity,
            id                                          as entity_id
        from (
            select id, relationship, kind, source, mentor_on as happened_on,
                   if(mentor_on = mentee_on, ' by both', ' by the mentor') as by_whom
            from milestone
            where relationship in (select unnest(relationships)) and mentor_on is not null
            union all
            select id, relationship, kind, source, mentee_on, ' by the mentee'
            from milestone
            where relationship in (select unnest(relationships)) and mentee_on is distinct from mentor_on and mentee_on is not null
            union all
            select id, relationship, kind, source, done_on, ''
            from milestone
            where relationship in (select unnest(relationships)) and mentor_on is null and mentee_on is null
        )
        where happened_on <= today
    ),
    actions as (
        select
            relationship,
            happened_on,
            'action'                                    as what,
            concat('Action ', number, became, ': ', title, due) as summary,
            null::varchar                               as note,
            source,
            'action'                                    as entity,
            id                                          as entity_id
        from (
            with numbered as (
                select *, row_number() over (partition by relationship order by id) as number
                from action
                where relationship in (select unnest(relationships))
            )
            select id, relationship, number, title, source, set_on as happened_on, ' set' as became,
                   case when due_on is null then '' else concat(', due ', short_day(due_on)) end as due
            from numbered
            union all
            select id, relationship, number, title, source, done_on, ' done', '' from numbered
        )
        where happened_on <= today
    ),
    referrals as (
        select
            relationship,
            happened_on,
            'referral'                                  as what,
            concat(became, replace(coalesce(kind, referred_to), '_', ' '),
                   case when referred_to <> replace(kind, '_', ' ') then concat(': ', referred_to) else '' end) as summary,
            null::varchar                               as note,
            source,
            'referral'                                  as entity,
            id                                          as entity_id
        from (
            select *, referred_on as happened_on, 'Referred to ' as became from referral
            union all
            select *, taken_up_on, 'Took up the referral to ' from referral
        )
        where relationship in (select unnest(relationships)) and happened_on <= today
    ),
    concerns as (
        select
            relationship,
            happened_on,
            'concern'                                   as what,
            concat('Boundary concern about ', replace(category, '_', ' '), became) as summary,
            null::varchar                               as note,
            source,
            'concern'                                   as entity,
            id                                          as entity_id
        from (
            select *, raised_on as happened_on, if(referral is null, '', ', led to a referral') as became from concern
            union all
            select *, settled_on, ' settled' from concern
        )
        where relationship in (select unnest(relationships)) and happened_on <= today
    ),
    contentment as (
        select
            relationship,
            given_on                                    as happened_on,
            'feedback'                                  as what,
            concat(
                person.name, ': ',
                concat_ws(', ', case when score is not null then concat('happy ', score, ' of 5') end, replace(fit, '_', ' ')),
                case when moment is null then '' else concat(' (', replace(moment, '_', ' '), ')') end
            )                                           as summary,
            null::varchar                               as note,
            source,
            'feedback'                                  as entity,
            feedback.id                                 as entity_id
        from feedback
        left join person on person.id = feedback.person
        where relationship in (select unnest(relationships)) and given_on <= today
    ),
    moves as (
        select
            id,
            relationship,
            before ->> '$.state'                        as state_before,
            after ->> '$.state'                         as state_after,
            after ->> '$.outcome'                       as outcome,
            after ->> '$.reason_code'                   as reason_code,
            after ->> '$.initiated_by'                  as initiated_by,
            after ->> '$.reason'                        as reason,
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
        where relationship in (select unnest(relationships)) and entity = 'relationship' and after is not null
    ),
    states as (
        select
            relationship,
            least(coalesce(dated, recorded_on), today) as happened_on,
            'state'                                     as what,
            concat(
                case
                    when state_before in ('proposed', 'declined') and state_after = 'active' then 'Started'
                    when state_before is null then concat('Entered as ', state_after)
                    when state_after = 'active' then 'Active again'
                    else concat(upper(state_after[1]), state_after[2:])
                end,
                case when outcome is null or starts_with(coalesce(reason_code, ''), outcome)
                    then '' else concat(', ', replace(outcome, '_', ' ')) end,
                case when reason_code is null then '' else concat(', ', replace(reason_code, '_', ' ')) end,
                case when initiated_by is null then ''
                    when initiated_by = 'both' then ', by both'
                    else concat(', by the ', initiated_by) end,
                case when reason is null then '' else concat(': ', reason) end,
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
    ),
    answers as (        -- to a proposal
        select
            relationship,
            happened_on,
            'state'                                     as what,
            concat('The ', side, ' ', answer, ' the proposal', if(reason is null, '', concat(': ', reason))) as summary,
            null::varchar                               as note,
            null::varchar                               as who,
            side                                        as source,
            relationship                                as entity_id
        from (
            select id as relationship, 'mentor' as side, mentor_answer as answer, mentor_answered_on as happened_on,
                   mentor_answer_reason as reason
            from relationship
            union all
            select id, 'mentee', mentee_answer, mentee_answered_on, mentee_answer_reason from relationship
        )
        where relationship in (select unnest(relationships)) and happened_on <= today
    ),
    cares as (          -- who looks after it, where that changed
        select
            relationship,
            least(recorded_on, today)                   as happened_on,
            'caseload'                                  as what,
            case
                when new_cover is not null then concat('Covered by ', new_cover, coalesce(concat(' until ', short_day(until)), ''))
                when old_cover is not null and new_own is not distinct from old_own
                    then concat('Back with ', coalesce(new_own, 'nobody'))
                when new_own is null then 'Looked after by nobody'
                else concat('Looked after by ', new_own)
            end                                         as summary,
            null::varchar                               as note,
            command                                     as source,
            who,
            id                                          as entity_id
        from (
            select
                *,
                before ->> '$.coordinator'              as old_own,
                after ->> '$.coordinator'               as new_own,
                before ->> '$.covered_by'               as old_cover,
                after ->> '$.covered_by'                as new_cover,
                (after ->> '$.covered_until')::date     as until
            from event
            where relationship in (select unnest(relationships)) and entity = 'relationship'
              and before is not null and after is not null
        )
        where (old_own, old_cover, before ->> '$.covered_until')
           is distinct from (new_own, new_cover, after ->> '$.covered_until')
    )
    select relationship, happened_on, what, summary, note, who, source, entity_id
    from (
        select relationship, happened_on, what, summary, note, who, coalesce(source, command) as source, entity_id
        from (
            from sessions
            union all by name from contacts
            union all by name from pauses
            union all by name from milestones
            union all by name from actions
            union all by name from referrals
            union all by name from concerns
            union all by name from contentment
        )
        left join recorded using (entity, entity_id)
        union all by name
        from states
        union all by name
        from answers
        union all by name
        from cares
    );
