-- Caring for relationships: reasons and who began an end, cover, the ladder's messages, what is snoozed, thresholds.
--
-- DuckDB adds no column with a check, so the words a new column may hold are kept by `services/` and proved by
-- `queries/check/contradictions.sql`. A new column of a table that was there is null where it was never said.

alter table relationship add column reason_code varchar;        -- why it closed: a word of coordinator.policy.REASONS
alter table relationship add column initiated_by varchar;       -- mentor, mentee, both or programme
alter table relationship add column join_first boolean;         -- a coordinator is to be at the first session
alter table relationship add column covered_by varchar;         -- who looks after it meanwhile …
alter table relationship add column covered_until date;         -- … up to and with this day

alter table session add column joined boolean;                  -- a coordinator was there

-- What a side has signed or answered; `done_on` is the day on which nothing of it was left to do.
alter table milestone add column mentor_on date;
alter table milestone add column mentee_on date;
alter table milestone add column source varchar;                -- mentor, mentee, both, coordinator or import

alter table action add column set_on date;
alter table action add column done_on date;
alter table action add column source varchar;

alter table referral add column kind varchar;                   -- counselling, technical_advice, training, coaching, information, contact
alter table referral add column source varchar;

alter table feedback add column moment varchar;                 -- day_30, mid_point, end
alter table feedback add column source varchar;

-- Being drawn into what a mentor does not do. Its category, never what was said.
create sequence concern_id;
create table concern (
    id            bigint primary key default nextval('concern_id'),
    relationship  bigint not null,
    raised_on     date not null,
    category      varchar not null
                  check (category in ('counselling', 'technical_advice', 'training', 'coaching', 'taking_over')),
    referral      bigint,                       -- where it led
    settled_on    date,                         -- null: still open
    source        varchar,                      -- who told us
    version       integer not null default 1
);

-- A contact may also be a message that was sent and not answered yet; `template` says which.
create table contact_with_messages (
    id            bigint primary key default nextval('contact_id'),
    relationship  bigint not null,
    person        bigint,                       -- null: not said which of the two
    contacted_on  date not null,
    channel       varchar check (channel in ('phone', 'email', 'video', 'in_person', 'message')),
    outcome       varchar not null check (outcome in ('reached', 'no_answer', 'message_left', 'bounced', 'sent')),
    next_on       date,
    note          varchar,                      -- confidential: masked, and left out of exports unless asked for
    version       integer not null default 1,
    template      varchar,                      -- the kind of message that was sent
    source        varchar
);
insert into contact_with_messages
    select id, relationship, person, contacted_on, channel, outcome, next_on, note, version, null, null from contact;
drop table contact;
alter table contact_with_messages rename to contact;

-- A matter on the to-do list that someone put off until a day, or dismissed (`until` null). `measure` is how bad it
-- was then: the matter comes back when it is worse. One of `relationship` and `application` is set.
create sequence snooze_id;
create table snooze (
    id            bigint primary key default nextval('snooze_id'),
    relationship  bigint,
    application   bigint,
    matter        varchar not null,             -- a word of the macro `matter_urgency`
    measure       double not null,
    snoozed_on    date not null,
    until         date,
    reason        varchar,
    who           varchar not null,
    version       integer not null default 1
);

-- The texts that nudges are made from.
create sequence template_id;
create table template (
    id       bigint primary key default nextval('template_id'),
    name     varchar not null,                  -- first_reminder, second_reminder, last_reminder, check_in, ending_soon, welcome
    subject  varchar not null,
    body     varchar not null,
    version  integer not null default 1
);

-- A cohort's thresholds; null: the programme's (the macro `threshold`). In cadences where the name says so, else in days.
alter table cohort add column overdue_cadences double;
alter table cohort add column at_risk_cadences double;
alter table cohort add column lapse_cadences double;
alter table cohort add column too_early_days integer;
alter table cohort add column ending_days integer;
alter table cohort add column proposal_days integer;
alter table cohort add column proposal_expiry_days integer;
alter table cohort add column waiting_days integer;
alter table cohort add column catch_up_hours double;            -- more than so many hours a fortnight cannot be made up
alter table cohort add column follow_up_days integer;
