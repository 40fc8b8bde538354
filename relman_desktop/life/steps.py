"""The steps of a field as somebody does them: their words, the commands to copy, how long each takes, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from ..advice.command import commands_of
from ..advice.signals import is_before
from ..advice.steps import Step, steps_of
from ..ticket import Ticket
from .entries import Key, Part


class When(StrEnum):
    """When a step is done, as its words say."""

    BEFORE = "before"  # the deployment
    THEN = "then"
    LATER = "later"  # days or weeks after it


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A step of a field. `field[start:end] == markdown`, with its marker."""

    part: Part
    number: int  # among the steps of its field, from 1
    text: str  # its words in one line, without its marker and its blocks of code
    markdown: str  # all of it, as it stands in the field
    head: str  # what stands above it in the field and belongs to no step: a heading, a remark; "" for nothing
    commands: tuple[str, ...]  # to copy, as they are run; several lines where they are one block
    minutes: int | None  # that it says it takes
    watching: bool  # whether it goes on beside others that are watched
    when: When
    words: str  # a checksum of its words, for its `Key`

    def key(self, attempt: int) -> Key:
        return Key(attempt, self.part, self.words)


def steps_in(ticket: Ticket, part: Part) -> tuple[LifeStep, ...]:
    """The steps of a field, in their order. Never raises, whatever stands in the field."""
    text = ticket.entry(part).text
    return tuple(_steps(text, part))


def rest_of(ticket: Ticket, part: Part) -> str:
    """What stands in a field below its last step; all of it where it has none."""
    text = ticket.entry(part).text
    found = steps_of(text)
    return text[found[-1].end :].strip() if found else text.strip()


def _steps(text: str, part: Part) -> Iterator[LifeStep]:
    known: dict[str, int] = {}
    at = 0
    for number, step in enumerate(steps_of(text), 1):
        words = _checksum(step)
        known[words] = known.get(words, 0) + 1
        again = f".{known[words]}" if known[words] > 1 else ""
        minutes, watching, later = _taking(step)
        yield LifeStep(
            part=part,
            number=number,
            text=step.text,
            markdown=text[step.start : step.end].rstrip(),
            head=text[at : step.start].strip(),
            commands=commands_of(step),
            minutes=minutes,
            watching=watching,
            when=_when(step, part, later=later),
            words=words + again,
        )
        at = step.end


def _checksum(step: Step) -> str:
    """The same for the same words, however they are spaced, numbered and fenced."""
    told = "\0".join(" ".join(one.split()) for one in (step.text, *step.blocks))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _taking(step: Step) -> tuple[int | None, bool, bool]:
    """How many minutes it says it takes, whether it is watched then, and whether it comes long after."""
    from ..risk.timing.duration import is_afterwards, told_by  # with all that reads a profile

    taken = told_by(step)
    return taken.minutes, taken.watching, is_afterwards(step)


def _when(step: Step, part: Part, *, later: bool) -> When:
    if part == "validation" and is_before(step):
        return When.BEFORE
    return When.LATER if later and part == "validation" else When.THEN
