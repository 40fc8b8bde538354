"""How much of a model's window a request may take, and what is left of it for evidence."""

from dataclasses import dataclass
from enum import StrEnum

from ..drafting.model.requests import MOST_FOR_ONE, MOST_OUTPUT
from ..drafting.request import Request
from ..errors import NoRoom
from ..llm.body import output_limit
from ..llm.profile import Profile

ASSUMED_WINDOW = 8192  # tokens, where neither the server nor the person tells: what most local servers start with
USUAL_BUDGET = 64_000  # tokens of a request where the person sets none: half of real releases fit a half of it
_UNSURE = 0.9  # of the window that an estimate may fill
_LEAST_EVIDENCE = 300  # tokens; with fewer there is nothing to draft from


class Limit(StrEnum):
    """What limits a request; each with what gives it more room. `{size}`: of the window, or of the request."""

    WINDOW = "give the model a larger window than {size} tokens, or choose another model"
    ASSUMED = (
        "nobody has told how much the model can hold, so only {size} tokens are assumed; test the connection (in the "
        "window, under Ticket > Model…), which asks the server, or set the size of its window there"
    )
    BUDGET = "raise the budget, which is {size} tokens"


@dataclass(frozen=True, slots=True)
class Room:
    """Tokens: of the model's window, known or assumed, of an answer without its thoughts, of the whole request."""

    window: int
    output: int
    request: int
    for_one: bool  # field; a draft of all takes longer instructions
    limit: Limit

    def for_evidence(self, fixed: int, model: str) -> int:
        """What is left besides the instructions, which take `fixed`. Raises `NoRoom` where that is nothing."""
        if self.request - fixed >= _LEAST_EVIDENCE:
            return self.request - fixed
        raise NoRoom(
            f"A request to {model or 'a model'} may take {max(self.request, 0):,} tokens, and the instructions alone "
            f"take {fixed:,}",
            self.advice,
        )

    @property
    def advice(self) -> str:
        """What gives a request more room, as the end of a sentence."""
        size = self.request if self.limit is Limit.BUDGET else self.window
        return self.limit.format(size=f"{size:,}") + ("" if self.for_one else ", or draft one field at a time")


def room_of(profile: Profile, field: str, budget: int, *, exact: bool) -> Room:
    """The room for one field, or "" for all. `budget`: the person's, 0 for none; `exact`: how tokens are counted.

    A window that nobody tells of holds at least what it held before, and what most servers start with.
    """
    assumed = max(budget + MOST_OUTPUT if budget else ASSUMED_WINDOW, profile.held)
    window = profile.context or assumed
    output = min(MOST_FOR_ONE if field else MOST_OUTPUT, window // 4)
    # Of an unknown window nobody can tell what thoughts leave of it: the budget is all that counts then.
    left = window - (output_limit(Request((), {}, output), profile) if profile.context else output)
    fits = left if exact or not profile.context else int(left * _UNSURE)
    request = min(budget or USUAL_BUDGET, fits)
    own = budget and request == budget  # and no window that is smaller
    limit = Limit.BUDGET if own or request == USUAL_BUDGET else Limit.WINDOW if profile.context else Limit.ASSUMED
    return Room(window, output, request, bool(field), limit)
