-- Everything on the to-do list: which matters a relationship or an applicant has, how bad each is, what is put off.
--
-- A matter counts when there is something to do. What an import never tells (who signed, who was called) is asked for
-- only where the programme has begun to keep it: there is a row to be completed, or a first one that another follows.

-- Every matter, the most urgent first. The one place that says in which order.
create or replace macro matters() as [
    'lapse_suggested',  -- silent for so long, or three tries that nobody answered
    'never_met',
    'boundary',         -- a boundary concern that led to no referral
    'not_satisfied',    -- a side scored 1 or 2 of 5, or said that it is not a good fit
    'at_risk',
    'try_again',        -- the day has come to try again to reach someone
    'pause_over',       -- the day of return has come
    'expiring',         -- a proposal that is about to be given up
    'ending',
    'first_session',    -- a coordinator is to join it
    'overdue',
    'past_end',
    'agreement',        -- not signed by both
    'check_in',
    'unanswered',       -- a proposal; or one that both accepted and nobody started
    'mid_point',        -- the review half way through
    'hours_short',      -- they can no longer be made up
    'ends_soon',
    'waiting',          -- an applicant, for long
    'exit_survey',
    'follow_up'
];

-- 1 is the most urgent.
create or replace macro matter_urgency(matter) as list_position(matters(), matter);

-- Matters as bits of a number, so that all of a relationship's are one number and the most urgent is its lowest bit.
create or replace macro matter_bit(matter) as 1 << (matter_urgency(matter) - 1);
create or replace macro bits_at(places) as coalesce(list_sum([1 << (place - 1) for place in places]), 0)::integer;
create or replace macro lowest_place(bits) as bit_count(xor(nullif(bits, 0), bits - 1))::integer;
create or replace macro matters_in(bits) as [name for name in matters() if matter_bit(name) & bits > 0];

-- What needs no one comes after every matter, by its health; what is put off first.
create or replace macro quiet_urgency(health) as 1000 + coalesce(
    list_position(['due', 'too_early', 'on_track', 'paused', 'lapsed', 'proposed', 'closed'], health), 0
);

-- How bad a matter is: a later `day` that it counts from is another occasion and so counts as worse; on one day the
-- higher `level` is worse. What is put off comes back when this grows.
create or replace macro measured(day, level) as (day - date '2000-01-01') * 1000 + level;

-- How long it has been, in doublings: it is worse when it lasts twice as long.
create or replace macro doublings(days) as floor(log2(days + 1));

-- What a milestone tells, as bits of a number, so that all of a relationship's are one or-ed number: that it was asked for
-- (1), that the mentor (2) and the mentee (4) did what is theirs; for an exit survey 8 times that; 64 a review that was
-- held half way, 128 a follow-up.
create or replace macro sides_bits(mentor_on, mentee_on, done_on, today) as
    1 + if(least(mentor_on, done_on) <= today, 2, 0) + if(least(mentee_on, done_on) <= today, 4, 0);
create or replace macro milestone_bits(kind, mentor_on, mentee_on, done_on, today) as
    case kind
        when 'agreement' then sides_bits(mentor_on, mentee_on, done_on, today)
        when 'exit_survey' then 8 * sides_bits(mentor_on, mentee_on, done_on, today)
        when 'mid_point_review' then if(done_on <= today, 64, 0)
        when 'follow_up' then if(done_on <= today, 128, 0)
        else 0
    end;

-- The sides that are wanting: both, mentor, mentee, none; null where nobody was asked.
create or replace macro sides_wanting(bits) as
    [null, 'both', null, 'mentee', null, 'mentor', null, 'none'][1 + bits];
create or replace macro sides_count(sides) as
    case sides when 'both' then 2 when 'mentor' then 1 when 'mentee' then 1 else 0 end;

-- One row a relationship with milestones.
create or replace macro milestone_marks(today) as table
    select relationship, bit_or(milestone_bits(kind, mentor_on, mentee_on, done_on, today)) as bits
    from milestone
    group by relationship;

-- One row a relationship with boundary concerns that are open and led to no referral; the category is the latest's.
create or replace macro open_concerns(today) as table
    select
        relationship,
        count(*)                                as concerns,
        max(raised_on)                          as concern_on,
        arg_max(category, (raised_on, id))      as concern_category
    from concern
    where raised_on <= today and referral is null and coalesce(settled_on > today, true)
    group by relationship;

