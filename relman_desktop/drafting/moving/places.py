"""Lines of the repository that facts cite, and work items, found again in a change that moved on."""

from collections.abc import Mapping

from ...facts.fact import Place
from ...jobs import Cancel
from ...sources.change import Change
from ...sources.work.item import WorkItem
from ...wording import quoted
from .counterpart import Counterpart, changed, gone
from .likeness import likeness

_ALIKE = 0.5


def place_now(
    place_id: str, place: Place, places: Mapping[str, Place], renames: Mapping[str, str], change: Change, cancel: Cancel
) -> Counterpart:
    """The same line of the same file, wherever it stands there now; else the cited line there that is most like it."""
    path = renames.get(place.path, place.path) if place.side == "new" else place.path
    there = {one_id: one for one_id, one in places.items() if (one.path, one.side) == (path, place.side)}
    same = [one_id for one_id, one in there.items() if one.text == place.text]
    if same:
        former = (place.path,) if path != place.path else ()
        nearest = min(same, key=lambda one_id: abs(there[one_id].line - place.line))
        return Counterpart(place_id, nearest, former=former)
    alike = {one_id: likeness(one.text, place.text) for one_id, one in there.items()}
    best = max(alike, key=lambda one_id: alike[one_id], default="")
    if best and alike[best] >= _ALIKE:
        return changed(place_id, best, f"{quoted(place.ref)} reads otherwise now.")
    return gone(place_id, _why_gone(place, path, change, cancel))


def _why_gone(place: Place, path: str, change: Change, cancel: Cancel) -> str:
    text = change.content.read(path, cancel, place.side)
    if text is None:
        return f"{quoted(place.ref)} is not there any more."
    if place.text in text.split("\n"):
        return f"{quoted(place.ref)} is there still, but nothing that was found rests on it."
    return f"{quoted(place.ref)} does not read as it did."


def changed_item(item: WorkItem, now: WorkItem) -> Counterpart | None:
    """The work item where it does not read as it did; None where it does."""
    if (item.title, item.body) == (now.title, now.body):
        return None
    return changed(item.id, now.id, f"{quoted(item.key)} reads otherwise now.")
