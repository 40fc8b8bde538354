"""The table `resources/advice.toml`: how the steps of a ticket are read, and what weighs how much."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..files import resource

Patterns = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True)
class Table:
    """Patterns by their names in each part of the table, and the limits."""

    unwritten: Patterns
    steps: Patterns
    validation: Patterns
    rollback: Patterns
    goal: Patterns
    purposes: Patterns  # in the order in which a step is held against them
    denies: re.Pattern[str]  # an answer that says that no goal is reached
    question: str  # about the goal, as the ticket's fields have it
    goal_parts: tuple[str, ...]  # of the profile
    programs: frozenset[str]
    words: frozenset[str]  # programs whose names are words
    verbs: frozenset[str]  # what stands behind any program
    prose: frozenset[str]  # what stands behind a program that is only spoken of
    endings: tuple[str, ...]
    told: re.Pattern[str]
    no_shell: frozenset[str]  # languages of blocks that hold no commands
    least: Mapping[str, float]
    weights: Mapping[str, int]


@cache
def table() -> Table:
    read: dict[str, Any] = tomllib.loads(resource("advice.toml").read_text("utf-8"))
    commands, goal = read["commands"], read["goal"]
    return Table(
        unwritten=_patterns(read["unwritten"]),
        steps=_patterns(read["steps"]),
        validation=_patterns(read["validation"]),
        rollback=_patterns(read["rollback"]),
        goal=_patterns({name: goal[name] for name in ("named", "denied")}),
        purposes=_patterns(read["purposes"]),
        denies=re.compile(read["unwritten"]["denial"], re.IGNORECASE),
        question=goal["question"],
        goal_parts=tuple(goal["parts"]),
        programs=frozenset(commands["programs"]),
        words=frozenset(commands["words"]),
        verbs=frozenset(commands["verbs"]),
        prose=frozenset(commands["prose"]),
        endings=tuple(commands["endings"]),
        told=re.compile(commands["told"], re.IGNORECASE),
        no_shell=frozenset(commands["no_shell"]),
        least=read["least"],
        weights=read["weights"],
    )


def _patterns(texts: Mapping[str, str]) -> Patterns:
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}
