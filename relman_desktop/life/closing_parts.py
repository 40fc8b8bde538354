"""The lists of a closing note: steps that are not simply done, rolling back, what was noted, what follows."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from ..wording import counted, joined, quoted, sentence
from .clock import clock, moment
from .entries import Mark, Part, Said
from .living import Life, open_steps
from .steps import When
from .ticks import Ticked

_LONGEST = 160  # characters of a step that are quoted
_LONGEST_NOTE = 600
_MOST_NUMBERS = 40
_TURNS = {"back": "rolling back began", "forth": "not rolled back after all"}


def steps(title: str, life: Life, part: Part, zone: tzinfo) -> str:
    """How many steps of a field were done, and those of which there is more to say; "" before it is begun."""
    done, skipped, number = life.counts(part)
    if not number or life.attempt.began is None:
        return ""
    more = f", {skipped} skipped" if skipped else ""
    told = [line for one in life.parts[part] if (line := _step(one, life, zone))]
    if left := [one.step.number for one in life.parts[part] if _is_just_open(one)]:
        told.append(
            f"Not ticked: {'step' if len(left) == 1 else 'steps'} {joined(list(map(str, left)), _MOST_NUMBERS)}."
        )
    told += [f"{_quoted(mark)}, which stands there no more, was {_was(mark)}." for mark in life.gone[part] if mark.done]
    return listed(f"{title}: {done} of {counted(number, 'step')} done{more}{':' if told else '.'}", told)


def rollback(life: Life, zone: tzinfo) -> str:
    """When and why it was rolled back, and which steps of that were done; "" where it was not."""
    turns = [one for one in life.attempt.said if one.kind in _TURNS]
    if not turns and not life.attempt.is_rolled_back:
        return ""
    lines = [
        f"{clock(moment(one.at), zone, life.attempt.began)}: {_TURNS[one.kind]}{said_why(one.note)}" for one in turns
    ]
    told = (listed("Rollback:", lines), steps("Steps of the rollback", life, "rollback", zone))
    return "\n\n".join(filter(None, told))


def entries(title: str, said: Iterable[Said], life: Life, zone: tzinfo) -> str:
    """What was noted, each with its time and who noted it."""
    return listed(title, (_entry(one, life, zone) for one in said))


def follows(life: Life) -> str:
    """What is still to be done after it is over: checks of weeks after, and what was left open."""
    return listed("What follows:", _follows(life))


def said_why(note: str) -> str:
    """A reason behind what was said, or a full stop."""
    return f": {_note(note)}" if note.strip() else "."


def listed(title: str, lines: Iterable[str]) -> str:
    """A line, and a list under it; "" where nothing is in a list that it promises."""
    told = list(lines)
    if not told:
        return title if title.endswith(".") else ""
    return "\n".join([title, "", *(f"- {line}" for line in told)])


def _step(one: Ticked, life: Life, zone: tzinfo) -> str:
    """What is to be said of a step beside that it is done; "" for nothing."""
    name = f"Step {one.step.number}, {quoted(one.step.text, _LONGEST)}"
    when = _when(one.mark, life, zone)
    if one.is_skipped:
        return f"{name}, was skipped{when}{said_why(one.mark.note or 'no reason was given')}"
    if not one.is_done:
        return f"{name}, was not ticked: {_note(one.mark.note)}" if one.mark.note else ""
    changed = ", was changed after it was ticked" if one.is_changed else ""
    return f"{name}{changed}{when}{said_why(one.mark.note)}" if changed or one.mark.note else ""


def _is_just_open(one: Ticked) -> bool:
    """Whether nothing more is to be said of a step than that it was not ticked."""
    return not (one.mark.done or one.mark.note or one.step.when is When.LATER)


def _follows(life: Life) -> Iterator[str]:
    if life.attempt.began is None:
        return
    if life.attempt.is_rolled_back:
        yield "The change is not deployed; it needs another attempt, or is dropped."
        return
    later = (one for one in life.parts["validation"] if one.step.when is When.LATER and one.is_open)
    yield from (sentence(one.step.text[:_LONGEST_NOTE]) for one in later)
    if left := open_steps(life.parts["validation"]):
        yield f"{counted(len(left), 'validation step')} {'is' if len(left) == 1 else 'are'} open."


def _entry(one: Said, life: Life, zone: tzinfo) -> str:
    who = ", ".join(filter(None, (clock(moment(one.at), zone, life.attempt.began), _name(one.by))))
    return f"{who}: {_note(one.note)}" if who else _note(one.note)


def _when(mark: Mark, life: Life, zone: tzinfo) -> str:
    told = ", ".join(filter(None, (clock(moment(mark.at), zone, life.attempt.began), _name(mark.by))))
    return f" ({told})" if told else ""


def _was(mark: Mark) -> str:
    return f"skipped{said_why(mark.note)}".rstrip(".") if mark.done == "skipped" else "done"


def _quoted(mark: Mark) -> str:
    return f"Step {mark.number}, {quoted(mark.text, _LONGEST)}"


def _name(by: str) -> str:
    return " ".join(by.split())[:80]


def _note(text: str) -> str:
    return sentence(text[:_LONGEST_NOTE])
