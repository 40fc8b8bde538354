"""How much of a model's window a request may take, and what is left of it for evidence."""

from dataclasses import dataclass

from ..drafting.model.requests import MOST_FOR_ONE, MOST_OUTPUT
from ..drafting.request import Request
from ..errors import InputError
from ..llm.body import output_limit
from ..llm.profile import Profile

ASSUMED_WINDOW = 8192  # tokens, where neither the server nor the person tells: what most local servers start with
USUAL_BUDGET = 64_000  # tokens of a request where the person sets none: half of real releases fit a half of it
_UNSURE = 0.9  # of the window that an estimate may fill
_LEAST_EVIDENCE = 300  # tokens; with fewer there is nothing to draft from


@dataclass(frozen=True, slots=True)
class Room:
    """Tokens: of the model's window, known or assumed, of an answer without its thoughts, of the whole request."""

    window: int
    output: int
    request: int
    for_one: bool  # field; a draft of all takes longer instructions

    def for_evidence(self, fixed: int, model: str) -> int:
        """What is left besides the instructions, which take `fixed`. Raises `InputError` where that is nothing."""
        if self.request - fixed >= _LEAST_EVIDENCE:
            return self.request - fixed
        raise InputError(
            f"{model or 'The model'} has room for {max(self.request, 0):,} tokens besides its answer, and the "
            f"instructions alone take {fixed:,}: raise the budget, {'or ' if self.for_one else ''}give the model a "
            f"larger window than {self.window:,}{'' if self.for_one else ', or draft one field at a time'}."
        )


def room_of(profile: Profile, field: str, budget: int, *, exact: bool) -> Room:
    """The room for one field, or "" for all. `budget`: the person's, 0 for none; `exact`: how tokens are counted."""
    window = profile.context or (budget + MOST_OUTPUT if budget else ASSUMED_WINDOW)
    output = min(MOST_FOR_ONE if field else MOST_OUTPUT, window // 4)
    # Of an unknown window nobody can tell what thoughts leave of it: the budget is all that counts then.
    left = window - (output_limit(Request((), {}, output), profile) if profile.context else output)
    fits = left if exact or not profile.context else int(left * _UNSURE)
    return Room(window, output, min(budget or USUAL_BUDGET, fits), bool(field))
