-- Why a relationship is judged as it is and what to do about it, in words. Scalar, so that a query words only
-- the rows it returns; the arguments are columns of relationship_health(today), named one by one because
-- handing over the whole row as a struct doubled the time it takes to plan a query.

create or replace macro plan_held_words(hours_held, target_hours) as
    concat(hour_count(hours_held), ' of ', hour_count(target_hours), ' h held');

create or replace macro pause_words(paused_days_since) as
    case when paused_days_since > 0
        then concat('; ', day_count(paused_days_since), ' of pause not counted')
        else ''
    end;

create or replace macro relationship_reason(
    health, state, outcome, accepted_by, proposed_on, started_on, lapsed_on, closed_on, paused_on, returns_on, ends_on,
    last_session, next_session, days_since, paused_days_since, cadence_days, first_session_days,
    hours_held, target_hours, today
) as
    case health
        when 'proposed' then
            concat(
                case when proposed_on is null or proposed_on > today
                    then 'proposed, '
                    else concat('proposed on ', long_day(proposed_on), ', ', day_count(today - proposed_on), ' ago; ')
                end,
                case accepted_by
                    when 'both' then 'both accepted'
                    when 'mentor' then 'the mentor accepted'
                    when 'mentee' then 'the mentee accepted'
                    else 'not yet agreed'
                end)
        when 'paused' then concat(
            case when paused_on is null
                then 'paused'
                else concat('paused on ', long_day(paused_on))
            end,
            case when returns_on is null
                then '; no day of return set'
                when returns_on > today
                then concat('; back on ', long_day(returns_on))
                when returns_on = today
                then '; back today'
                else concat('; was due back on ', long_day(returns_on), ', ',
                            day_count(today - returns_on), ' ago')
            end)
        when 'lapsed' then concat(
            case when lapsed_on is null
                then 'lapsed'
                else concat('lapsed on ', long_day(lapsed_on))
            end,
            case when last_session is null
                then '; no session held'
                else concat('; last session on ', long_day(last_session))
            end)
        when 'closed' then
            case when state = 'declined'
                then 'declined'
                else concat(
                    'closed',
                    case when closed_on is null
                        then '' else concat(' on ', long_day(closed_on)) end,
                    case when outcome is null
                        then '' else concat(', ', replace(outcome, '_', ' ')) end,
                    '; ', plan_held_words(hours_held, target_hours))
            end
        when 'past_end' then
            concat('ended on ', long_day(ends_on), ', ', day_count(today - ends_on),
                   ' ago, and is still open; ', plan_held_words(hours_held, target_hours))
        when 'ending' then concat(
            case when ends_on = today
                then 'ends today'
                else concat('ends on ', long_day(ends_on), ', in ',
                            day_count(ends_on - today))
            end,
            '; ', plan_held_words(hours_held, target_hours))
        when 'too_early' then
            case when started_on is null
                then concat('no start date and no session held', booking_if_any(next_session))
                when started_on > today
                then concat('starts on ', long_day(started_on), ', in ',
                            day_count(started_on - today), booking_if_any(next_session))
                else concat(day_count(days_since), ' since the start',
                            booking_if_any(next_session), '; first session due within ',
                            first_session_days, pause_words(paused_days_since))
            end
        else concat(
            day_count(days_since),
            case when last_session is null
                then concat(' since the start, no session held', booking_if_any(next_session),
                            '; first session due within ', first_session_days)
                else concat(' since the last session', booking_words(next_session),
                            '; cadence ', cadence_days)
            end,
            pause_words(paused_days_since))
    end;

create or replace macro relationship_next_step(
    health, accepted_by, started_on, returns_on, last_session, next_session, today
) as
    case health
        when 'lapse_suggested' then 'Call both; restart it or let it go'
        when 'never_met'       then 'Call both about a first session'
        when 'at_risk'         then 'Call both, ask how it goes'
        when 'ending'          then 'Plan the end review'
        when 'overdue'         then 'Book the next session'
        when 'past_end'        then 'Ask both whether to close it'
        when 'due' then
            case when next_session is not null then 'Make sure the booking stands'
                 when last_session is null then 'Book the first session'
                 else 'Remind them to book' end
        when 'too_early' then
            case when started_on is null then 'Enter the start date' else 'Wait for the first session' end
        when 'on_track'        then 'Leave them to it'
        when 'paused' then
            case when returns_on is null then 'Ask when they will be back'
                 when returns_on > today then concat('Wait until ', short_day(returns_on))
                 else 'Ask whether they are back' end
        when 'lapsed'          then 'Close it or start it again'
        when 'proposed' then
            case accepted_by
                when 'both' then 'Start it, and have the agreement signed'
                when 'mentor' then 'Ask the mentee for an answer'
                when 'mentee' then 'Ask the mentor for an answer'
                else 'Ask both for their answer'
            end
        else 'Nothing left to do'
    end;
