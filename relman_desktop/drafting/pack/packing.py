"""Packs the evidence of a change into the tokens that a model has for it. Nothing is left out without being named."""

from collections.abc import Callable, Iterator, Mapping

from ...errors import NoRoom
from ...jobs import Cancel, Progress, silent
from ...sources.change import Change, Hunk
from ..proposal import Material
from .candidates import read
from .filling import Filling
from .making import Frame, Making, frame
from .outside import Counting, Masking, Named, Outside
from .packed import Pack
from .ranking import rank

_MOST_ROUNDS = 8  # of filling a smaller room, where all parts together took more than each by itself
_FEWER = 16  # tokens by which the room gets smaller at least
_FULL = 100  # a pack is full where less than this part of the budget is unused
_MOST_LEARNT = 20_000  # lines of hunks that are searched for secrets whether they are packed or not
_NOTHING = -1  # a room into which nothing goes


def pack(
    material: Material,
    budget: int,
    counter: Counting,
    redactor: Masking,
    cancel: Cancel,
    progress: Progress = silent,
) -> Pack:
    """The evidence in at most `budget` tokens, as `counter` counts them, with everything from outside masked.

    Every changed file is named. The same input gives the same bytes. Raises `NoRoom` where not even the names fit.
    """
    progress("Packing the evidence")
    packed = _packed(material, budget, counter, redactor, cancel)
    if redactor.leaked(packed.text.encode()):  # a value that was found to be secret after it was packed elsewhere
        packed = _packed(material, budget, counter, redactor, cancel)
    progress("Packing the evidence", 1.0)
    return packed


def _packed(material: Material, budget: int, counter: Counting, redactor: Masking, cancel: Cancel) -> Pack:
    outside = Outside(redactor)
    files = tuple(_named(material, outside, cancel))
    standing = frame(material, files, budget, outside, counter)
    room = budget - standing.tokens
    ranking = rank(material)
    hunks = read(material.change, ranking, max(0, room), cancel)
    _learn(material.change, hunks.hunks, outside, cancel)
    filling = Filling(material, ranking, hunks, files, outside, counter, max(0, room), cancel)
    making = Making(material, standing, files, ranking, hunks, outside, counter, redactor, budget)
    made = _fullest(lambda space: making.pack(filling.fill(space)), room, budget)
    return made or _smallest(making.pack(filling.fill(_NOTHING)), standing)


def _learn(change: Change, hunks: Mapping[str, tuple[Hunk, ...]], outside: Outside, cancel: Cancel) -> None:
    """Get to know the secrets of what was read, packed or not, in the order of its rank: a commit may hold one bare."""
    left = _MOST_LEARNT
    for file_id, of_file in hunks.items():
        file = change.file(file_id)
        for hunk in of_file:
            cancel.check()
            left -= len(hunk.lines)
            if left < 0 or not file:
                return
            outside.learn(hunk.text, file.path)


def _fullest(packed: Callable[[int], Pack], room: int, budget: int) -> Pack | None:
    """The pack that uses the budget best; None where the room is too small for any.

    Tokens do not add up: a filled room may take more than the budget, and is filled anew as a smaller one; or less,
    and then a larger one may fit.
    """
    best: Pack | None = None
    for _ in range(_MOST_ROUNDS):
        if room < 0:
            return best
        made = packed(room)
        if best and (made.tokens > budget or made.tokens <= best.tokens):
            return best
        unused = budget - made.tokens
        best = made if unused >= 0 else None
        if 0 <= unused <= max(_FEWER, budget // _FULL):
            return best
        room += unused * 3 // 4 if unused > 0 else unused - max(_FEWER, room // 50)
    return best


def _smallest(made: Pack, standing: Frame) -> Pack:
    if made.tokens <= made.budget:
        return made
    raise NoRoom(
        f"Naming {standing.files:,} changed files takes {made.tokens:,} tokens, and there is room for {made.budget:,}",
        "choose a model with a larger window, or a smaller range",
    )


def _named(material: Material, outside: Outside, cancel: Cancel) -> Iterator[Named]:
    for file in material.change.files:
        cancel.check()
        yield Named(file, outside)
