-- Suggested pairs: what a cohort wants of them, what people decided by hand, runs as they were, what was tried out.

-- What a cohort wants of its pairs where it differs from `coordinator/matching`'s defaults. One row a cohort at most.
create sequence pairing_policy_id;
create table pairing_policy (
    id         bigint primary key default nextval('pairing_policy_id'),
    cohort     bigint not null,
    mode       varchar not null check (mode in ('most', 'quality')),
    min_score  integer not null check (min_score between 0 and 100),
    fairness   varchar not null check (fairness in ('off', 'floor', 'concave', 'leximin')),
    keep       integer not null check (keep between 0 and 100),     -- points more for what was suggested before
    version    integer not null default 1
);

-- A pair that someone decided on: kept together (lock), whatever else is best, or kept apart (refusal).
create sequence pairing_decision_id;
create table pairing_decision (
    id          bigint primary key default nextval('pairing_decision_id'),
    cohort      bigint not null,
    mentor      bigint not null,                -- person
    mentee      bigint not null,                -- person
    kind        varchar not null check (kind in ('lock', 'refusal')),
    reason      varchar,
    breaks      varchar,                        -- the exclusions a lock was made against, in words: the answer that was given
    decided_on  date not null,
    decided_by  varchar not null,
    ended_on    date,                           -- null: it holds
    version     integer not null default 1
);

-- A copy of a cohort's pairing with other weights, rules, wishes or places; nothing else changes until it is adopted.
create sequence pairing_scenario_id;
create table pairing_scenario (
    id        bigint primary key default nextval('pairing_scenario_id'),
    cohort    bigint not null,
    name      varchar not null,
    wants     json not null default '{}',       -- mode, min_score, fairness, keep: what differs
    weights   json not null default '{}',
    rules     json not null default '{}',       -- exclusions by code
    places    json not null default '{}',       -- capacities by application
    state     varchar not null check (state in ('open', 'adopted', 'dropped')),
    made_on   date not null,
    made_by   varchar not null,
    version   integer not null default 1
);

-- One solution, whole: the same `inputs` give the same pairs.
create sequence pairing_run_id;
create table pairing_run (
    id        bigint primary key default nextval('pairing_run_id'),
    cohort    bigint not null,
    scenario  bigint,
    inputs    varchar not null,                 -- a hash of all that it was made from
    weights   json not null,
    rules     json not null,                    -- exclusions that differ, and what was wanted
    result    json not null,                    -- the pairs and who is left over, by application
    matched   integer not null,
    total     integer not null,                 -- points
    worst     integer,                          -- points of the worst pair; null: no pair
    made_on   date not null,
    made_by   varchar not null,
    version   integer not null default 1
);
