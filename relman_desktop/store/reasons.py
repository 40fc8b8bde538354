"""Why two tickets are alike, in words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..wording import joined, quoted
from .alike import Mark
from .excerpt import bare
from .footprint import Shared, table

_MOST = 2  # names that a reason tells
_MOST_WORDS = 4
_MOST_REASONS = 5
_TOLD = 0.15  # likeness by words from which the words are told


def reasons(shared: Iterable[Mark], weights: Mapping[str, float], words: Sequence[str]) -> tuple[str, ...]:
    """One phrase a group that is shared, the weightiest first; `words`: those that both texts have."""
    marks = list(shared)
    groups = sorted(table()[0], key=lambda one: -weights.get(one.group, 0.0))
    told = [phrase for group in groups if weights.get(group.group, 0.0) > 0 for phrase in _phrases(group, marks)]
    told = told[: _MOST_REASONS - bool(words)]
    if words:
        told.append(f"same words: {joined([*map(quoted, words)], _MOST_WORDS)}")
    return tuple(told)


def common_words(words: Iterable[str], text: str, likeness: float) -> tuple[str, ...]:
    """Those of the words that a text has, where they are what makes it alike."""
    if likeness < _TOLD:
        return ()
    plain = bare(text)
    return tuple(word for word in words if re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", plain))[:_MOST_WORDS]


def _phrases(group: Shared, marks: Sequence[Mark]) -> Iterator[str]:
    inside = sorted((mark for mark in marks if mark.part == group.group), key=lambda mark: (-mark.worth, mark.name))
    if not inside:
        return
    if group.group == "acts":
        names = joined(list(_acts([mark.name for mark in inside])), _MOST)
    else:
        names = joined([quoted(mark.name) for mark in inside], _MOST)
    yield (group.one if len(inside) == 1 else group.many).format(names=names)


def _acts(names: Sequence[str]) -> Iterator[str]:
    """What both do; with the table, where it is the same, and not again without."""
    _, words = table()
    whole = [name for name in names if " " in name]
    for name in dict.fromkeys((*whole, *names)):
        kind, _, of = name.partition(" ")
        if of:
            yield f"{words.get(kind, kind)} of {quoted(of)}"
        elif not any(one.startswith(f"{kind} ") for one in whole):
            yield words.get(kind, kind)
