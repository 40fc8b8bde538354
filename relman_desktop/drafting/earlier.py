"""What was answered in earlier tickets of a repository. It stands alone, for the store is imported at every start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer to a question in an earlier ticket of the same repository."""

    question: str
    answer: str
    ticket: str  # its id
    change_id: str  # "" where the ticket has none
    at: str  # when that ticket was last changed, UTC, ISO 8601
