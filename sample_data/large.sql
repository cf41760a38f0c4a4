-- The big programme, in bulk. Every choice is a hash of an id and a number of its own, so the same $relationships,
-- $sessions and $today give the same programme (with the same DuckDB: its hash may change between versions).
--
-- $today           date      the as-on day
-- $relationships   bigint    how many; cohorts follow each other in the order of their ids
-- $sessions        bigint    how many in all, bookings among them
-- $first_names, $last_names, $topics, $organisations   varchar[]

-- 0 to 1, even
create temp macro chance(id, salt) as (hash(id, salt) % 1000000) / 1000000.0;
-- One of a list
create temp macro pick(options, id, salt) as options[1 + (hash(id, salt) % len(options))::integer];

-- 20 cohorts of years past, one every two months; 20 within the last 180 days.
insert into cohort (name, starts_on, duration_days, target_hours, session_hours, cadence_days, first_session_days)
select
    format('Intake {:02d} of {}', number, year(starts_on)),
    starts_on, 182, 24, 2, 14, 14
from (
    select
        number,
        case when number <= 20
            then $today - 240 - 60 * (20 - number::integer)
            else $today - 8 - 9 * (40 - number::integer)
        end as starts_on
    from range(1, 41) as numbers(number)
)
order by number;

-- Mentees have the ids 1 to n, mentors n + 1 to 1.6 n, people still waiting the rest.
create temp table shares as
select $relationships as mentees, ($relationships * 0.6)::bigint as mentors, ($relationships * 0.02)::bigint as waiting;

insert into person (id, name, email, phone, organisation, job_title, location)
select
    id,
    pick($first_names, id, 'first') || ' ' || pick($last_names, id, 'last'),
    format('person{}@mail.example', id),
    format('07700 900{:03d}', id % 1000),
    pick($organisations, id, 'organisation'),
    'Director',
    'Leeds'
from (select unnest(range(1, mentees + mentors + waiting + 1)) as id from shares);

create temp table plan as
with started as (
    select
        number                                                          as id,
        1 + (number - 1) * 40 // $relationships                         as cohort,
        $relationships + 1 + (hash(number, 'mentor') % mentors)::bigint as mentor,
        number                                                          as mentee,
        chance(number, 'state')                                         as fate,
        chance(number, 'silence')                                       as silence,
    from shares, lateral (select unnest(range(1, mentees + 1)) as number)
),
fated as (
    select
        started.*,
        least($today - 1, cohort.starts_on + (hash(started.id, 'start') % 30)::integer) as started_on,
        case
            when started.cohort <= 20 then
                case when fate < 0.80 then 'completed' when fate < 0.91 then 'ended_early'
                     when fate < 0.96 then 'never_started' when fate < 0.97 then 'declined'
                     when fate < 0.985 then 'lapsed' else 'active' end
            else
                case when fate < 0.83 then 'active' when fate < 0.86 then 'proposed' when fate < 0.90 then 'paused'
                     when fate < 0.93 then 'lapsed' when fate < 0.95 then 'completed' when fate < 0.98 then 'ended_early'
                     else 'never_started' end
        end                                                             as fate_word
    from started join cohort on cohort.id = started.cohort
),
lived as (
    select
        *,
        case
            when fate_word = 'completed' then least($today, started_on + 182)
            when fate_word = 'ended_early' then least($today, started_on + 40 + (silence * 100)::integer)
            when fate_word = 'never_started' then least($today, started_on + 45)
            when fate_word = 'lapsed' then least($today, started_on + 60 + (silence * 60)::integer)
            when fate_word = 'paused' then $today - (silence * least(40, $today - started_on))::integer
        end                                                             as ended_on,
        -- days from the last held session to today; null: none was held
        case
            when silence < 0.40 then (silence / 0.40 * 14)::integer
            when silence < 0.60 then 15 + ((silence - 0.40) / 0.20 * 12)::integer
            when silence < 0.74 then 28 + ((silence - 0.60) / 0.14 * 13)::integer
            when silence < 0.80 then 42 + ((silence - 0.74) / 0.06 * 30)::integer
            when silence < 0.88 then null
            else ((silence - 0.88) / 0.12 * 13)::integer
        end                                                             as quiet_days
    from fated
)
select
    *,
    case
        when fate_word in ('proposed', 'declined', 'never_started') or (ended_on is null and quiet_days is null) then null
        when ended_on is not null then ended_on - 1
        else least($today - quiet_days, started_on + 230)
    end                                                                 as last_on,
    fate_word = 'active' and chance(id, 'booked') < 0.3                 as is_booked
