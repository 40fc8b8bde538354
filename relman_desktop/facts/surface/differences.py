"""What each changed file declares on one side and not on the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Side
from ..sides import piece
from .items import Item, items
from .rules import rules_for


@dataclass(frozen=True, slots=True)
class Sighting:
    """An item that one side of a file has and the other has not."""

    item: Item
    file: FileChange
    evidence: str
    side: Side


def sightings(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Sighting]:
    """The items that the file gains and loses; one that stands elsewhere in the file too is neither."""
    before, after = _shown(change, file, "old", cancel), _shown(change, file, "new", cancel)
    lost, gained = before.keys() - after.keys(), after.keys() - before.keys()
    if lost:
        there = after.keys() | _whole(change, file, "new", cancel)
        lost -= there | _still_named(change, file, lost, there, cancel)
        yield from (Sighting(item, file, at, "old") for item, at in before.items() if item in lost)
    if gained:
        gained -= _whole(change, file, "old", cancel)
        yield from (Sighting(item, file, at, "new") for item, at in after.items() if item in gained)


def _still_named(change: Change, file: FileChange, lost: set[Item], there: set[Item], cancel: Cancel) -> set[Item]:
    """Those of the lost that the new side still quotes: laid out anew, a group's prefix, declared as no rule reads it.

    Not what is there with another detail: that changed, or is a route that loses one of its methods.
    """
    declared = {(item.surface, item.name) for item in there}
    others = {item for item in lost if (item.surface, item.name) not in declared}
    text = change.content.text(file, "new", cancel) if others else ""
    shown = "\n".join(piece(hunk, "new") for hunk in change.hunks(file, cancel)) if text is None else text
    return {item for item in others if _quotes(shown, item.name)}


def _quotes(text: str, name: str) -> bool:
    return any(f"{quote}{name}{quote}" in text for quote in "\"'`")


def _shown(change: Change, file: FileChange, side: Side, cancel: Cancel) -> dict[Item, str]:
    """What the hunks show of a side, each item with the id of its first hunk; of a moved file what it holds."""
    path = file.old_side_path if side == "old" else file.path
    if file.old_path and any(rule.path for rule in rules_for(path)):
        return dict.fromkeys(_whole(change, file, side, cancel), file.id)
    found: dict[Item, str] = {}
    for hunk in change.hunks(file, cancel) if rules_for(path) else ():
        for item in items(piece(hunk, side), path):
            found.setdefault(item, hunk.id)
    return found


def _whole(change: Change, file: FileChange, side: Side, cancel: Cancel) -> set[Item]:
    """All that a side of the file declares; nothing where its whole text is not known."""
    text = change.content.text(file, side, cancel)
    path = file.old_side_path if side == "old" else file.path
    return set(items(text, path)) if text else set()
