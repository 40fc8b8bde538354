"""The life of a ticket after it is written: its states, the night of its deployment, and what is told of it then.

What is imported from here is read when it is first asked for: a start and a text of the ticket need only its state.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .closing import closing_note
    from .entries import PARTS, Mark, Part, Said
    from .living import Life
    from .state_line import state_words
    from .steps import LifeStep, When
    from .table import State
    from .ticks import Ticked
    from .told import life_object
    from .triggers import Trigger

__all__ = [
    "PARTS",
    "Life",
    "LifeStep",
    "Mark",
    "Part",
    "Said",
    "State",
    "Ticked",
    "Trigger",
    "When",
    "closing_note",
    "life_object",
    "state_words",
]

_MODULES = {
    "closing": ("closing_note",),
    "entries": ("PARTS", "Mark", "Part", "Said"),
    "living": ("Life",),
    "state_line": ("state_words",),
    "steps": ("LifeStep", "When"),
    "table": ("State",),
    "ticks": ("Ticked",),
    "told": ("life_object",),
    "triggers": ("Trigger",),
}
_WHERE = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_WHERE[name]}", __name__), name)
    return value
