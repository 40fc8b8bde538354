"""Many steps by hand are friction: each is a place to slip, and a candidate for a script."""

from collections.abc import Iterator, Sequence

from ..facts.fact import Fact
from ..wording import counted, joined
from .given import Advice, Given, advice, numbers, quoted
from .steps import FieldStep
from .words import words

_FEW, _MANY = 3, 6  # steps by hand that are worth a word: where they are most of all, and in any case
_LONG = 60  # minutes
_MOST_HELP = 3
_OPENING = 40  # characters of a step that say what it is for


def advise(given: Given) -> Iterator[Advice]:
    by_hand = [step for step in given.deployment if step.is_manual]
    if len(by_hand) >= _MANY or (len(by_hand) >= _FEW and 2 * len(by_hand) >= len(given.deployment)):
        yield _manual(given, by_hand)
    if (minutes := given.signals.minutes) is not None and minutes >= _LONG:
        yield _slow(given, minutes)


def _manual(given: Given, by_hand: Sequence[FieldStep]) -> Advice:
    steps = counted(len(given.deployment), "deployment step")
    said = f"{len(by_hand)} of {steps} are done by hand: {numbers(by_hand)}."
    if len(by_hand) == len(given.deployment):
        said = f"All {steps} are done by hand."
    helps = _helps(given, by_hand)
    if helps:
        told = [f"{quoted(fact)} looks like it does {numbers(steps)}" for fact, steps in helps]
        return advice("manual", "deployment", (said, f"{joined(told)}."), *(fact.id for fact, _ in helps))
    if pipelines := given.material.facts.of("command.pipeline")[:1]:
        path = pipelines[0].get("path")
        return advice("manual", "deployment", (said, f"The pipeline {path} could take some of them."), pipelines[0].id)
    more = "Whichever comes up in every ticket is worth a script first: that is one less to write, and to get wrong."
    return advice("manual", "deployment", (said, more))


def _helps(given: Given, by_hand: Sequence[FieldStep]) -> list[tuple[Fact, list[FieldStep]]]:
    """The repository's commands that no step quotes, each with the steps by hand that it is for."""
    found: list[tuple[Fact, list[FieldStep]]] = []
    left = list(by_hand)
    for purpose, pattern in words().purposes.items():
        steps = [step for step in left if pattern.search(step.prose[:_OPENING])]
        commands = given.unused(purpose) if steps else ()
        if commands:
            found.append((commands[0], steps))
            left = [step for step in left if step not in steps]
    return found[:_MOST_HELP]


def _slow(given: Given, minutes: float) -> Advice:
    longest = max(given.deployment, key=lambda step: step.minutes or 0)
    said = f"The deployment steps take {minutes:g} minutes as told."
    most = f"Step {longest.number} takes {longest.minutes:g} of them: what shortens it shortens every deployment."
    return advice("slow", "deployment", (said, most if len(given.deployment) > 1 else ""), *longest.evidence[:3])
