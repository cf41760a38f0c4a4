-- One row a setting of one cohort: its policy, then its thresholds, in the order of the screen. `own` is what the
-- cohort says, null where it says nothing; `usual` what holds then, null where it must say something itself.
--
-- $cohort  varchar  its name
with one as (select *, thresholds() as usual from cohort where name = $cohort)
select
    id                                              as cohort,
    version,
    cadence_days,
    unnest([
        'duration_days', 'target_hours', 'session_hours', 'cadence_days', 'first_session_days',
        'overdue_cadences', 'at_risk_cadences', 'lapse_cadences', 'too_early_days', 'ending_days',
        'proposal_days', 'proposal_expiry_days', 'waiting_days', 'catch_up_hours', 'follow_up_days'
    ])                                              as name,
    unnest([
        duration_days, target_hours, session_hours, cadence_days, first_session_days,
        overdue_cadences, at_risk_cadences, lapse_cadences, too_early_days, ending_days,
        proposal_days, proposal_expiry_days, waiting_days, catch_up_hours, follow_up_days
    ]::double[])                                    as own,
    unnest([
        null, null, null, null, null,
        usual.overdue_cadences, usual.at_risk_cadences, usual.lapse_cadences, usual.too_early_days, usual.ending_days,
        usual.proposal_days, usual.proposal_expiry_days, usual.waiting_days, usual.catch_up_hours, usual.follow_up_days
    ]::double[])                                    as usual
from one;
