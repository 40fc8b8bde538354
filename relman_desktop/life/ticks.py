"""Which mark belongs to which step: by its words; where these were changed since, to the step that is most like it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..drafting.moving.likeness import likeness
from .entries import NO_MARK, Key, Mark, Part
from .steps import LifeStep

_ALIKE = 0.5  # of the words, from which on a step is the same one with other words
_MOST = 400  # characters of a step that are compared


@dataclass(frozen=True, slots=True)
class Ticked:
    """A step with what is known of it."""

    step: LifeStep
    mark: Mark = NO_MARK
    key: Key | None = None  # of the mark; another one than the step's where its words were changed since

    @property
    def is_done(self) -> bool:
        return self.mark.done == "done"

    @property
    def is_skipped(self) -> bool:
        return self.mark.done == "skipped"

    @property
    def is_changed(self) -> bool:
        """Whether it has other words since it was ticked, skipped or noted on."""
        return self.key is not None and self.key.words != self.step.words

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done, or to be looked at again: its words are others since."""
        return not self.mark.done or self.is_changed


def ticked(
    steps: Sequence[LifeStep], marks: Mapping[Key, Mark], attempt: int, part: Part
) -> tuple[tuple[Ticked, ...], tuple[Mark, ...]]:
    """The steps of one field with their marks of an attempt, and the marks whose steps are gone, oldest first."""
    mine = {key: mark for key, mark in marks.items() if key.attempt == attempt and key.part == part}
    found = {step.words: step.key(attempt) for step in steps if step.key(attempt) in mine}
    left = {key: mark for key, mark in mine.items() if key not in found.values()}
    for step in steps:
        if step.words not in found and (key := _most_alike(step, left)):
            found[step.words] = key
            del left[key]
    told = tuple(_with(step, found.get(step.words), mine) for step in steps)
    return told, tuple(sorted(left.values(), key=lambda one: (one.number, one.at)))


def beside(step: LifeStep, all_steps: Sequence[Ticked]) -> str:
    """The steps that are much like one, for its mark: "on host db2" beside "on host db1"."""
    others = (one.step for one in all_steps if one.step.words != step.words)
    alike = (one.words for one in others if likeness(one.text[:_MOST], step.text[:_MOST]) >= _ALIKE)
    return " ".join(alike)


def _with(step: LifeStep, key: Key | None, marks: Mapping[Key, Mark]) -> Ticked:
    return Ticked(step, marks[key], key) if key else Ticked(step)


def _most_alike(step: LifeStep, left: Mapping[Key, Mark]) -> Key | None:
    """The mark whose words are most like a step's, the one from its own place first.

    A step that stood beside the marked one is not that one with other words, however alike: nobody has done it.
    """
    others = {key: mark for key, mark in left.items() if mark.text and step.words not in mark.beside.split()}
    scores = {key: likeness(step.text[:_MOST], mark.text[:_MOST]) for key, mark in others.items()}
    best = max(scores, key=lambda key: (scores[key], left[key].number == step.number, key), default=None)
    return best if best is not None and scores[best] >= _ALIKE else None
