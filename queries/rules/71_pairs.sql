-- How well two people fit and what speaks against pairing them: the one definition of score and exclusions. Shares are
-- whole thousandths and points whole numbers, so that the same facts give the same score on every machine.

-- What each part of the score weighs, and how many points a penalty takes, where a cohort does not say otherwise.
create or replace macro default_weights() as
    '{"needs": 45, "background": 20, "wishes": 15, "time": 10, "place": 10, "penalty": 15}'::json;

-- One row an exclusion: its `code`, its default `mode` (hard, penalty or off), whether that can be changed or set
-- aside for one pair, what it says. `bit` is its place in sets of rules.
create or replace macro pair_rules() as table
    select *
    from (values
        (0, 'same_person', 'hard', false, 'the same person'),
        (1, 'paired_now', 'hard', false, 'together in a relationship now'),
        (2, 'out', 'hard', false, 'declined or withdrew'),
        (3, 'not_accepted', 'hard', true, 'not accepted yet'),
        (4, 'no_consent', 'hard', true, 'no consent'),
        (5, 'consent_not_asked', 'off', true, 'consent not asked for'),
        (6, 'no_room', 'hard', true, 'no room left'),
        (7, 'same_organisation', 'hard', true, 'same organisation'),
        (8, 'conflict', 'hard', true, 'declared conflict'),
        (9, 'never_pair', 'hard', true, 'on the never-pair register'),
        (10, 'earlier_partners', 'hard', true, 'earlier partners'),
        (11, 'no_common_language', 'hard', true, 'no common language'),
        (12, 'no_common_time', 'hard', true, 'no common time'),
        (13, 'no_common_mode', 'hard', true, 'no common way of meeting'),
        (14, 'no_need_covered', 'hard', true, 'no need covered')
    ) as rule(bit, code, mode, is_free, words);

create or replace macro rule_order() as
    ['same_person', 'paired_now', 'out', 'not_accepted', 'no_consent', 'consent_not_asked', 'no_room',
     'same_organisation', 'conflict', 'never_pair', 'earlier_partners', 'no_common_language', 'no_common_time',
     'no_common_mode', 'no_need_covered'];

-- One row: the weights in force for a cohort, and its rules as sets of bits. `given_weights` and `given_rules` (JSON by
-- name; null: none) go before the cohort's own, and those before the programme's.
create or replace macro matching_policy_of(cohort_id, given_weights, given_rules) as table
    with own as (
        select coalesce(any_value(weights), '{}') as weights, coalesce(any_value(rules), '{}') as rules
        from matching_policy
        where cohort = cohort_id
    ),
    chosen as (
        select
            json_merge_patch(default_weights(), weights, coalesce(given_weights::json, '{}'))   as weight,
            json_merge_patch(rules, coalesce(given_rules::json, '{}'))                          as rule
        from own
    ),
    in_force as (
        select
            bit,
            is_free,
            weight,
            case when is_free then coalesce(rule ->> code, mode) else mode end                  as mode
        from pair_rules(), chosen
    )
    select
        any_value(weight ->> 'needs')::integer                                      as needs,
        any_value(weight ->> 'background')::integer                                 as background,
        any_value(weight ->> 'wishes')::integer                                     as wishes,
        any_value(weight ->> 'time')::integer                                       as time,
        any_value(weight ->> 'place')::integer                                      as place,
        any_value(weight ->> 'penalty')::integer                                    as penalty,
        needs + background + wishes + time + place                                  as whole,
        coalesce(sum(1 << bit) filter (mode = 'hard'), 0)::bigint                   as hard,
        coalesce(sum(1 << bit) filter (mode = 'penalty'), 0)::bigint                as penalised
    from in_force;

