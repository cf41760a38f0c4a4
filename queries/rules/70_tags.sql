-- What people write and what it means: labels and tags, levels and priorities, organisations and the rest. Keys are for
-- comparing only and are never shown.

-- Letters and digits, case and accents aside: "Fundraising & Income" -> "fundraising and income".
create or replace macro label_key(label) as
    trim(regexp_replace(replace(lower(strip_accents(label)), '&', ' and '), '[^\p{L}\p{N}]+', ' ', 'g'));

create or replace macro label_keys(labels) as
    list_filter(list_distinct(list_transform(labels, lambda label: label_key(label))), lambda key: key <> '');

-- One row a key that means a tag: its name, or one of its synonyms. A name goes before a synonym, then the older tag.
create or replace macro tag_keys() as table
    with label as (
        select label_key(name) as key, 0 as place, id as tag from tag where not retired
        union all
        select label_key(unnest(synonyms)), 1, id from tag where not retired
    )
    select key, arg_min(tag, (place, tag)) as tag
    from label
    where key <> ''
    group by key;

-- One row an application of a cohort and label that means a tag: `place` is the order written, from 1. A tag told twice
-- counts once, where it is first. `level` is lead, solid or some; null for a mentee.
create or replace macro application_tags(cohort_id) as table
    with labels as (
        select
            id                                          as application,
            role,
            unnest(tags)                                as label,
            generate_subscripts(tags, 1)                as written
        from application
        where cohort = cohort_id and len(tags) > 0
    ),
    keyed as (
        select *, label_key(label) as key from labels
    ),
    levels as (         -- where both name a label, it is lead
        select id as application, label_key(unnest(lead_tags)) as key, 'lead' as level
        from application where cohort = cohort_id
        union all
        select id, label_key(unnest(some_tags)), 'some' from application where cohort = cohort_id
    ),
    told as (
        select application, key, min(level) as level from levels group by application, key
    ),
    meant as (
        select
            keyed.application,
            keyed.role,
            keyed.label,
            keyed.written,
            tag.id                                      as tag,
            tag.topic,
            tag.name,
            told.level,
            row_number() over (partition by keyed.application, tag.id order by keyed.written) as again
        from keyed
        join tag_keys() as known on known.key = keyed.key
        join tag on tag.id = known.tag
        left join told on told.application = keyed.application and told.key = keyed.key
    )
    select
        application,
        role,
        tag,
        topic,
        name,
        label,
        row_number() over (partition by application order by written)  as place,
        case when role = 'mentor' then coalesce(level, 'solid') end     as level
    from meant
    where again = 1;

-- How much of a need a mentor's level covers, in thousandths.
create or replace macro level_worth(level) as case level when 'lead' then 1000 when 'solid' then 800 when 'some' then 500 end;

-- What covering a need by a sister tag is worth of covering it by the tag itself, in thousandths.
create or replace macro sister_worth() as 400;

-- How much a need counts by its place among the needs: 4, 3, 2, then 1 each.
create or replace macro need_weight(place) as greatest(1, 5 - place);

-- An organisation as it is compared: legal form and article aside.
create or replace macro organisation_key(organisation) as
    trim(regexp_replace(
        regexp_replace(label_key(organisation), '\b(the|ltd|limited|cic|cio|plc|llp|uk|charity|inc)\b', ' ', 'g'),
        '\s+', ' ', 'g'));

-- The domain of an e-mail address that says where someone works; null for those anyone can have.
create or replace macro work_domain(email) as
    case
        when regexp_matches(
            split_part(email, '@', 2),
            '^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|aol|gmx|mail|proton|protonmail|pm|'
            || 'tutanota|tuta|zoho|fastmail|hey|yandex|btinternet|btopenworld|talk21|sky|virginmedia|virgin|ntlworld|blueyonder|'
            || 'talktalk|tiscali|plusnet|o2|orange|wanadoo|free|laposte|web|t-online|eircom|example)\.[a-z.]{2,6}$')
            then null
        else nullif(split_part(email, '@', 2), '')
    end;

-- Bands and words in which sizes and stages are told, in order: neighbours are close.
create or replace macro size_bands() as ['1', '2-5', '6-20', '21-50', 'over 50'];
create or replace macro stages() as ['starting', 'growing', 'established', 'changing'];

-- Times of the week, in order; a set of them is a number with a bit for each.
create or replace macro time_slots() as
    ['mon_morning', 'mon_afternoon', 'mon_evening', 'tue_morning', 'tue_afternoon', 'tue_evening',
     'wed_morning', 'wed_afternoon', 'wed_evening', 'thu_morning', 'thu_afternoon', 'thu_evening',
     'fri_morning', 'fri_afternoon', 'fri_evening', 'sat_morning', 'sat_afternoon', 'sat_evening',
     'sun_morning', 'sun_afternoon', 'sun_evening'];
create or replace macro meeting_modes() as ['video', 'phone', 'in_person'];

-- The words of a list that are in `known`, as a number with a bit for each; null where none is.
create or replace macro as_bits(words, known) as
    nullif(list_sum(list_transform(
        list_distinct(list_filter(words, lambda word: list_contains(known, word))),
        lambda word: (1::bigint << (list_position(known, word) - 1)::bigint)))::bigint, 0);
