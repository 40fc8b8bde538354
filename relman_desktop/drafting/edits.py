"""Changes of a text, small enough to leave the caret and the person's words where they are."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """`new` in place of the `old` that stands at `at`, in characters of the text as the edits before left it."""

    at: int
    old: str
    new: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, one after the other."""
    for edit in edits:
        text = text[: edit.at] + edit.new + text[edit.at + len(edit.old) :]
    return text


def undone(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that give back the text from before."""
    return tuple(Edit(edit.at, edit.new, edit.old) for edit in reversed(tuple(edits)))


def rewritten(old: str, new: str) -> tuple[Edit, ...]:
    """The one edit that makes the old text the new one, without what they begin and end with in common."""
    if old == new:
        return ()
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    return (Edit(head, old[head : len(old) - tail], new[head : len(new) - tail]),)


def moved(position: int, edits: Iterable[Edit]) -> int:
    """Where a caret stands after the edits: before what is put in at its place, and never inside of it."""
    for edit in edits:
        end = edit.at + len(edit.old)
        if position >= end and position > edit.at:
            position += len(edit.new) - len(edit.old)
        elif position > edit.at:
            position = edit.at
    return position
