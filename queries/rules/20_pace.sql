-- How a relationship has moved up to a day (DESIGN §3): its pauses, its sessions, its policy. No judgement yet.

-- What can be seen on `today`: what has happened by then, and bookings (a cancelled one was a booking).
create or replace macro session_is_seen(state, held_on, today) as
    (held_on <= today or state in ('booked', 'cancelled'));

-- The relationship began: it had sessions and hours to be counted.
create or replace macro relationship_began(state) as state not in ('proposed', 'declined');

-- Who looks after a relationship on a day: whoever covers it, up to and with the last day of the cover; else its own
-- coordinator. It is handed back by itself when the day is over.
create or replace macro is_covered(covered_by, covered_until, day) as
    coalesce(covered_by is not null and covered_until >= day, false);
create or replace macro coordinator_on(day, coordinator, covered_by, covered_until) as
    case when is_covered(covered_by, covered_until, day) then covered_by else coordinator end;

-- The relationship takes a place: of its mentor's capacity, and of its mentee's one.
create or replace macro relationship_is_live(state) as state in ('proposed', 'active', 'paused', 'lapsed');

-- It ended, and even the follow-up is too late by now: nothing can be the matter with it any more.
create or replace macro relationship_is_over(state, closed_on, follow_up_days, today) as
    state in ('declined', 'closed') and coalesce(closed_on + 2 * follow_up_days <= today, true);

-- One row a relationship with a session held by `today`.
create or replace macro sessions_so_far(today) as table
    select
        relationship,
        max(held_on)                        as last_session,
        count(*)                            as sessions_held,
        coalesce(sum(hours), 0.0)           as hours_held
    from session
    where state = 'held' and held_on <= today
    group by relationship;

-- One row a relationship with a session booked for `today` or later.
create or replace macro bookings_ahead(today) as table
    select relationship, min(held_on) as next_session
    from session
    where state = 'booked' and held_on >= today
    group by relationship;

-- One row a relationship that was ever paused by `today`. `stretches`: its paused days as half-open stretches
-- without overlap, so that lengths may be added. `paused_on`, `returns_on`: of the latest pause that is still on.
create or replace macro pause_totals(today) as table
    with seen as (
        select
            relationship,
            paused_on                                       as first_day,
            least(coalesce(returned_on, today), today)      as day_after,
            coalesce(returned_on > today, true)             as is_on,
            returns_on
        from pause
        where paused_on <= today
    ),
    apart as (      -- each begins no earlier than all before it have ended
        select
            * exclude (first_day),
            first_day                                       as paused_on,
            greatest(first_day, max(day_after) over earlier) as first_day
        from seen
        window earlier as (
            partition by relationship order by first_day, day_after
            rows between unbounded preceding and 1 preceding
        )
    )
    select
        relationship,
        coalesce(
            list({'first_day': first_day, 'day_after': day_after}) filter (first_day < day_after), []
        )                                                   as stretches,
        max(paused_on) filter (is_on)                       as paused_on,
        arg_max_null(returns_on, paused_on) filter (is_on)  as returns_on
    from apart
    group by relationship;

-- Paused days from `since` on. `stretches` is null where there never was a pause, as nearly everywhere.
create or replace macro paused_days_since(stretches, since) as
    case when stretches is null then 0 else coalesce(
        list_sum([greatest(0, stretch.day_after - greatest(stretch.first_day, since)) for stretch in stretches]),
        0
    )::integer end;

-- Days are not counted below 0; null stays null, which greatest() would lose.
create or replace macro not_negative(days) as case when days < 0 then 0 else days end;

-- Which sides accepted a proposal: mentor, mentee, both; null where neither did.
create or replace macro accepted_by(mentor_answer, mentee_answer) as
    case
        when mentor_answer = 'accepted' and mentee_answer = 'accepted' then 'both'
        when mentor_answer = 'accepted' then 'mentor'
        when mentee_answer = 'accepted' then 'mentee'
    end;

-- One row a relationship: `cadence_days` and the thresholds are those that hold in it, thresholds of silence as days of
-- its cadence; `elapsed_days` run from the start to today and `days_since` from the last held session (else the start), both less the paused days among them and never
-- below 0; null where there is no such day. `coordinator` is who looks after it today: where it is covered, whoever
-- covers it, for `covered_for` (null: for nobody), up to and with `cover_ends_on`. Without those that are over where
-- `over` is false: said here, as no filter from outside gets past what is made of the rows.
create or replace macro relationship_pace(today, over := true) as table
    with planned as (
        select
            relationship.id                                                 as relationship,
            relationship.version,
            relationship.cohort                                             as cohort_id,
            cohort.name                                                     as cohort,
            relationship.mentor,
            relationship.mentee,
            relationship.state,
            relationship.outcome,
            coordinator_on(
                today, relationship.coordinator, relationship.covered_by, relationship.covered_until
            )                                                               as coordinator,
            is_covered(relationship.covered_by, relationship.covered_until, today) as covered,
            case when covered then relationship.coordinator end             as covered_for,
            case when covered then relationship.covered_until end           as cover_ends_on,
            accepted_by(relationship.mentor_answer, relationship.mentee_answer) as accepted_by,
            relationship.proposed_on,
            relationship.started_on,
            relationship.lapsed_on,
            relationship.closed_on,
            coalesce(relationship.cadence_days, cohort.cadence_days)        as cadence_days,
            cohort.session_hours,
            cohort.target_hours,
            cohort.duration_days,
            cohort.first_session_days,
            cohort.overdue_cadences,
            cohort.at_risk_cadences,
            cohort.lapse_cadences,
            cohort.too_early_days,
            cohort.ending_days,
            cohort.proposal_days,
            cohort.proposal_expiry_days,
            cohort.catch_up_hours,
            cohort.follow_up_days,
            relationship.join_first,
            relationship.reason_code,
            paused.paused_on,
            paused.returns_on,
            held.last_session,
            booked.next_session,
            coalesce(held.sessions_held, 0)                               as sessions_held,
            coalesce(held.hours_held, 0.0)                                as hours_held,
            coalesce(held.last_session, relationship.started_on)          as since,
            paused_days_since(paused.stretches, relationship.started_on)    as paused_days,
            paused_days_since(paused.stretches, since)                      as paused_days_since
        from relationship
        join cohort_policy() as cohort on cohort.id = relationship.cohort
        left join sessions_so_far(today) as held on held.relationship = relationship.id
        left join bookings_ahead(today) as booked on booked.relationship = relationship.id
        left join pause_totals(today) as paused on paused.relationship = relationship.id
        where over or not relationship_is_over(relationship.state, relationship.closed_on, cohort.follow_up_days, today)
    )
    select
        * exclude (overdue_cadences, at_risk_cadences, lapse_cadences),
        cadences_in_days(overdue_cadences, cadence_days)                    as overdue_days,
        cadences_in_days(at_risk_cadences, cadence_days)                    as at_risk_days,
        cadences_in_days(lapse_cadences, cadence_days)                      as lapse_days,
        not_negative(today - started_on - paused_days)                      as elapsed_days,
        started_on + duration_days + paused_days                            as ends_on,
        not_negative(today - since - paused_days_since)                     as days_since
    from planned;
