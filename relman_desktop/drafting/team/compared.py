"""The sentences of a text as words are looked up in them, without those that speak of something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...sources.work.sentences import Sentence, sentences
from ...stems import stem, words
from .words import team_words


@dataclass(frozen=True, slots=True)
class Compared(Sentence):
    """A sentence, and its words by their stems."""

    whole: tuple[str, ...] = ()  # names in one
    parted: tuple[str, ...] = ()  # names taken apart

    @property
    def above(self) -> str:
        """The heading and the label under which it stands."""
        return f"{self.heading}\n{self.label}"

    def holds(self, stems: Sequence[str]) -> bool:
        """Whether words stand in it in a row, by their stems; GraphQL is one word, checkoutView two."""
        return in_a_row(self.whole, stems) or in_a_row(self.parted, stems)

    @property
    def is_aside(self) -> bool:
        """Whether it says itself, or what it stands under says, that it is about something else."""
        return bool(team_words().aside.search(f"{self.above}\n{self.text}"))


def in_a_row(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether words stand among others in a row; no words stand nowhere."""
    first, many = next(iter(wanted), ""), len(wanted)
    starts = (at for at, word in enumerate(said) if word == first) if first in said else ()
    return any(list(said[at : at + many]) == list(wanted) for at in starts)


@lru_cache(1 << 11)
def compared(text: str) -> tuple[Compared, ...]:
    """The sentences of a text, without those that it says are out of scope."""
    return tuple(one for said in sentences(text) if not (one := _compared(said)).is_aside)


def _compared(said: Sentence) -> Compared:
    whole, parted = (tuple(map(stem, words(one))) for one in (said.text.casefold(), said.text))
    return Compared(
        said.text, said.heading, said.label, said.beside, said.is_prose, said.is_unticked, whole=whole, parted=parted
    )