-- One row a relationship in which a side's latest feedback is low, and nobody was reached on a later day.
create or replace macro low_feedback(today) as table
    with latest as (
        select *
        from feedback
        where given_on <= today
        qualify row_number() over (partition by relationship, person order by given_on desc, id desc) = 1
    ),
    low as (
        select *
        from latest
        where (score <= 2 or fit = 'not_a_good_fit')
          and not exists (
              from contact
              where contact.relationship = latest.relationship
                and contact.outcome = 'reached'
                and contact.contacted_on > latest.given_on
                and contact.contacted_on <= today
          )
    )
    select
        relationship,
        count(*)                                as low_sides,
        max(given_on)                           as low_on,
        min(score)                              as low_score,
        coalesce(bool_or(fit = 'not_a_good_fit'), false) as is_bad_fit,
        any_value(person)                       as low_person
    from low
    group by relationship;

-- What is put off or dismissed on `today`: a row for each relationship or application, with the measure up to which
-- it stays so for each matter, by its urgency.
create or replace macro put_off(today) as table
    select relationship, application, map_from_entries(list((matter_urgency(matter), measure))) as until_worse
    from (
        select relationship, application, matter, max(measure) as measure
        from snooze
        where snoozed_on <= today and coalesce(until > today, true)
        group by relationship, application, matter
    )
    group by relationship, application;

-- The day of the next check-in: as agreed in the last contact; within two days of the start where the programme
-- keeps an agreement, then every 14 days in the first 28, then every 30.
create or replace macro check_in_day(state, started_on, agreement_of, reached_on, next_on) as
    case
        when next_on is not null then next_on
        when state <> 'active' then null
        when reached_on is null or reached_on < started_on
            then case when agreement_of is not null then started_on end
        when reached_on < started_on + 28 then reached_on + 14
        else reached_on + 30
    end;

-- Hours a fortnight that it would take to reach the target by the end; null where there is no time left.
create or replace macro hours_a_fortnight(hours_held, target_hours, ends_on, today) as
    case when ends_on > today then (target_hours - hours_held) * 14 / (ends_on - today) end;

