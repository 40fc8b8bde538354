"""The table `resources/life.toml`: states, which follows which, and how a text tells when to roll back."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..fields import OVER, STATES, UNDER_WAY
from ..files import resource


@dataclass(frozen=True, slots=True)
class State:
    """A state of a ticket. What follows is what is offered; a person may choose any other."""

    name: str
    action: str  # the words of a button that moves a ticket here
    done: str  # how it is told afterwards
    on: tuple[str, ...] = ()  # the states that come next, the usual one first
    back: tuple[str, ...] = ()  # those that it may go back to, for a reason

    @property
    def is_over(self) -> bool:
        return self.name in OVER

    @property
    def is_under_way(self) -> bool:
        return self.name in UNDER_WAY


@dataclass(frozen=True)
class Table:
    """All of it."""

    states: Mapping[str, State]
    triggers: Mapping[str, re.Pattern[str]]

    def state(self, name: str) -> State:
        """A state by its name; of one that somebody else made up every state of ours may follow."""
        return self.states.get(name) or State(name, f"Set to {name}", name, on=STATES)


@cache
def table() -> Table:
    read: dict[str, Any] = tomllib.loads(resource("life.toml").read_text("utf-8"))
    states = [State(**{**row, "on": tuple(row["on"]), "back": tuple(row["back"])}) for row in read["states"]]
    if tuple(one.name for one in states) != STATES:
        raise ValueError("life.toml has other states than fields.STATES")
    patterns = {name: re.compile(text, re.IGNORECASE) for name, text in read["triggers"].items()}
    return Table({one.name: one for one in states}, patterns)
