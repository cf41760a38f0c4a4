-- The contact ladder: tries to reach someone that nobody answered, and how far they have climbed.

-- Whether a contact asks for an answer and has none: such a try climbs. A welcome and an ending that comes ask for none.
create or replace macro contact_is_unanswered(outcome, template) as
    outcome in ('no_answer', 'message_left', 'bounced')
    or (outcome = 'sent' and coalesce(template, '') not in ('welcome', 'ending_soon'));

-- 0 none, 1 first, 2 second, 3 third, 4 a lapse is suggested: three tries, and the day to try again has come (7 days
-- after the last where none was set); or more than three. A person confirms the lapse.
create or replace macro ladder_rung(tries, last_try_on, next_on, today) as
    case
        when coalesce(tries, 0) = 0 then 0
        when tries > 3 then 4
        when tries = 3 and coalesce(next_on, last_try_on + 7) <= today then 4
        else tries
    end;

-- "2nd try", "lapse suggested"; null where nobody is being tried.
create or replace macro rung_words(rung) as
    ['1st try', '2nd try', '3rd try', 'lapse suggested'][nullif(rung, 0)];

-- "2 tries unanswered, last on 3 Mar; next on 10 Mar", or the next day alone; null where there is neither.
create or replace macro ladder_words(tries, last_try_on, next_on) as
    nullif(concat_ws('; ',
        case when tries > 0
            then concat(case when tries = 1 then '1 try' else concat(tries, ' tries') end,
                        ' unanswered, last on ', short_day(last_try_on))
        end,
        case when next_on is not null then concat('next on ', short_day(next_on)) end
    ), '');

-- One row a relationship that was ever contacted by `today`. `tries`: unanswered in a row since someone was last
-- reached and since the last session held; both people tried on one day count once. `last_try_on`: the last of
-- these; `reached_on`: the last contact that reached someone; `next_on`: the day set by the last contact, unless a
-- session has answered it since; `rung` as in ladder_rung.
create or replace macro contact_rung(today) as table
    with seen as (
        select
            id,
            relationship,
            person,
            contacted_on,
            next_on,
            outcome,
            contact_is_unanswered(outcome, template)                                as is_try,
            -- whether someone was reached later: later on the same day is entered later
            max((contacted_on, id)) filter (outcome = 'reached')
                over (partition by relationship)                                    as reached
        from contact
        where contacted_on <= today
    ),
    standing as (       -- what nothing has answered since
        select seen.*
        from seen
        left join sessions_so_far(today) as held on held.relationship = seen.relationship
        where is_try
          and coalesce((contacted_on, id) > reached, true)
          and coalesce(contacted_on > held.last_session, true)
    ),
    a_day as (          -- tries of the person tried most often that day
        select relationship, contacted_on, max(times) as tries
        from (
            select relationship, contacted_on, person, count(*) as times
            from standing
            group by relationship, contacted_on, person
        )
        group by relationship, contacted_on
    ),
    climbed as (
        select relationship, sum(tries)::integer as tries, max(contacted_on) as last_try_on
        from a_day
        group by relationship
    ),
    latest as (
        select
            relationship,
            max(contacted_on)                                                       as contacted_on,
            any_value(reached[1])                                                   as reached_on,
            any_value(reached)                                                      as reached
        from seen
        group by relationship
    ),
    planned as (        -- the earliest day set on the last day of contact, by what was not answered that day
        select seen.relationship, min(seen.next_on) as next_on
        from seen
        join latest on latest.relationship = seen.relationship and latest.contacted_on = seen.contacted_on
        left join sessions_so_far(today) as held on held.relationship = seen.relationship
        where coalesce((seen.contacted_on, seen.id) >= latest.reached, true)
          and (not is_try or coalesce(seen.contacted_on > held.last_session, true))
        group by seen.relationship
    )
    select
        latest.relationship,
        coalesce(climbed.tries, 0)                                                  as tries,
        climbed.last_try_on,
        latest.reached_on,
        planned.next_on,
        ladder_rung(coalesce(climbed.tries, 0), climbed.last_try_on, planned.next_on, today) as rung
    from latest
    left join climbed on climbed.relationship = latest.relationship
    left join planned on planned.relationship = latest.relationship;
