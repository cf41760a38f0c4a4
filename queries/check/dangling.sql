-- One row per reference to a row that is not there. None in a sound file: DuckDB holds no foreign keys here.
with reference (entity, entity_id, refers_to, target, target_id) as (
    select 'application', id, 'cohort', 'cohort', cohort from application
    union all select 'application', id, 'person', 'person', person from application
    union all select 'relationship', id, 'cohort', 'cohort', cohort from relationship
    union all select 'relationship', id, 'mentor', 'person', mentor from relationship
    union all select 'relationship', id, 'mentee', 'person', mentee from relationship
    union all select 'relationship', id, 'rematch of', 'relationship', rematch_of from relationship
    union all select 'pause', id, 'relationship', 'relationship', relationship from pause
    union all select 'contact', id, 'relationship', 'relationship', relationship from contact
    union all select 'contact', id, 'person', 'person', person from contact
    union all select 'milestone', id, 'relationship', 'relationship', relationship from milestone
    union all select 'action', id, 'relationship', 'relationship', relationship from action
    union all select 'referral', id, 'relationship', 'relationship', relationship from referral
    union all select 'feedback', id, 'relationship', 'relationship', relationship from feedback
    union all select 'feedback', id, 'person', 'person', person from feedback
    union all select 'exclusion', id, 'person', 'person', person from exclusion
    union all select 'exclusion', id, 'other', 'person', other from exclusion
    union all select 'import_batch', id, 'cohort', 'cohort', cohort from import_batch
    union all select 'session', id, 'relationship', 'relationship', relationship from session
    union all select 'concern', id, 'relationship', 'relationship', relationship from concern
    union all select 'concern', id, 'referral', 'referral', referral from concern
    union all select 'snooze', id, 'relationship', 'relationship', relationship from snooze
    union all select 'snooze', id, 'application', 'application', application from snooze
    union all select 'matching_policy', id, 'cohort', 'cohort', cohort from matching_policy
    union all select 'pair_override', id, 'mentor', 'person', mentor from pair_override
    union all select 'pair_override', id, 'mentee', 'person', mentee from pair_override
    union all select 'pairing_policy', id, 'cohort', 'cohort', cohort from pairing_policy
    union all select 'pairing_decision', id, 'cohort', 'cohort', cohort from pairing_decision
    union all select 'pairing_decision', id, 'mentor', 'person', mentor from pairing_decision
    union all select 'pairing_decision', id, 'mentee', 'person', mentee from pairing_decision
    union all select 'pairing_scenario', id, 'cohort', 'cohort', cohort from pairing_scenario
    union all select 'pairing_run', id, 'cohort', 'cohort', cohort from pairing_run
    union all select 'pairing_run', id, 'scenario', 'pairing_scenario', scenario from pairing_run
    union all select 'person_email', id, 'person', 'person', person from person_email
),
present (target, target_id) as (
    select 'cohort', id from cohort
    union all select 'person', id from person
    union all select 'relationship', id from relationship
    union all select 'application', id from application
    union all select 'referral', id from referral
    union all select 'pairing_scenario', id from pairing_scenario
)
select reference.entity, reference.entity_id, reference.refers_to, reference.target, reference.target_id
from reference
anti join present using (target, target_id)
where reference.target_id is not null
order by all
