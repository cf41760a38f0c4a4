-- What the pace of a relationship means (DESIGN §3). The one place where health and hours are defined.

-- One row a relationship: its pace, `health` and hours. An active relationship without a start or a session
-- is `too_early`: there is no day to count from, and its reason says so. `over` as in relationship_pace.
create or replace macro relationship_health(today, over := true) as table
    with judged as (
        select
            *,
            case
                when state in ('proposed', 'paused', 'lapsed', 'closed') then state
                when state = 'declined' then 'closed'
                when today > ends_on then 'past_end'
                when ends_on - today <= ending_days then 'ending'
                when last_session is null and coalesce(days_since < too_early_days, true) then 'too_early'
                when last_session is null and days_since <= first_session_days then 'due'
                when last_session is null then 'never_met'
                when days_since < overdue_days then 'on_track'
                when days_since = overdue_days then 'due'
                when days_since < at_risk_days and next_session is not null then 'due'
                when days_since < at_risk_days then 'overdue'
                when days_since < lapse_days then 'at_risk'
                else 'lapse_suggested'
            end                                                             as health,
            case when relationship_began(state) and elapsed_days is not null
                then target_hours * least(1.0, elapsed_days / duration_days)
                else 0.0
            end                                                             as hours_expected,
            case when elapsed_days >= 14
                then greatest(hours_held, hours_held * duration_days / elapsed_days)
            end                                                             as hours_forecast
        from relationship_pace(today, over := over)
    )
    select
        *,
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
