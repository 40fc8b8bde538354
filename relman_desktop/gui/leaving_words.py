"""What leaves this machine, in the words that stand at the foot of the window while nothing else is told."""

from collections.abc import Iterable

from ..settings import Endpoint, System, Tracker
from ..wording import joined
from .shown import visible

_NO_MODEL = "No model: drafted from facts, commits and your answers."
_NOTHING = "Nothing leaves this machine."
_MODEL = "{name} drafts when you ask it to. Nothing is sent to it before you have seen it."
_KEYS = "Keys of work items go to {hosts}{when}, and nothing else."
_TICKETS = "Tickets go to {hosts} when you send them."
_MOST = 3


def leaving(chosen: Endpoint | None, trackers: Iterable[Tracker], systems: Iterable[System] = ()) -> str:
    """`chosen`: the model that drafts. Of trackers and change systems only those are told that the person set up."""
    told = [_MODEL.format(name=visible(chosen.name)) if chosen else _NO_MODEL, *_of_trackers(tuple(trackers))]
    if hosts := list(dict.fromkeys(visible(one.host) for one in systems)):
        told.append(_TICKETS.format(hosts=joined(hosts, _MOST)))
    return " ".join(told if chosen or len(told) > 1 else (*told, _NOTHING))


def _of_trackers(trackers: tuple[Tracker, ...]) -> list[str]:
    """Those that are asked without a word of the person's; where none is, those that are asked when they want it."""
    unasked = [one for one in trackers if one.reads]
    hosts = list(dict.fromkeys(visible(one.host) for one in unasked or trackers))
    when = "" if unasked else " when you look them up"
    return [_KEYS.format(hosts=joined(hosts, _MOST), when=when)] if hosts else []
