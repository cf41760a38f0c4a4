"""People to pair: three mentors with four places, five mentees who wait."""

from datetime import date, timedelta
from pathlib import Path

from coordinator.policy import Policy
from coordinator.store.connection import Store

TODAY = date(2026, 6, 15)

MENTORS = (  # name, organisation, places, tags, sort
    ("Dina Osei", "Harbour Trust", 2, ["Trusts and grants", "Governance and trustees"]),
    ("Erik Lindqvist", "Northside", 1, ["Financial management", "Trusts and grants"]),
    ("Fay Moss", "Bakers Yard", 1, ["Managing people", "Pricing and margins"]),
)
MENTEES = (  # name, organisation, days waited, tags
    ("Ana Vale", "Vale Choir", 90, ["Trusts and grants", "Financial management"]),
    ("Ben Roy", "Roy Bikes", 80, ["Trusts and grants"]),
    ("Cleo Hart", "Bakers Yard", 70, ["Pricing and margins"]),
    ("Dov Katz", "Katz Foods", 60, ["Financial management"]),
    ("Eli Wood", "Wood Lane", 50, ["Managing people", "Governance and trustees"]),
)


def email(name: str) -> str:
    return f"{name.split()[0].lower()}@{name.split()[1].lower()}.example"


def write_people(path: Path) -> None:
    """Put them into a programme file, all in the cohort Spring; the cohort Empty has nobody."""
    with Store(path).writing("setup", "set up", TODAY) as change:
        (cohort,) = change.insert("cohort", [{"name": "Spring", "starts_on": TODAY, **Policy().as_columns()}])
        change.insert("cohort", [{"name": "Empty", "starts_on": TODAY, **Policy().as_columns()}])
        everyone = [*MENTORS, *((name, organisation, 1, tags) for name, organisation, _, tags in MENTEES)]
        people = change.insert(
            "person",
            [
                {"name": name, "email": email(name), "organisation": organisation}
                for name, organisation, _, _ in everyone
            ],
        )
        waited = [0, 0, 0, *(days for _, _, days, _ in MENTEES)]
        change.insert(
            "application",
            [
                {
                    "cohort": cohort,
                    "person": person,
                    "role": "mentor" if place < len(MENTORS) else "mentee",
                    "state": "accepted",
                    "applied_on": TODAY - timedelta(days),
                    "capacity": places,
                    "tags": tags,
                    "consent": True,
                }
                for place, (person, (_, _, places, tags), days) in enumerate(
                    zip(people, everyone, waited, strict=True)
                )
            ],
        )
