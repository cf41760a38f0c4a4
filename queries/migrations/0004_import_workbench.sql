-- The import workbench: people under several e-mails, mappings that are remembered, imports that wait to be finished.

-- Another e-mail of someone, kept when two are found to be one person; imports find the person under it.
create sequence person_email_id;
create table person_email (
    id       bigint primary key default nextval('person_email_id'),
    person   bigint not null,
    email    varchar not null,                  -- trimmed and case-folded; nobody else's
    version  integer not null default 1
);

-- What the columns of a form fill, as a coordinator said: offered when a file with the same headers comes.
create sequence import_mapping_id;
create table import_mapping (
    id           bigint primary key default nextval('import_mapping_id'),
    name         varchar not null,
    kind         varchar not null check (kind in ('applicants', 'relationships', 'sessions')),
    fingerprint  varchar not null,              -- of the form's headers: coordinator.workbook.remembered.fingerprint
    content      varchar not null,              -- JSON: coordinator.workbook.remembered
    used_on      date not null,
    version      integer not null default 1
);

-- An import that someone began and has not committed: the file's cells and what was said of them. It is no part of
-- the programme: written without events, and gone once it is committed or dropped.
create sequence import_draft_id;
create table import_draft (
    id         bigint primary key default nextval('import_draft_id'),
    file       varchar not null,                -- as shown to people
    path       varchar not null,                -- where it was read from
    checksum   varchar not null,
    kind       varchar not null,
    cohort     varchar not null,
    who        varchar not null,
    saved_on   date not null,
    row_count  integer not null,
    looked_at  integer not null,                -- rows that something was said about
    cells      blob not null,                   -- the book as read, compressed
    said       varchar not null                 -- JSON: the mapping and what was said of single rows
);

alter table import_batch add column duplicates integer;     -- rows that waited for an answer; null: before there were any
alter table import_batch add column set_aside integer;
