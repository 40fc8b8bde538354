"""Packs the evidence of a change into the tokens that a model has for it. Nothing is left out without being named."""

from collections.abc import Iterator

from ...errors import InputError
from ...jobs import Cancel, Progress, silent
from ..proposal import Material
from .candidates import read
from .filling import Filling
from .making import Frame, Making, frame
from .outside import Counting, Masking, Named, Outside
from .packed import Pack
from .ranking import rank

_MOST_ROUNDS = 8  # of filling a smaller room, where all parts together took more than each by itself
_FEWER = 16  # tokens by which the room gets smaller at least


def pack(
    material: Material,
    budget: int,
    counter: Counting,
    redactor: Masking,
    cancel: Cancel,
    progress: Progress = silent,
) -> Pack:
    """The evidence in at most `budget` tokens, as `counter` counts them, with everything from outside masked.

    Every changed file is named. The same input gives the same bytes. Raises InputError where not even the names fit.
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
    filling = Filling(material, ranking, hunks, files, outside, counter, max(0, room), cancel)
    making = Making(material, standing, files, ranking, hunks, outside, counter, redactor, budget)
    for _ in range(_MOST_ROUNDS):
        if room < 0:
            break
        made = making.pack(filling.fill(room))
        if made.tokens <= budget:
            return made
        room -= made.tokens - budget + max(_FEWER, room // 50)
    return _smallest(making.pack(filling.fill(_NOTHING)), standing)


_NOTHING = -1  # a room into which nothing goes


def _smallest(made: Pack, standing: Frame) -> Pack:
    if made.tokens <= made.budget:
        return made
    raise InputError(
        f"Naming {standing.files:,} changed files takes {made.tokens:,} tokens, and the model has {made.budget:,} for "
        "evidence: choose a model with a larger window, raise its budget, or choose a smaller range."
    )


def _named(material: Material, outside: Outside, cancel: Cancel) -> Iterator[Named]:
    for file in material.change.files:
        cancel.check()
        yield Named(file, outside)