-- One row a mentor and a mentee, as people, of whom something is known beside what they told of themselves, as bits:
-- the rules `paired_now`, `conflict`, `never_pair` and `earlier_partners` where they belong in `pair_rules`; from bit 16
-- who named whom (mentor wishes, mentee wishes, mentor rather not, mentee rather not); from bit 32 the rules set aside.
-- A person is named by e-mail or by name; in a conflict also by organisation.
create or replace macro pair_notes(today, cohort_id) as table
    with party as materialized (
        select
            application.role,
            application.wishes,
            application.rather_not,
            application.conflicts,
            person.id                                               as person,
            [label_key(person.name), label_key(person.email)]       as keys,
            nullif(organisation_key(person.organisation), '')       as organisation
        from application
        join person on person.id = application.person
        where application.cohort = cohort_id
    ),
    naming as (
        select role, person, 0 as what, unnest(wishes) as told from party
        union all
        select role, person, 2, unnest(rather_not) from party
        union all
        select role, person, 4, unnest(conflicts) from party
    ),
    called as (
        select role, person, unnest(keys) as key from party
        union all
        select role, person, 'at ' || organisation from party
    ),
    told as (
        select role, person, what, label_key(told) as key from naming
        union all
        select role, person, what, 'at ' || organisation_key(told) from naming where what = 4
    ),
    named as (
        select
            case told.role when 'mentor' then told.person else called.person end    as mentor,
            case told.role when 'mentee' then told.person else called.person end    as mentee,
            case what when 4 then 1::bigint << 8
                else 1::bigint << (16 + what + (told.role = 'mentee')::integer) end as bits
        from told
        join called on called.key = told.key and called.role <> told.role
    ),
    known as (
        select mentor, mentee, bits from named
        union all
        select
            unnest([mentor, mentee]),
            unnest([mentee, mentor]),
            case when relationship_is_live(state) then 1::bigint << 1 else 1::bigint << 10 end
        from relationship
        where relationship_is_live(state) or state = 'closed'
        union all
        select unnest([person, other]), unnest([other, person]), 1::bigint << 9
        from exclusion
        where coalesce(expires_on > today, true)
        union all
        select mentor, mentee, 1::bigint << (32 + bit)
        from pair_override
        join pair_rules() as rule on rule.code = pair_override.code and rule.is_free
        where made_on <= today and coalesce(revoked_on > today, true)
    )
    select mentor, mentee, bit_or(bits) as bits
    from known
    group by mentor, mentee;

-- Points of 100 for so many weighted thousandths of so much weight, rounded half up; 0 where nothing is weighed.
create or replace macro points_of(weighted, weight) as
    case when weight > 0 then (200 * weighted + 1000 * weight) // (2000 * weight) else 0 end;

-- How close two places in an order are, in thousandths: the same, neighbours, further apart; null where one is not known.
create or replace macro nearness(apart) as
    case abs(apart) when 0 then 1000 when 1 then 500 else case when apart is not null then 0 end end;

