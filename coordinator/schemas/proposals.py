"""What `propose --json` and `answer --json` print."""

from typing import Self

from pydantic import BaseModel, ConfigDict

from coordinator.models.proposals import Proposal


class ProposalOut(BaseModel):
    """A proposal as it stands after the command; `change` is what `undo` takes back."""

    model_config = ConfigDict(frozen=True)

    relationship: str
    state: str
    mentor: str
    mentee: str
    mentor_answer: str | None
    mentee_answer: str | None
    ready_to_start: bool
    message: str
    change: int | None

    @classmethod
    def of(cls, proposal: Proposal, message: str, change: int | None) -> Self:
        return cls(
            relationship=proposal.ref,
            state=proposal.state,
            mentor=proposal.mentor_name,
            mentee=proposal.mentee_name,
            mentor_answer=proposal.mentor_answer,
            mentee_answer=proposal.mentee_answer,
            ready_to_start=proposal.is_ready,
            message=message,
            change=change,
        )
