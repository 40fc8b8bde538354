"""How much a candidate has to do with a change: by the paths and the words that it names, and by its own words."""

import re
from collections.abc import Iterator
from functools import cached_property

from ...sources.profile.profile import TeamEntry
from ..grounds import Grounds
from ..question_table import weighing

_WORD = re.compile(r"[^\W\d_]{4,40}")
_BY_PATH, _BY_WORD = 20, 8
_MOST_COMMITS = 400  # whose messages are read
_LONGEST = 2000  # characters of one


class Links:
    """The words of a change, against which candidates are held."""

    def __init__(self, grounds: Grounds) -> None:
        self._grounds = grounds

    def of(self, entry: TeamEntry) -> int:
        """How closely an entry of the profile belongs to the change; below 0 where its paths say that it does not."""
        if "paths" in entry.values and not self._grounds.covers(entry):
            return -1
        by_path = _BY_PATH if "paths" in entry.values else 0
        named = {word for text in entry.texts("words") for word in _words(text)}
        own = {word for key in ("text", "name", "metric") for word in _words(entry.get(key))} - weighing().common
        return by_path + _BY_WORD * len(named & self._said) + len(own & self._said)

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(word for text in self._texts() for word in _words(text))

    def _texts(self) -> Iterator[str]:
        material = self._grounds.material
        for commit in material.change.commits[:_MOST_COMMITS]:
            yield f"{commit.subject}\n{commit.body[:_LONGEST]}"
        for item in material.work:
            yield f"{item.title}\n{item.body[:_LONGEST]}"
        yield from (fact.text for fact in material.facts.of("notes.", "surface.", "change.area")[:_MOST_COMMITS])


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
