-- The programme's tables (DESIGN §4).
--
-- No foreign keys: DuckDB rewrites a row as delete + insert when a list or unique column changes, which a
-- referencing key refuses. `store/writes.py` keeps the references and `coordinator check` proves them.
-- Every editable row has `id` and `version`; ids come from one sequence a table and are never reused.

create sequence cohort_id;
create table cohort (
    id                  bigint primary key default nextval('cohort_id'),
    name                varchar not null,
    starts_on           date not null,
    duration_days       integer not null,
    target_hours        double not null,
    session_hours       double not null,
    cadence_days        integer not null,
    first_session_days  integer not null,       -- the first session should be held within this many days
    version             integer not null default 1
);

create sequence person_id;
create table person (
    id            bigint primary key default nextval('person_id'),
    name          varchar not null,
    email         varchar not null,             -- trimmed and case-folded; one person an e-mail
    phone         varchar,
    organisation  varchar,
    job_title     varchar,
    location      varchar,
    version       integer not null default 1
);

create sequence application_id;
create table application (
    id          bigint primary key default nextval('application_id'),
    cohort      bigint not null,
    person      bigint not null,
    role        varchar not null check (role in ('mentor', 'mentee')),
    state       varchar not null check (state in ('applied', 'accepted', 'declined', 'withdrawn')),
    applied_on  date,
    capacity    integer not null default 1 check (capacity >= 0),   -- mentees at a time; 1 for a mentee
    tags        varchar[],                      -- needs of a mentee, expertise of a mentor, as written
    about       varchar,
    consent     boolean,                        -- null: not asked
    version     integer not null default 1
);

create sequence relationship_id;
create table relationship (
    id            bigint primary key default nextval('relationship_id'),
    cohort        bigint not null,
    mentor        bigint not null,              -- person
    mentee        bigint not null,              -- person
    state         varchar not null
                  check (state in ('proposed', 'active', 'paused', 'lapsed', 'closed', 'declined')),
    outcome       varchar check (outcome in ('completed', 'ended_early', 'never_started')),
    proposed_on   date,
    started_on    date,
    lapsed_on     date,
    closed_on     date,
    cadence_days  integer check (cadence_days > 0),     -- null: the cohort's
    reason        varchar,                      -- why it lapsed or closed, in a few words
    coordinator   varchar,
    rematch_of    bigint,                       -- the relationship this one follows
    version       integer not null default 1
);

create sequence pause_id;
create table pause (
    id            bigint primary key default nextval('pause_id'),
    relationship  bigint not null,
    paused_on     date not null,
    returns_on    date,                         -- as planned; the pause goes on until someone ends it
    returned_on   date,                         -- null: still paused; the first day that counts again
    reason        varchar,
    version       integer not null default 1
);

-- No field for what was said: confidential by construction.
create sequence session_id;
create table session (
    id             bigint primary key default nextval('session_id'),
    relationship   bigint not null,
    held_on        date not null,               -- the day it was or will be held, or was missed
    starts_at      time,
    hours          double check (hours > 0),    -- null: missed or cancelled, or booked without a length
    mode           varchar check (mode in ('in_person', 'video', 'phone')),
    state          varchar not null check (state in ('booked', 'held', 'missed', 'cancelled')),
    reported_by    varchar check (reported_by in ('mentor', 'mentee', 'both', 'coordinator', 'import')),
    plan_reviewed  boolean,
    version        integer not null default 1
);

create sequence contact_id;
create table contact (
    id            bigint primary key default nextval('contact_id'),
    relationship  bigint not null,
    person        bigint,                       -- null: not said which of the two
    contacted_on  date not null,
    channel       varchar check (channel in ('phone', 'email', 'video', 'in_person', 'message')),
    outcome       varchar not null check (outcome in ('reached', 'no_answer', 'message_left', 'bounced')),
    next_on       date,
    note          varchar,                      -- confidential: masked, and left out of exports unless asked for
    version       integer not null default 1
);

create sequence milestone_id;
create table milestone (
    id            bigint primary key default nextval('milestone_id'),
    relationship  bigint not null,
    kind          varchar not null
                  check (kind in ('agreement', 'first_session', 'mid_point_review', 'end_review', 'exit_survey', 'follow_up')),
    due_on        date,
    done_on       date,
    version       integer not null default 1
);

create sequence action_id;
create table action (
    id            bigint primary key default nextval('action_id'),
    relationship  bigint not null,
    title         varchar not null,
    due_on        date,
    state         varchar not null check (state in ('open', 'done', 'dropped')),
    version       integer not null default 1
);

create sequence referral_id;
create table referral (
    id            bigint primary key default nextval('referral_id'),
    relationship  bigint not null,
    referred_on   date not null,
    referred_to   varchar not null,
    taken_up_on   date,
    version       integer not null default 1
);

create sequence feedback_id;
create table feedback (
    id            bigint primary key default nextval('feedback_id'),
    relationship  bigint not null,
    person        bigint not null,
    given_on      date not null,
    score         integer check (score between 1 and 5),
    fit           varchar check (fit in ('good_fit', 'still_deciding', 'not_a_good_fit')),
    version       integer not null default 1
);

create sequence exclusion_id;
create table exclusion (
    id          bigint primary key default nextval('exclusion_id'),
    person      bigint not null,
    other       bigint not null,
    reason      varchar not null,
    expires_on  date,
    version     integer not null default 1
);

create sequence import_batch_id;
create table import_batch (
    id           bigint primary key default nextval('import_batch_id'),
    cohort       bigint not null,
    kind         varchar not null check (kind in ('applicants', 'relationships', 'sessions')),
    file         varchar not null,
    imported_on  date not null,
    row_count    integer not null,
    added        integer not null,
    updated      integer not null,
    unchanged    integer not null,
    rejected     integer not null,
    version      integer not null default 1
);

-- One row of one table changed, by whom, and how it was before and after. All events of one command share
-- `change`; undo takes back a whole change and records itself as a change of its own.
create sequence change_id;
create sequence event_id;
create table event (
    id            bigint primary key default nextval('event_id'),
    change        bigint not null,
    recorded_at   timestamp not null,           -- UTC, by the clock
    recorded_on   date not null,                -- the `today` it was recorded under
    who           varchar not null,
    command       varchar not null,
    undoes        bigint,                       -- the change that this one takes back
    entity        varchar not null,             -- the table's name
    entity_id     bigint not null,
    relationship  bigint,                       -- whose timeline it belongs to
    before        json,                         -- null: the row was added
    after         json                          -- null: the row was removed
);

create table setting (
    key    varchar primary key,
    value  json not null
);
