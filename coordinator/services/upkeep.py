"""Prove that a programme file is sound."""

from coordinator.services.desk import Desk
from coordinator.store import integrity, replay
from coordinator.store.writes import describe_row


def check(desk: Desk) -> list[str]:
    """What is wrong in the file, a sentence each; empty when it is sound.

    DuckDB holds no foreign keys here, so this proves what the writes keep: every reference has its row, an e-mail
    names one person, states, outcomes, dates and pauses agree, and every row is as the history leads to.
    """
    with desk.store.reading() as db:
        missing = [
            f"{describe_row(one.entity, one.entity_id)} names a {one.refers_to} that is not there ({one.target_id})."
            for one in integrity.dangling(db)
        ]
        unlike = [f"{named} is not as its history says." for named in replay.differing(db)]
        return [*missing, *integrity.contradictions(db), *unlike]