from lived;

insert into relationship (
    id, cohort, mentor, mentee, state, outcome, proposed_on, started_on, lapsed_on, closed_on, cadence_days, coordinator
)
select
    id, cohort, mentor, mentee,
    case when fate_word in ('completed', 'ended_early', 'never_started') then 'closed' else fate_word end,
    case when fate_word in ('completed', 'ended_early', 'never_started') then fate_word end,
    if(fate_word = 'proposed', $today - (chance(id, 'proposed') * 8)::integer, started_on - 10),
    case when fate_word not in ('proposed', 'declined') then started_on end,
    case when fate_word = 'lapsed' then ended_on end,
    case when fate_word in ('completed', 'ended_early', 'never_started') then ended_on
         when fate_word = 'declined' then started_on end,
    case when chance(id, 'cadence') < 0.03 then 7 when chance(id, 'cadence') < 0.08 then 21 end,
    pick(['ruth', 'dele', 'ines', 'marek', null], id, 'coordinator')
from plan
order by id;

insert into pause (relationship, paused_on, returns_on)
select id, ended_on, $today + 21 from plan where fate_word = 'paused' order by id;

-- What the programme itself keeps of the cohorts of this half-year: agreements, check-ins, reviews half way; and of those
-- before, what was asked when they closed. Nearly all of it is done.
insert into milestone (relationship, kind, due_on, done_on, source)
with kept as (select *, cohort > 20 as is_recent, $today - started_on as days from plan where fate_word <> 'proposed')
select id, 'agreement', started_on, if(chance(id, 'signed') < 0.99, started_on, null), 'coordinator'
from kept where is_recent
union all
select id, 'mid_point_review', null, started_on + 92, 'coordinator'
from kept where days > 91 and fate_word in ('active', 'completed') and chance(id, 'reviewed') < 0.99
union all
select id, 'exit_survey', ended_on, if(chance(id, 'answered') < 0.99, ended_on, null), 'coordinator'
from kept where fate_word in ('completed', 'ended_early')
union all
select id, 'follow_up', null, ended_on + 92, 'coordinator'
from kept where fate_word in ('completed', 'ended_early') and ended_on + 92 <= $today and chance(id, 'followed') < 0.99
order by all;

insert into contact (relationship, contacted_on, channel, outcome, next_on)
select
    id,
    day,
    'phone',
    if(chance(id, day) < 0.9 or day >= $today - 2, 'reached', 'no_answer'),
    null
from plan, lateral (select unnest([started_on + 1, started_on + 15, started_on + 29, greatest($today - 2, started_on)]) as day)
where cohort > 20 and fate_word = 'active' and day <= $today
order by id, day;

-- A mentee, and a mentor for each cohort they are in; some mentees wait in the cohorts of this half-year.
insert into application (cohort, person, role, state, applied_on, capacity, tags, consent)
with asked as (
    select cohort, mentee as person, 'mentee' as role, 1 as places from plan
    union all
    select cohort, mentor, 'mentor', count(*) + any_value((hash(mentor, 'room') % 3 = 0)::integer) from plan
    group by cohort, mentor
    union all
    select 21 + (hash(number, 'wait') % 20)::integer, mentees + mentors + number, 'mentee', 1
    from shares, lateral (select unnest(range(1, waiting + 1)) as number)
)
select asked.cohort, person, role, 'accepted', cohort.starts_on - 40, places, [pick($topics, person, 'topic')], true
from asked join cohort on cohort.id = asked.cohort
order by asked.cohort, person;

