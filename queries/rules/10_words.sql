-- Words in which judgements give their reasons. Scalar macros; nothing here reads a table.

-- 23 Nov 2026
create or replace macro long_day(day) as strftime(day, '%-d %b %Y');

-- 23 Nov: for days close by
create or replace macro short_day(day) as strftime(day, '%-d %b');

-- 1 day, 2 days
create or replace macro day_count(days) as
    concat(days, case when days = 1 then ' day' else ' days' end);

-- 18, 1.5, 0.75
create or replace macro hour_count(hours) as format('{:g}', round(hours, 2));

-- ", booked 28 Nov" or ", none booked"
create or replace macro booking_words(next_session) as
    case when next_session is null then ', none booked' else concat(', booked ', short_day(next_session)) end;

-- ", booked 28 Nov" or nothing
create or replace macro booking_if_any(next_session) as
    case when next_session is null then '' else concat(', booked ', short_day(next_session)) end;
