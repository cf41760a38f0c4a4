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

-- One row a relationship that was ever contacted by `today`, whatever its sessions: `contacted_on`, `reached_on`: the
-- last contact, and the last that reached someone. `tried`: the days of tries since then, in order (null: none), each with how often
-- the person tried most often was tried. `next_on`, `next_try_on`: the earliest day set on the last day of contact, by
-- what was not answered that day: with a contact that reached someone, and with a try.
create or replace macro contacts_so_far(today) as table
    with seen as (
        select
            relationship,
            person,
            contacted_on,
            next_on,
            outcome = 'reached'                                                     as is_reached,
            contact_is_unanswered(outcome, template)                                as is_try,
            -- the order in which it all happened: what is later on the same day was entered later
            (contacted_on - date '1970-01-01') * (1::bigint << 40) + id             as moment
        from contact
        where contacted_on <= today
    ),
    latest as (
        select
            relationship,
            max(contacted_on)                                                       as contacted_on,
            max(contacted_on) filter (is_reached)                                   as reached_on,
            max(moment) filter (is_reached)                                         as reached
        from seen
        group by relationship
    ),
    a_day as (
        select relationship, contacted_on, max(times) as times
        from (
            select seen.relationship, seen.contacted_on, person, count(*) as times
            from seen
            join latest on latest.relationship = seen.relationship
            where is_try and coalesce(moment > reached, true)
            group by seen.relationship, seen.contacted_on, person
        )
        group by relationship, contacted_on
    ),
    climbed as (
        select relationship, list({'day': contacted_on, 'times': times} order by contacted_on) as tried
        from a_day
        group by relationship
    ),
    planned as (
        select
            seen.relationship,
            min(seen.next_on) filter (not is_try)                                   as next_on,
            min(seen.next_on) filter (is_try)                                       as next_try_on
        from seen
        join latest on latest.relationship = seen.relationship and latest.contacted_on = seen.contacted_on
        where seen.next_on is not null and coalesce(moment >= reached, true)
        group by seen.relationship
    )
    select
        latest.relationship,
        latest.contacted_on,
        latest.reached_on,
        climbed.tried,
        planned.next_on,
        planned.next_try_on
    from latest
    left join climbed on climbed.relationship = latest.relationship
    left join planned on planned.relationship = latest.relationship;

-- A session held since answers a try: what is left of `tried`, the last day of it, the day that is still set.
create or replace macro tries_since(tried, last_session) as
    coalesce(list_sum([try.times for try in tried if coalesce(try.day > last_session, true)]), 0)::integer;
create or replace macro last_try_since(tried, last_session) as
    case when coalesce(tried[-1].day > last_session, true) then tried[-1].day end;
create or replace macro next_day_since(contacted_on, next_on, next_try_on, last_session) as
    least(next_on, case when coalesce(contacted_on > last_session, true) then next_try_on end);

-- One row a relationship that was ever contacted by `today`. `tries`: unanswered in a row since someone was last
-- reached and since the last session held; both people tried on one day count once. `last_try_on`: the last of
-- these; `reached_on`: the last contact that reached someone; `next_on`: the day set by the last contact, unless a
-- session has answered it since; `rung` as in ladder_rung.
create or replace macro contact_rung(today) as table
    with climbed as (
        select
            contacts.relationship,
            tries_since(tried, last_session)                                        as tries,
            last_try_since(tried, last_session)                                     as last_try_on,
            reached_on,
            next_day_since(contacted_on, next_on, next_try_on, last_session)        as next_on
        from contacts_so_far(today) as contacts
        left join sessions_so_far(today) as held on held.relationship = contacts.relationship
    )
    select *, ladder_rung(tries, last_try_on, next_on, today) as rung
    from climbed;
