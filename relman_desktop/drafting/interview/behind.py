"""What stands behind an answer besides the person: the entries and work items whose words it takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..grounds import grounds_of
from ..proposal import Material
from ..question_table import Row, row_of
from .suggesting import Suggesting
from .windows import window_of
from .wording import plain

_MARKER = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*+])\s+")  # of a list: the field has its own


@dataclass(frozen=True, slots=True)
class Line:
    """A part of an answer, and the evidence whose words it is."""

    text: str
    evidence: tuple[str, ...] = ()


class Behind:
    """Knows the words of what could have been offered for one change."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._offers = Suggesting(grounds_of(material), (), None)  # known again also when it is over

    def lines(self, question: str, answer: str) -> tuple[Line, ...]:
        """An answer in its parts: one for each line where it has several answers, else one for all of it."""
        row = row_of(question)
        parted = row is not None and row.several and "\n" in answer and "```" not in answer
        texts = [_MARKER.sub("", text, count=1) for text in answer.split("\n")] if parted else [answer]
        return tuple(Line(text.strip(), self._evidence(row, text)) for text in texts if text.strip())

    def evidence(self, question: str, answer: str) -> tuple[str, ...]:
        """All that stands behind an answer."""
        return tuple(dict.fromkeys(one for line in self.lines(question, answer) for one in line.evidence))

    def _evidence(self, row: Row | None, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._found(row, text))) if row else ()

    def _found(self, row: Row, text: str) -> Iterator[str]:
        for one in self._offers.candidates(row):
            if one.evidence and plain(one.text) == plain(text):
                yield from one.evidence
        if row.keep:
            kept = self._material.profile.of(row.keep.part)
            yield from (one.id for one in kept if plain(one.get(row.keep.key)) == plain(text))
        if row.field == "schedule" and (entry := window_of(text, self._material.profile)):
            yield entry.id