-- One row a mentor's and a mentee's application of one cohort: `score` 0 to 100 and its parts, which add up to it less
-- `penalty`; a part is null where a side did not tell. `data_share`: percent of the weights that had data. `hard`,
-- `penalised`, `overridden`: which of `pair_rules` bar the pair, cost it points, or were set aside for it, as bits.
create or replace macro scored_pairs(today, cohort_id, given_weights, given_rules) as table
    with policy as materialized (
        select
            needs as needs_weight,
            background as background_weight,
            wishes as wishes_weight,
            time as time_weight,
            place as place_weight,
            penalty as points_off,
            whole,
            hard as hard_rules,
            penalised as penalised_rules
        from matching_policy_of(cohort_id, given_weights, given_rules)
    ),
    told as materialized (select * from application_tags(cohort_id)),
    tagged as (
        select application, count(*) as tags, sum(need_weight(place))::bigint as weight from told group by application
    ),
    side as materialized (      -- what is compared, as keys and bits; null: not told
        select
            application.id                                                          as application,
            application.role,
            person.id                                                               as person,
            application.state in ('declined', 'withdrawn')                          as is_out,
            application.state = 'applied'                                           as is_applied,
            application.consent,
            coalesce(live.relationships, 0) >= application.capacity                 as is_full,
            coalesce(tagged.tags, 0)                                                as tags,
            tagged.weight,
            nullif(organisation_key(person.organisation), '')                       as organisation,
            work_domain(person.email)                                               as domain,
            nullif(label_key(application.sector), '')                               as sector,
            nullif(label_key(application.organisation_kind), '')                    as kind,
            nullif(list_position(size_bands(), application.organisation_size), 0)   as size,
            nullif(list_position(stages(), application.organisation_stage), 0)      as stage,
            nullif(label_keys(application.ways), [])                                as ways,
            nullif(label_keys(application.languages), [])                           as languages,
            as_bits(application.times, time_slots())                                as times,
            as_bits(application.modes, meeting_modes())                             as modes,
            nullif(label_keys(string_split(person.location, ',')), [])              as places,
            coalesce(len(application.wishes), 0) + coalesce(len(application.rather_not), 0) > 0 as has_wishes
        from application
        join person on person.id = application.person
        left join live_relationships() as live on live.person = application.person and live.role = application.role
        left join tagged on tagged.application = application.id
        where application.cohort = cohort_id
    ),
    credit as (         -- how much a mentor covers of a need for a tag, in thousandths
        select
            told.application                                                as mentor,
            tag.id                                                          as tag,
            max(level_worth(told.level) * case when tag.id = told.tag then 1000 else sister_worth() end) // 1000
                                                                            as worth
        from told
        join tag on tag.topic = told.topic and not tag.retired
        where told.role = 'mentor'
        group by told.application, tag.id
    ),
    covered as materialized (
        select told.application as mentee, credit.mentor, sum(need_weight(told.place) * credit.worth)::bigint as worth
        from told
        join credit on credit.tag = told.tag
        where told.role = 'mentee'
        group by told.application, credit.mentor
    ),
    noted as materialized (select * from pair_notes(today, cohort_id)),
    compared as (
        select
            mentor.application                                                  as mentor,
            mentee.application                                                  as mentee,
            case when mentor.tags > 0 and mentee.tags > 0
                then coalesce(covered.worth, 0) // mentee.weight
            end                                                                 as needed,
            case when mentor.sector is null or mentee.sector is null then null
                when mentor.sector = mentee.sector then 1000 else 0 end         as sector,
            case when mentor.kind is null or mentee.kind is null then null
                when mentor.kind = mentee.kind then 1000 else 0 end             as kind,
            nearness(mentor.size - mentee.size)                                 as size,
            nearness(mentor.stage - mentee.stage)                               as stage,
            1000 * len(list_intersect(mentor.ways, mentee.ways)) // len(mentee.ways)    as ways,
            case when mentor.has_wishes then
                case when (noted.bits >> 18) & 1 = 1 then 0 when (noted.bits >> 16) & 1 = 1 then 1000 else 500 end
            end                                                                 as mentor_wishes,
            case when mentee.has_wishes then
                case when (noted.bits >> 19) & 1 = 1 then 0 when (noted.bits >> 17) & 1 = 1 then 1000 else 500 end
            end                                                                 as mentee_wishes,
            1000 * bit_count(mentor.times & mentee.times)
                // least(bit_count(mentor.times), bit_count(mentee.times))      as times,
            1000 * bit_count(mentor.modes & mentee.modes)
                // least(bit_count(mentor.modes), bit_count(mentee.modes))      as modes,
            case when coalesce((mentor.modes & mentee.modes & 4) = 4, true) then
                case when mentor.places is null or mentee.places is null then null
                    when list_has_any(mentor.places, mentee.places) then 1000 else 0 end
            end                                                                 as location,
            (coalesce(noted.bits, 0) & 65535)
            | (mentor.person = mentee.person)::bigint
            | ((mentor.is_out or mentee.is_out)::bigint << 2)
            | ((mentor.is_applied or mentee.is_applied)::bigint << 3)
            | ((mentor.consent is false or mentee.consent is false)::bigint << 4)
            | ((mentor.consent is null or mentee.consent is null)::bigint << 5)
            | ((mentor.is_full or mentee.is_full)::bigint << 6)
            | ((coalesce(mentor.organisation = mentee.organisation, false)
                or coalesce(mentor.domain = mentee.domain, false))::bigint << 7)
            | (coalesce(not list_has_any(mentor.languages, mentee.languages), false)::bigint << 11)
            | (coalesce((mentor.times & mentee.times) = 0, false)::bigint << 12)
            | (coalesce((mentor.modes & mentee.modes) = 0, false)::bigint << 13)
            | ((mentor.tags > 0 and mentee.tags > 0 and covered.worth is null)::bigint << 14)
                                                                                as fired,
            coalesce(noted.bits >> 32, 0)                                       as set_aside
        from side as mentor
        join side as mentee on mentor.role = 'mentor' and mentee.role = 'mentee'
        left join covered on covered.mentor = mentor.application and covered.mentee = mentee.application
        left join noted on noted.mentor = mentor.person and noted.mentee = mentee.person
    ),
    shared as (         -- each part in thousandths of its weight; null: no data
        select
            mentor,
            mentee,
            fired & hard_rules & ~set_aside                         as hard,
            fired & penalised_rules & ~set_aside                    as penalised,
            fired & set_aside & (hard_rules | penalised_rules)      as overridden,
            needs_weight * needed                                   as needs,
            background_weight * (
                (coalesce(sector, 0) + coalesce(kind, 0) + coalesce(size, 0) + coalesce(stage, 0) + coalesce(ways, 0))
                // nullif(5 - (sector is null)::integer - (kind is null)::integer - (size is null)::integer
                          - (stage is null)::integer - (ways is null)::integer, 0)
            )                                                       as background,
            wishes_weight
                * coalesce((mentor_wishes + mentee_wishes) // 2, mentor_wishes, mentee_wishes) as wishes,
            time_weight * times                                     as time,
            place_weight * coalesce((modes + location) // 2, modes, location)   as place,
            whole - if(needs is null, needs_weight, 0) - if(background is null, background_weight, 0)
                - if(wishes is null, wishes_weight, 0) - if(time is null, time_weight, 0)
                - if(place is null, place_weight, 0)                as weight,
            whole,
            points_off
        from compared, policy
    ),
    added as (          -- what the parts up to each come to
        select
            *,
            coalesce(needs, 0)                          as first,
            first + coalesce(background, 0)             as second,
            second + coalesce(wishes, 0)                as third,
            third + coalesce(time, 0)                   as fourth,
            fourth + coalesce(place, 0)                 as fifth
        from shared
    ),
    pointed as (        -- rounded as they add up, so that the parts make the score exactly
        select
            * replace (
                points_of(first, weight) as first,
                points_of(second, weight) as second,
                points_of(third, weight) as third,
                points_of(fourth, weight) as fourth,
                points_of(fifth, weight) as fifth
            ),
            least(points_of(fifth, weight), points_off * bit_count(penalised)) as owed
        from added
    )
    select
        mentor,
        mentee,
        fifth - owed                                                as score,
        if(needs is null, null, first)                              as needs,
        if(background is null, null, second - first)                as background,
        if(wishes is null, null, third - second)                    as wishes,
        if(time is null, null, fourth - third)                      as time,
        if(place is null, null, fifth - fourth)                     as place,
        owed                                                        as penalty,
        if(whole > 0, 100 * weight // whole, 0)                     as data_share,
        hard,
        penalised,
        overridden
    from pointed;

-- The codes of a set of rules, in the order of `pair_rules`.
create or replace macro rule_codes(bits) as
    case
        when bits = 0 then []::varchar[]
        else list_filter(rule_order(), lambda code, place: (bits >> (place - 1)) & 1 = 1)
    end;
