-- From when on something is called so: the programme's thresholds, and those that a cohort has of its own.

-- What a cohort that says nothing goes by; the names are columns of cohort. In cadences where the name says so, hours a
-- fortnight for catch_up_hours, else days.
create or replace macro thresholds() as {
    'overdue_cadences': 1.0::double,
    'at_risk_cadences': 2.0::double,
    'lapse_cadences': 3.0::double,
    'too_early_days': 10,
    'ending_days': 7,
    'proposal_days': 7,
    'proposal_expiry_days': 14,
    'waiting_days': 30,
    'catch_up_hours': 4.0::double,
    'follow_up_days': 90
};

-- One row a cohort, with the thresholds that hold in it.
create or replace macro cohort_policy() as table
    select
        cohort.* replace (
            coalesce(overdue_cadences, usual.overdue_cadences)              as overdue_cadences,
            coalesce(at_risk_cadences, usual.at_risk_cadences)              as at_risk_cadences,
            coalesce(lapse_cadences, usual.lapse_cadences)                  as lapse_cadences,
            coalesce(too_early_days, usual.too_early_days)                  as too_early_days,
            coalesce(ending_days, usual.ending_days)                        as ending_days,
            coalesce(proposal_days, usual.proposal_days)                    as proposal_days,
            coalesce(proposal_expiry_days, usual.proposal_expiry_days)      as proposal_expiry_days,
            coalesce(waiting_days, usual.waiting_days)                      as waiting_days,
            coalesce(catch_up_hours, usual.catch_up_hours)                  as catch_up_hours,
            coalesce(follow_up_days, usual.follow_up_days)                  as follow_up_days
        )
    from cohort, (select thresholds() as usual);

-- So many cadences in days; rounded, as a third of 14 days times 3 must be 14.
create or replace macro cadences_in_days(cadences, cadence_days) as round(cadences * cadence_days, 6);
