"""Two people who turn out to be one."""

from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.services.desk import Desk
from coordinator.store import merging


def merge(desk: Desk, kept: str, other: str) -> Done:
    """Make the person with the e-mail `other` one with the person `kept`, who keeps both e-mails. One change.

    Raises CoordinatorError when nobody has one of the e-mails, both are one person already, or they are paired with
    each other.
    """
    with desk.store.writing(desk.who, "merge people", desk.today) as change:
        people = []
        for email in (kept, other):
            person = merging.person_with(change.db, email.strip().casefold())
            if person is None:
                raise CoordinatorError(
                    f"Nobody has the e-mail {email.strip()}.", "`coordinator export applicants -` lists them."
                )
            people.append(person)
        one, two = people
        if one["id"] == two["id"]:
            raise CoordinatorError(f"{kept} and {other} are both {one['name']}'s already.")
        merging.merge(change, one, two)
        return Done(
            f"{two['name']} ({two['email']}) is one with {one['name']} ({one['email']}), who keeps both e-mails.",
            change.number,
        )