-- One row a relationship: how it is judged, what its matters are made of, and its matters as bits: `there` those it has,
-- `open` those of them that are not put off. `measures` says how bad each of matters() is, in their order, with a meaning
-- only where it is there; null unless something is put off or with `measuring`. `matter` is the most urgent that is open,
-- else the health; `put_off_matter` the most urgent that is put off.
create or replace macro relationship_matters(today, measuring := false, over := true) as table
    with gathered as (
        select
            judged.*,
            case when contacts.tried is null then 0 else tries_since(contacts.tried, last_session) end as tries,
            last_try_since(contacts.tried, last_session)                                    as last_try_on,
            contacts.reached_on,
            next_day_since(contacts.contacted_on, contacts.next_on, contacts.next_try_on, last_session) as next_on,
            sides_wanting(bits & 7)                                                         as agreement_of,
            coalesce(
                sides_wanting(bits >> 3 & 7),
                case when reason_code is not null and outcome in ('completed', 'ended_early') then 'both' end
            )                                                                               as survey_of,
            coalesce(bits & 64 > 0, false)                                                  as is_reviewed,
            coalesce(bits & 128 > 0, false)                                                 as is_followed_up,
            concerns.* exclude (relationship),
            low.* exclude (relationship),
            put_off.until_worse
        from relationship_health(today, over := over) as judged
        left join contacts_so_far(today) as contacts on contacts.relationship = judged.relationship
        left join milestone_marks(today) as marks on marks.relationship = judged.relationship
        left join open_concerns(today) as concerns on concerns.relationship = judged.relationship
        left join low_feedback(today) as low on low.relationship = judged.relationship
        left join put_off(today) as put_off on put_off.relationship = judged.relationship
    ),
    dated as (
        select
            *,
            ladder_rung(tries, last_try_on, next_on, today)                                 as rung,
            case when tries > 0 then coalesce(next_on, last_try_on + 7) end                 as try_again_on,
            case when tries = 0
                then check_in_day(state, started_on, agreement_of, reached_on, next_on)
            end                                                                             as check_in_on,
            hours_a_fortnight(hours_held, target_hours, ends_on, today)                     as hours_needed
        from gathered
    ),
    found as (
        select
            *,
            case when relationship_is_over(state, closed_on, follow_up_days, today) then 0 else
                coalesce(matter_bit(health), 0)
                | case state
                    when 'active' then
                        if(rung = 4, matter_bit('lapse_suggested'), 0)
                        | if(join_first and last_session is null, matter_bit('first_session'), 0)
                        | if(sides_count(agreement_of) > 0 and started_on <= today, matter_bit('agreement'), 0)
                        | if(not is_reviewed and elapsed_days between duration_days / 2 and duration_days * 3 / 4,
                             matter_bit('mid_point'), 0)
                        | if(hours_needed > catch_up_hours and health <> 'ending', matter_bit('hours_short'), 0)
                        | if(ends_on - today between ending_days + 1 and 2 * ending_days, matter_bit('ends_soon'), 0)
                    when 'proposed' then
                        case
                            when accepted_by = 'both' then matter_bit('unanswered')
                            when today - proposed_on >= proposal_expiry_days then matter_bit('expiring')
                            when today - proposed_on >= proposal_days then matter_bit('unanswered')
                            else 0
                        end
                    when 'paused' then if(returns_on <= today, matter_bit('pause_over'), 0)
                    when 'closed' then
                        if(sides_count(survey_of) > 0 and today - closed_on < follow_up_days, matter_bit('exit_survey'), 0)
                        | if(outcome in ('completed', 'ended_early') and not is_followed_up
                                and today - closed_on between follow_up_days and 2 * follow_up_days - 1,
                             matter_bit('follow_up'), 0)
                    else 0
                end
                | if(concerns > 0 and state not in ('closed', 'declined'), matter_bit('boundary'), 0)
                | if(low_sides > 0 and state in ('active', 'paused'), matter_bit('not_satisfied'), 0)
                | if(try_again_on <= today and rung < 4 and state in ('proposed', 'active', 'paused'),
                     matter_bit('try_again'), 0)
                | if(check_in_on <= today and state in ('proposed', 'active', 'paused'), matter_bit('check_in'), 0)
            end                                                                             as there,
            case when measuring or until_worse is not null then [
                measured(coalesce(since, last_try_on), doublings(days_since) + 10 * tries),
                measured(since, doublings(days_since) + 10 * tries),
                measured(concern_on, concerns),
                measured(low_on, 10 * low_sides + 5 - coalesce(low_score, 3)),
                measured(since, tries),
                measured(try_again_on, tries),
                measured(returns_on, 0),
                measured(proposed_on, 0),
                measured(ends_on, 0),
                measured(coalesce(next_session, started_on), 0),
                measured(since, tries),
                measured(ends_on, doublings(today - ends_on)),
                measured(started_on, sides_count(agreement_of)),
                measured(check_in_on, 0),
                measured(proposed_on, 0),
                measured(started_on, 0),
                measured(started_on, ceil(hours_needed)),
                measured(ends_on, 0),
                null,
                measured(closed_on, sides_count(survey_of)),
                measured(closed_on, 0)
            ] end                                                                           as measures
        from dated
    ),
    opened as (
        select
            *,
            case when until_worse is null then there
                else there & ~bits_at([place for place in map_keys(until_worse) if measures[place] <= until_worse[place]])
            end                                                                             as open
        from found
    )
    select
        *,
        coalesce(lowest_place(open), quiet_urgency(health))                                   as urgency,
        coalesce(matters()[lowest_place(open)], health)                                       as matter,
        matters()[lowest_place(there & ~open)]                                                as put_off_matter,
        bit_count(open)::integer                                                            as open_matters
    from opened;

-- One row a mentee who waits for a partner for longer than their cohort lets anyone, while it is not over; `is_open`:
-- not put off.
create or replace macro waiting_applicants(today) as table
    with waiting as (
        select standing.application, standing.person, standing.state, standing.since, cohort.name as cohort, waiting_days
        from application_standing(today) as standing
        join cohort_policy() as cohort on cohort.id = standing.cohort
        where standing.standing = 'waiting'
          and standing.role = 'mentee'        -- follows from the standing, and spares judging every mentor
          and today - since > waiting_days
          and today <= cohort.starts_on + cohort.duration_days
    )
    select
        waiting.*,
        today - since                                                       as days_since,
        measured(since, days_since // greatest(waiting_days, 1))            as measure,
        coalesce(measure > put_off.until_worse[matter_urgency('waiting')], true) as is_open
    from waiting
    left join put_off(today) as put_off on put_off.application = waiting.application;
