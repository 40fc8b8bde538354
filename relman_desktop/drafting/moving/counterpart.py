"""What became of a piece of evidence when the change moved on."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ...wording import quoted

_SHORT = 7  # characters of a commit's id, as people write it at least


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
    former: tuple[str, ...] = ()  # names that it had and has no more: a path, a commit's full id


def gone(old: str, reason: str) -> Counterpart:
    return Counterpart(old, None, State.GONE, reason)


def changed(old: str, new: str, reason: str) -> Counterpart:
    return Counterpart(old, new, State.CHANGED, reason)


def names(text: str, name: str) -> bool:
    """Whether a text holds a name: a path or a file's name as it is, a commit's full id also in short."""
    if _is_id(name):
        return any(name.startswith(word) for word in re.findall(rf"\b{name[:_SHORT]}[0-9a-f]*", text))
    return bool(re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w/-])", text))


def renamed(name: str) -> str:
    """The reason of a sentence that holds a name which is not right any more."""
    return f"{name[:10]} is another commit now." if _is_id(name) else f"{quoted(name)} has another name now."


def _is_id(name: str) -> bool:
    return bool(re.fullmatch("[0-9a-f]{40,64}", name))
