"""Which distillation questions are open: those that neither the evidence nor the person has answered."""

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import TypedDict

from ..files import resource
from .proposal import Material, Question


class _Rule(TypedDict):
    field: str
    text: str
    answered_by: list[str]
    why: str


@cache
def question_rules() -> tuple[_Rule, ...]:
    """The table `resources/questions.toml`."""
    rules: list[_Rule] = tomllib.loads(resource("questions.toml").read_text("utf-8"))["question"]
    return tuple(rules)


def questions(material: Material) -> tuple[Question, ...]:
    """All questions that the evidence leaves, answered by the person or not, numbered in the ticket's order.

    An answered one keeps its number, so that answering a question never renames another.
    """
    return tuple(
        Question(f"Q{number}", rule["field"], rule["text"], rule["why"])
        for number, rule in enumerate(_left_by_evidence(material), 1)
    )


def _left_by_evidence(material: Material) -> Iterator[_Rule]:
    return (rule for rule in question_rules() if not material.facts.of(*rule["answered_by"]))
