"""A cohort's suggested pairs as a list to hand round: each with its reasons, then those left over and why."""

from coordinator.models.outgoing import Listing
from coordinator.services import pairing_left, pairing_reasons
from coordinator.services.desk import Desk
from coordinator.services.pairing_board import Board

PARTS = ("needs", "background", "wishes", "time", "place")
HEADERS = (
    "Score",
    "Mentor",
    "Mentor e-mail",
    "Mentee",
    "Mentee e-mail",
    "Organisation",
    *(name.capitalize() for name in PARTS),
    "From % of criteria",
    "Needs covered",
    "Needs not covered",
    "Rank for mentee",
    "Rank for mentor",
    "Locked",
    "Left over because",
    "What would place them",
)


def listing(desk: Desk, board: Board) -> Listing:
    """One row a suggested pair, best first, then one for each mentee left over, those who wait longest first."""
    parts = pairing_reasons.scored(desk, board)
    needs = pairing_reasons.coverage(desk, board)
    ranks = pairing_reasons.ranks(board)
    rows: list[list[str | int | bool | None]] = []
    for one in board.pairs:
        key = one.mentor, one.mentee
        covers = needs.get(key, ())
        rows.append(
            [
                one.score,
                board.name(one.mentor),
                board.email(one.mentor),
                board.name(one.mentee),
                board.email(one.mentee),
                board.people[one.mentee].organisation,
                *(getattr(parts[key], name) for name in PARTS),
                parts[key].data_share,
                "; ".join(row.need for row in covers if row.worth),
                "; ".join(row.need for row in covers if not row.worth),
                *ranks[key],
                one.locked,
                None,
                None,
            ]
        )
    for left in pairing_left.left_over(desk, board):
        mentee = left.mentee
        organisation = board.people[mentee].organisation
        told = [None, None, None, board.name(mentee), board.email(mentee), organisation]
        blank = [None] * (len(HEADERS) - len(told) - 2)
        rows.append([*told, *blank, left.reason, "; ".join(way.text for way in left.relax)])
    return Listing("Suggested pairs", HEADERS, rows)
