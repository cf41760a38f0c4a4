-- What the pace of a relationship means (DESIGN §3). The one place where health and hours are defined.

-- The order of lists: 1 is the most urgent; up to 6 it needs someone, which only an active relationship does.
create or replace macro health_urgency(health) as
    list_position(
        ['lapse_suggested', 'never_met', 'at_risk', 'ending', 'overdue', 'past_end',
         'due', 'too_early', 'on_track', 'paused', 'lapsed', 'proposed', 'closed'],
        health
    );

-- One row a relationship: its pace, `health`, `urgency` and hours. An active relationship without a start or a session
-- is `too_early`: there is no day to count from, and its reason says so.
create or replace macro relationship_health(today) as table
    with judged as (
        select
            *,
            case
                when state in ('proposed', 'paused', 'lapsed', 'closed') then state
                when state = 'declined' then 'closed'
                when today > ends_on then 'past_end'
                when ends_on - today <= 7 then 'ending'
                when last_session is null and coalesce(days_since < 10, true) then 'too_early'
                when last_session is null and days_since <= first_session_days then 'due'
                when last_session is null then 'never_met'
                when days_since < cadence_days then 'on_track'
                when days_since = cadence_days then 'due'
                when days_since < 2 * cadence_days and next_session is not null then 'due'
                when days_since < 2 * cadence_days then 'overdue'
                when days_since < 3 * cadence_days then 'at_risk'
                else 'lapse_suggested'
            end                                                             as health,
            case when relationship_began(state) and elapsed_days is not null
                then target_hours * least(1.0, elapsed_days / duration_days)
                else 0.0
            end                                                             as hours_expected,
            case when elapsed_days >= 14
                then greatest(hours_held, hours_held * duration_days / elapsed_days)
            end                                                             as hours_forecast
        from relationship_pace(today)
    )
    select
        *,
        health_urgency(health)                                              as urgency,
        urgency <= 6                                                        as needs_someone,
        coalesce(
            state = 'active' and elapsed_days >= 2 * cadence_days and hours_held < 0.75 * hours_expected,
            false
        )                                                                   as behind_on_hours
    from judged;

-- Whether a relationship is among those that a dashboard figure counts: a state, an outcome, a health,
-- `behind_on_hours`, or one of the totals over all relationships that began.
create or replace macro relationship_counts_for(figure, state, outcome, health, behind_on_hours) as
    case
        when figure = 'behind_on_hours' then behind_on_hours
        when figure in ('sessions_held', 'hours_held', 'hours_expected') then relationship_began(state)
        else coalesce(figure in (state, outcome, health), false)
    end;
