"""The questionnaire part of an assessment."""

from dataclasses import dataclass

from ..assessment import Answered, Contribution
from ..case import Case


@dataclass(frozen=True)
class Questionnaire:
    """The questions as they stand, and what they add to the score."""

    answered: tuple[Answered, ...]
    contributions: tuple[Contribution, ...]  # named after the questions' ids; those with points, also negative ones


def questionnaire(case: Case) -> Questionnaire:
    """The questions of resources/risk/questions.toml, prefilled from evidence where it shows."""
    return Questionnaire((), ())
