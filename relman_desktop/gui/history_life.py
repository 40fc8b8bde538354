"""What happened to a ticket after it was written, in the words of the history: states, ticks, notes, rolling back."""

from collections.abc import Iterator

from ..life.entries import Mark, Part, Said, key_of, told_by
from ..store.history import changed_life
from ..ticket import Ticket
from ..wording import shorten
from .shown import shown_line

_LONGEST = 60  # characters of a note
_STEPS: dict[Part, str] = {
    "deployment": "deployment step",
    "validation": "validation step",
    "rollback": "rollback step",
}
_SAID = {
    "back": ("Began to roll back", "beginning to roll back"),
    "forth": ("Did not roll back after all", "not rolling back"),
    "note": ("Noted", "the note"),
    "problem": ("Noted a problem:", "the note of a problem"),
}


def lived(before: Ticket, after: Ticket) -> list[tuple[str, str]]:
    """What was told of a ticket's life between two states of it: as it was done, and as something to undo."""
    keys = sorted(changed_life(before, after), key=lambda key: key not in after.life)  # what came, then what went
    seen: set[str] = set()
    told = []
    for key in keys:
        step = key_of(key)
        came, went = (told_by(key, one.life[key]) if key in one.life else None for one in (after, before))
        if step and came is None and f"{step.attempt} {step.part}" in seen:
            continue  # the tick of the same step with other words
        seen |= {f"{step.attempt} {step.part}"} if step else set()
        told.append(_step(step.part, came, went) if step else _said(came, went))
    return [one for one in told if one]


def life_texts(before: Ticket, after: Ticket, old: Ticket, new: Ticket) -> Iterator[tuple[str, str, str]]:
    """Of what an act changed between `before` and `after` the heading, and what it was and is in two states."""
    for key in changed_life(before, after):
        told = told_by(key, (after if key in after.life else before).life[key])
        if told is not None:
            yield _heading(key, told), _of(key, old), _of(key, new)


def _of(key: str, ticket: Ticket) -> str:
    return _text(told_by(key, ticket.life[key])) if key in ticket.life else ""


def _said(came: Said | Mark | None, went: Said | Mark | None) -> tuple[str, str] | None:
    one = came or went
    if not isinstance(one, Said):
        return None
    act, undone = _acts_of(one)
    return (act, undone) if came else (f"Took back {undone}", f"taking back {undone}")


def _acts_of(one: Said) -> tuple[str, str]:
    if one.kind == "state":
        return f"Moved to “{shown_line(one.state)}”{_why(one.note)}", f"moving to “{shown_line(one.state)}”"
    act, undone = _SAID[one.kind]
    if one.kind in ("back", "forth"):
        return act + _why(one.note), undone
    return f"{act} {_quoted(one.note)}", f"{undone} {_quoted(one.note)}"


def _step(part: Part, came: Said | Mark | None, went: Said | Mark | None) -> tuple[str, str] | None:
    now, then = (one if isinstance(one, Mark) else Mark() for one in (came, went))
    name = f"{_STEPS[part]} {(now.number or then.number) or ''}".rstrip()
    if now.done and (now.done, now.at) != (then.done, then.at):
        words = ("Ticked", "ticking") if now.done == "done" else ("Skipped", "skipping")
        return f"{words[0]} {name}{_why(now.note) if now.done == 'skipped' else ''}", f"{words[1]} {name}"
    if then.done and not now.done:
        return f"Took back the tick of {name}", f"taking back the tick of {name}"
    return f"Noted on {name}", f"the note on {name}"


def _heading(key: str, told: Said | Mark) -> str:
    step = key_of(key)
    if step and isinstance(told, Mark):
        return f"{_STEPS[step.part].capitalize()} {told.number or ''}".rstrip()
    return "State" if isinstance(told, Said) and told.kind == "state" else "Noted"


def _text(told: Said | Mark | None) -> str:
    """All of an entry in a few lines."""
    if told is None:
        return ""
    if isinstance(told, Said):
        head = told.state if told.kind == "state" else "" if told.kind in ("note",) else _SAID[told.kind][0].rstrip(":")
        return "\n".join(filter(None, (head, told.note, _by(told.at, told.by))))
    return "\n".join(filter(None, (told.done, told.note, told.text, _by(told.at, told.by))))


def _by(at: str, by: str) -> str:
    return " ".join(filter(None, (at, by)))


def _why(note: str) -> str:
    return f": {shorten(shown_line(' '.join(note.split())), _LONGEST)}" if note.strip() else ""


def _quoted(note: str) -> str:
    return f"“{shorten(shown_line(' '.join(note.split())), _LONGEST)}”"
