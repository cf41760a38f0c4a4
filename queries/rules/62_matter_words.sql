-- What a matter's row says: why it is there, and what to do next. Columns of relationship_matters, one by one for the
-- reason given in 40_reason.

-- "the mentee", "both"
create or replace macro side_words(sides) as case when sides = 'both' then 'both' else concat('the ', sides) end;

-- "boundary concern on 3 Nov: counselling", "2 boundary concerns, the last on 3 Nov: training"
create or replace macro concern_words(concerns, concern_on, concern_category) as concat(
    case when concerns > 1 then concat(concerns, ' boundary concerns, the last on ') else 'boundary concern on ' end,
    short_day(concern_on), ': ', replace(concern_category, '_', ' '));

-- "the mentee: 2 of 5, not a good fit on 3 Nov"; of both, the lower score.
create or replace macro low_words(low_sides, low_person, mentor, low_score, is_bad_fit, low_on) as concat(
    case when low_sides > 1 then 'both are not content: ' when low_person = mentor then 'the mentor: ' else 'the mentee: ' end,
    concat_ws(', ', case when low_score <= 2 then concat(low_score, ' of 5') end,
                    case when is_bad_fit then 'not a good fit' end),
    ' on ', short_day(low_on));

create or replace macro check_in_words(started_on, reached_on, next_on, today) as
    case
        when next_on is not null then concat('to be in touch again on ', short_day(next_on), ', as agreed')
        when reached_on >= started_on
            then concat('last check-in on ', short_day(reached_on), ', ', day_count(today - reached_on), ' ago')
        else concat('no check-in since it started on ', short_day(started_on), '; the first is due within 2 days')
    end;

-- `health_reason`: relationship_reason of its health, for ends_soon of `ending`.
create or replace macro matter_reason(
    matter, health_reason, mentor, started_on, closed_on, ends_on, elapsed_days, duration_days, next_session,
    hours_held, target_hours, hours_needed, catch_up_hours, proposal_expiry_days, tries, last_try_on, reached_on, next_on,
    agreement_of, survey_of, concerns, concern_on, concern_category, low_sides, low_person, low_score, is_bad_fit, low_on,
    today
) as
    case matter
        when 'boundary'      then concat(concern_words(concerns, concern_on, concern_category), '; no referral yet')
        when 'not_satisfied' then concat(
            low_words(low_sides, low_person, mentor, low_score, is_bad_fit, low_on), '; not spoken with since')
        when 'try_again'     then ladder_words(tries, last_try_on, next_on)
        when 'expiring'      then concat(health_reason, '; expires after ', day_count(proposal_expiry_days))
        when 'first_session' then
            case when next_session is null then 'the first session is to be joined; none booked'
                 else concat('the first session is to be joined; booked ', short_day(next_session)) end
        when 'agreement'     then concat(
            'agreement not signed by ', side_words(agreement_of), '; started on ', short_day(started_on))
        when 'check_in'      then check_in_words(started_on, reached_on, next_on, today)
        when 'mid_point'     then concat('half way: day ', elapsed_days, ' of ', duration_days, '; no review held')
        when 'hours_short'   then concat(
            plan_held_words(hours_held, target_hours), ', ', day_count(ends_on - today), ' left: ',
            hour_count(round(hours_needed, 1)), ' h a fortnight needed, more than ', hour_count(catch_up_hours))
        when 'exit_survey'   then concat(
            'closed on ', short_day(closed_on), '; exit survey not answered by ', side_words(survey_of))
        when 'follow_up'     then concat(
            'closed on ', long_day(closed_on), ', ', day_count(today - closed_on), ' ago; no follow-up on record')
        else concat_ws('; ', health_reason,
            case when tries > 0 and matter in ('lapse_suggested', 'never_met', 'at_risk', 'overdue')
                then ladder_words(tries, last_try_on, next_on) end)
    end;

-- `health_step`: relationship_next_step of its health.
create or replace macro matter_next_step(
    matter, health_step, health, next_session, tries, agreement_of, survey_of, low_sides, low_person, mentor
) as
    case matter
        when 'lapse_suggested' then
            case when health = 'lapse_suggested' then health_step else 'Let it lapse, or try once more' end
        when 'boundary'      then 'Refer them on, or settle it'
        when 'not_satisfied' then concat('Speak with ', case when low_sides > 1 then 'both'
            when low_person = mentor then 'the mentor' else 'the mentee' end)
        when 'try_again'     then concat('Try again, for the ', ['2nd', '3rd', '4th'][tries::integer], ' time')
        when 'expiring'      then 'Ask once more, or withdraw it'
        when 'first_session' then
            case when next_session is null then 'Agree on a day that you can join'
                 else concat('Join them on ', short_day(next_session)) end
        when 'agreement'     then concat('Ask ', side_words(agreement_of), ' to sign')
        when 'check_in'      then 'Check in with both'
        when 'unanswered'    then health_step
        when 'mid_point'     then 'Hold the mid-point review'
        when 'hours_short'   then 'Agree what is still in reach'
        when 'ends_soon'     then 'Plan the end review'
        when 'exit_survey'   then concat('Ask ', side_words(survey_of), ' for the exit survey')
        when 'follow_up'     then 'Ask both how it went on'
        else health_step
    end;

-- "until 3 Dec, by ana: on holiday", "dismissed on 16 Nov by ana: both are content"
create or replace macro put_off_words(snoozed_on, until, who, reason) as
    case when until is null
        then concat('dismissed on ', short_day(snoozed_on), ' by ', who, coalesce(': ' || reason, ''))
        else concat('until ', short_day(until), ', by ', who, coalesce(': ' || reason, ''))
    end;

-- One row a matter that is put off or dismissed on `today`, with the words for it; the latest says them.
create or replace macro put_off_said(today) as table
    select relationship, application, matter, arg_max(put_off_words(snoozed_on, until, who, reason), id) as said
    from snooze
    where snoozed_on <= today and coalesce(until > today, true)
    group by relationship, application, matter;
