-- Where a participant stands in a cohort: one definition for the pairing status and for the cohort's figures.

-- Which of a mentee's ends is the latest: of one day, the one that says that the mentee waits.
create or replace macro end_order(closed_on, mentee_next, id) as
    {'on': closed_on, 'says': mentee_next is not null, 'id': id};

-- One row a person and role: how many live relationships they are in, in every cohort.
create or replace macro live_relationships() as table
    select person, role, count(*) as relationships
    from (
        select mentor as person, 'mentor' as role from relationship where relationship_is_live(state)
        union all
        select mentee, 'mentee' from relationship where relationship_is_live(state)
    )
    group by person, role;

-- One row an application. `live`: relationships that are proposed, active, paused or lapsed: a mentee's in the cohort, a
-- mentor's in every cohort, as the places are one person's.
-- `since`: the day on which the standing began; null where it is not known or lies after today. Who waits longest is
-- first in line, after those whom a rematch put in front (`in_front`): they wait since the application, as if nothing
-- had come between, else since the relationship began. After another end one waits since that day. A proposal that was
-- declined costs no one their place.
--
-- out       applied and was declined, or withdrew
-- waiting   mentee without a relationship, or only ones that were declined or never started, or whose latest end sent
--           them back to wait
-- proposed, paired, lapsed, closed    mentee: the furthest that a relationship of theirs is now
-- has_room, full                      mentor: whether more mentees fit the capacity
create or replace macro application_standing(today) as table
    with part as (      -- each relationship twice: from the mentor's side and from the mentee's
        select cohort, mentor as person, 'mentor' as role, * exclude (cohort, mentor, mentee) from relationship
        union all by name
        select cohort, mentee as person, 'mentee' as role, * exclude (cohort, mentor, mentee) from relationship
    ),
    taken as (
        select
            cohort,
            person,
            role,
            count(*) filter (relationship_is_live(state))                           as live_here,
            count(*) filter (state in ('active', 'paused'))                         as paired,
            count(*) filter (state = 'proposed')                                    as proposed,
            count(*) filter (state = 'lapsed')                                      as lapsed,
            count(*) filter (state = 'closed' and outcome is distinct from 'never_started') as closed,
            count(*) filter (state <> 'declined')                                   as ever,
            min(started_on) filter (state in ('active', 'paused'))                  as paired_on,
            max(proposed_on) filter (state = 'proposed')                            as proposed_on,
            max(lapsed_on) filter (state = 'lapsed')                                as lapsed_on,
            max(closed_on) filter (state in ('closed', 'declined'))                 as closed_on,
            max(closed_on) filter (state = 'closed')                                as ended_on,
            arg_max({'mentee_next': mentee_next, 'started_on': started_on}, end_order(closed_on, mentee_next, id))
                filter (state = 'closed' and closed_on is not null)                 as latest_end,
            max(coalesce(started_on, proposed_on)) filter (relationship_is_live(state)) as taken_on
        from part
        group by cohort, person, role
    ),
    placed as (
        select
            application.id                          as application,
            application.cohort,
            application.person,
            application.role,
            application.state,
            application.capacity,
            application.applied_on,
            coalesce(if(application.role = 'mentor', everywhere.relationships, taken.live_here), 0) as live,
            taken.* exclude (cohort, person, role),
            case
                when application.state in ('declined', 'withdrawn') then 'out'
                when application.role = 'mentor' and application.capacity > live then 'has_room'
                when application.role = 'mentor' then 'full'
                when taken.paired > 0 then 'paired'
                when taken.proposed > 0 then 'proposed'
                when taken.lapsed > 0 then 'lapsed'
                when latest_end.mentee_next in ('waiting', 'front') then 'waiting'
                when taken.closed > 0 then 'closed'
                else 'waiting'
            end                                     as standing
        from application
        left join taken
          on taken.cohort = application.cohort
         and taken.person = application.person
         and taken.role = application.role
        left join live_relationships() as everywhere
          on everywhere.person = application.person
         and everywhere.role = application.role
    ),
    dated as (
        select
            *,
            case standing
                when 'waiting'  then
                    case when latest_end.mentee_next = 'front'
                        then coalesce(applied_on, latest_end.started_on)
                        else greatest(applied_on, ended_on)
                    end
                when 'proposed' then proposed_on
                when 'paired'   then paired_on
                when 'lapsed'   then lapsed_on
                when 'closed'   then closed_on
                when 'full'     then case when capacity <= coalesce(live_here, 0) then coalesce(taken_on, applied_on) end
                when 'has_room' then
                    case when ever >= capacity then greatest(applied_on, closed_on) else applied_on end
            end                                     as began_on
        from placed
    )
    select
        application,
        cohort,
        person,
        role,
        state,
        capacity,
        live,
        standing,
        case when began_on <= today then began_on end as since,
        coalesce(standing = 'waiting' and latest_end.mentee_next = 'front', false) as in_front
    from dated;

-- Whether an application is among those that a dashboard figure counts: a standing, or one of the totals.
create or replace macro application_counts_for(figure, role, standing) as
    case figure
        when 'applicants' then standing <> 'out'
        when 'mentors'    then standing <> 'out' and role = 'mentor'
        when 'capacity'   then standing <> 'out' and role = 'mentor'
        when 'mentees'    then standing <> 'out' and role = 'mentee'
        else coalesce(standing = figure, false)
    end;
