"""What a field of a sheet is, and those that sheets of every kind may have."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a sheet may tell.

    `header` is what exports write; it and `exact` mean the field whatever else. `phrases` are tidy words that mean it
    inside a longer header, words joined by `+` in any order; both are apart at ` | `. `never` are words that speak
    against it. Columns of a field that `joins` add up; of others the first that is not blank counts.
    """

    name: str
    header: str
    phrases: str = ""
    never: str = ""
    exact: str = ""
    joins: bool = False


COHORT = Field("cohort", "Cohort")
REF = Field("ref", "Ref")
