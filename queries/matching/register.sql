-- One row two people on the never-pair register, those that hold first, then by names.
--
-- $today    date
-- $person   bigint   only those of this person; null: everyone's
select
    exclusion.id                                                as exclusion,
    exclusion.version,
    exclusion.person,
    one.name                                                    as person_name,
    exclusion.other,
    other.name                                                  as other_name,
    exclusion.reason,
    exclusion.expires_on,
    coalesce(exclusion.expires_on > $today, true)               as holds
from exclusion
join person as one on one.id = exclusion.person
join person as other on other.id = exclusion.other
where $person is null or exclusion.person = $person or exclusion.other = $person
order by holds desc, one.name, other.name, exclusion.id
