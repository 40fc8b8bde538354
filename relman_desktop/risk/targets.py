"""The scales of change systems: what an assessment is called there, and what cannot be told apart in their words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..errors import InputError
from ..files import resource
from ..wording import listed
from .assessment import LEVELS, Assessment, Level

_ASIDE = ("name", "from", "source", "why")


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a target's field. `value` is what its API takes, `label` what a person reads."""

    value: str
    label: str


@dataclass(frozen=True)
class TargetField:
    """A field of a target that has a scale of its own."""

    name: str  # "risk", "Change risk": as the target calls it
    of: str  # "level", "impact", "likelihood" or "type": what of ours it says
    choices: Mapping[str, Choice]  # by ours: "low", "1", "normal"
    from_high: Mapping[str, Choice]  # in place of them where the level is high or critical
    source: str  # where its choices were read
    why: str  # what is lost or chosen, a sentence

    def choice(self, ours: str, level: Level) -> Choice:
        """What one of ours is called there."""
        is_high = LEVELS.index(level) >= LEVELS.index("high")
        return self.from_high.get(ours, self.choices[ours]) if is_high else self.choices[ours]

    def back(self, value: str) -> tuple[str, ...]:
        """Which of ours a value there may stand for, the lowest first; more than one cannot be told apart there."""
        every = (self.choices, self.from_high)
        return tuple(ours for ours in self.choices if any(one.get(ours, _NONE).value == value for one in every))

    @property
    def merged(self) -> tuple[tuple[str, ...], ...]:
        """Those of ours that are one there."""
        values = dict.fromkeys(one.value for one in (*self.choices.values(), *self.from_high.values()))
        return tuple(ours for value in values if len(ours := self.back(value)) > 1)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said in one field of a target."""

    field: TargetField
    choice: Choice


_NONE = Choice("", "")


def targets() -> tuple[str, ...]:
    """The targets that have scales of their own: "servicenow", ..."""
    return tuple(_table())


def fields_of(target: str) -> tuple[TargetField, ...]:
    """The fields of a target that have a scale. Raises `InputError` for a target that is not known."""
    if target not in _table():
        raise InputError(f"The scale of {listed([target])} is not known; known are {listed(targets(), 10)}.")
    return _table()[target]


def level_for(target: str, level: Level) -> Choice:
    """What a level is called there. Raises `InputError` for a target that is not known."""
    return next(field for field in fields_of(target) if field.of == "level").choice(level, level)


def level_from(target: str, value: str) -> tuple[Level, ...]:
    """The levels that a value of the target's field may stand for; () for one that is not known."""
    field = next(field for field in fields_of(target) if field.of == "level")
    return tuple(level for level in LEVELS if level in field.back(value))


def told_by(target: str, assessment: Assessment) -> tuple[Told, ...]:
    """All that an assessment says in a target's fields. Raises `InputError` for a target that is not known."""
    ours = {
        "level": assessment.level,
        "impact": str(assessment.impact),
        "likelihood": str(assessment.likelihood),
        "type": assessment.suggested.type,
    }
    return tuple(Told(field, field.choice(ours[field.of], assessment.level)) for field in fields_of(target))


@cache
def _table() -> Mapping[str, tuple[TargetField, ...]]:
    read: dict[str, Any] = tomllib.loads(resource("risk/targets.toml").read_text("utf-8"))
    return {target: tuple(map(_field, told["field"])) for target, told in read.items()}


def _field(read: Mapping[str, Any]) -> TargetField:
    ours = {name: told for name, told in read.items() if name not in _ASIDE}
    choices = {name: Choice(told["value"], told["label"]) for name, told in ours.items()}
    high = {name: Choice(**told["from_high"]) for name, told in ours.items() if "from_high" in told}
    return TargetField(read["name"], read["from"], choices, high, read["source"], read["why"])
