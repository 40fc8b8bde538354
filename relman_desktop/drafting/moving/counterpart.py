"""What became of a piece of evidence when the change moved on."""

import re
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    SAME = "same"  # it says what it said, wherever it stands now
    CHANGED = "changed"  # there is something in its place that says something else
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A piece of evidence of the old change, and what stands for it in the new one."""

    old: str  # its id: "F3.h2"
    new: str | None  # the id now; None where it is gone
    state: State = State.SAME
    reason: str = ""  # what happened, in a sentence for a person; "" for what is the same
    former: tuple[str, ...] = ()  # names that it had and has no more: a path, a commit's id

    def misnames(self, text: str) -> str:
        """The name in a sentence that is not right any more; "" where there is none."""
        return next((name for name in self.former if _names(text, name)), "")


def _names(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w/-])", text))


def gone(old: str, reason: str) -> Counterpart:
    return Counterpart(old, None, State.GONE, reason)


def changed(old: str, new: str, reason: str) -> Counterpart:
    return Counterpart(old, new, State.CHANGED, reason)