-- Sessions spread evenly from the start to the last one held, in the order of relationships. Each relationship
-- gets a share by the days it lived; the shares add up to exactly $sessions with the bookings.
insert into session (id, relationship, held_on, hours, mode, state, reported_by)
with bookings as (select count(*) as booked from plan where is_booked),
weighed as (
    select
        id, started_on, last_on,
        sum((last_on - started_on) * (0.6 + 0.8 * chance(id, 'many'))) over (order by id) as up_to,
        sum((last_on - started_on) * (0.6 + 0.8 * chance(id, 'many'))) over ()            as total
    from plan
    where last_on > started_on
),
shared as (
    select
        id, started_on, last_on,
        floor(up_to / total * ($sessions - booked) + 1e-6)::bigint              as up_to_count
    from weighed, bookings
),
counted as (
    select *, up_to_count - coalesce(lag(up_to_count) over (order by id), 0) as many from shared
),
lines as (
    select
        id                                                                      as relationship,
        last_on - ((many - number) * (last_on - started_on) / many)::integer    as held_on,
        case when number < many and chance(id * 100 + number, 'missed') < 0.06
            then if(chance(id, number) < 0.5, 'missed', 'cancelled') else 'held' end as state,
        [1.0, 1.0, 1.0, 0.75, 1.5][1 + (hash(id, number, 'length') % 5)::integer] as hours
    from counted, lateral (select unnest(range(1, many + 1)) as number)
    union all
    select id, $today + 1 + (hash(id, 'day') % 20)::integer, 'booked', null from plan where is_booked
)
select
    row_number() over (order by relationship, held_on, state),
    relationship,
    held_on,
    case when state = 'held' then hours end,
    pick(['in_person', 'video', 'phone'], relationship, 'mode'),
    state,
    'import'
from lines
order by relationship, held_on, state;

-- The events: each row was recorded on its day, what ended also when it ended; a session is a change of its own.
-- Put in order of days at last, so that numbers and days go up together.
create temp table recorded as
select
    starts_on - 60 as recorded_on, 1 as place, 'import' as who, 'import applicants' as command,
    'cohort' as entity, id as entity_id, null::bigint as relationship, null::json as before, to_json(cohort) as after
from cohort
union all
select
    (select min(starts_on) from cohort) - 50, 2, 'import', 'import applicants', 'person', id, null, null, to_json(person)
from person
union all
select applied_on, 3, 'import', 'import applicants', 'application', id, null, null, to_json(application)
from application
union all
select
    coalesce(started_on, proposed_on), 4, 'import', 'import relationships', 'relationship', t.id, t.id, null, to_json(t)
from (
    select * replace (
        case when state in ('proposed', 'declined') then 'proposed' else 'active' end as state,
        null::varchar as outcome, null::date as lapsed_on, null::date as closed_on
    )
    from relationship
) as t
union all
select
    coalesce(now.closed_on, now.lapsed_on, pause.paused_on), 7, coalesce(now.coordinator, 'ruth'),
    'set ' || now.state, 'relationship', now.id, now.id, to_json(t), to_json(now)
from relationship as now
join (
    select * replace (
        case when state = 'declined' then 'proposed' else 'active' end as state,
        null::varchar as outcome, null::date as lapsed_on, null::date as closed_on
    )
    from relationship
) as t on t.id = now.id
left join pause on pause.relationship = now.id
where now.state not in ('proposed', 'active')
union all
select paused_on, 6, 'ruth', 'set paused', 'pause', id, relationship, null, to_json(pause) from pause
union all
select coalesce(done_on, due_on, $today), 8, 'ruth', 'log milestone', 'milestone', id, relationship, null, to_json(milestone)
from milestone
union all
select contacted_on, 9, 'ruth', 'log check-in', 'contact', id, relationship, null, to_json(contact) from contact
union all
select
    held_on, 5, coalesce(relationship.coordinator, 'ruth'), 'log session', 'session', session.id, session.relationship,
    null, to_json(session)
from session join relationship on relationship.id = session.relationship
union all
select coalesce(done_on, due_on), 20, 'ruth', 'log milestone', 'milestone', id, relationship, null, to_json(milestone)
from milestone
union all
select contacted_on, 21, 'ruth', 'log check-in', 'contact', id, relationship, null, to_json(contact)
from contact;

insert into event (change, recorded_at, recorded_on, who, command, entity, entity_id, relationship, before, after)
select
    (select coalesce(max(change), 0) from event) + dense_rank() over (order by day, place, case when place > 4 then relationship end),
    day + interval '10 hours',
    day, who, command, entity, entity_id, relationship, before, after
from (select least(recorded_on, $today) as day, * from recorded)
order by day, place, entity_id;
drop table recorded;

-- What was given ids above takes them from the sequences too, so that the next row gets the next one.
select max(nextval('person_id')) from range((select count(*) from person));
select max(nextval('relationship_id')) from range((select count(*) from relationship));
select max(nextval('session_id')) from range((select count(*) from session));
select max(nextval('cohort_id')) from range((select count(*) from cohort));
select max(nextval('change_id')) from range((select max(change) from event));
