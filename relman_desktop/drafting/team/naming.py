"""Whether a sentence in which a goal's own text stands names it as what is meant, leaves that open, or rules it out."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from ...sources.profile.profile import TeamEntry
from ...stems import stem, words
from .compared import Compared, in_a_row
from .words import team_words
from .written import Writings

_LEAST = 2  # words of a goal, of which fewer are everyday words
_OPEN_SIGNS = ("?", "[ ]", "~~")  # asked, not ticked, struck out


class Stand(Enum):
    """How a sentence stands to the goal that it holds."""

    NAMES = auto()
    LEAVES_OPEN = auto()
    RULES_OUT = auto()


def naming(entry: TeamEntry, written: Writings) -> Iterator[tuple[int, Stand]]:
    """The places of the sentences in which an entry's own text stands, in order, each with how it stands to it."""
    wanted = words_of(entry)
    if len(wanted) < _LEAST or entry.part == "journeys":  # whose names are everyday words
        return
    for at in written.with_words([stem(word) for word in wanted]):
        sentence = written[at][1]
        said = words(sentence.text.casefold())
        if in_a_row(said, wanted):
            yield at, _stand(sentence, _without(said, wanted))


def words_of(entry: TeamEntry) -> list[str]:
    """The words of what an entry is called."""
    return words(text_of(entry).casefold())


def text_of(entry: TeamEntry) -> str:
    """What an entry is called in the team's words."""
    return entry.get("text") if entry.part != "journeys" else entry.get("name")


def _stand(sentence: Compared, around: Sequence[str]) -> Stand:
    """By the words around the goal's own: "No manual refunds" rules out nothing."""
    said = " ".join((*words(sentence.above.casefold()), *around))
    if team_words().against.search(said):
        return Stand.RULES_OUT
    has_sign = sentence.is_unticked or any(sign in sentence.text for sign in _OPEN_SIGNS)
    is_open = has_sign or team_words().unsure.search(said)
    beside = " ".join(words(sentence.beside.casefold()))
    return Stand.LEAVES_OPEN if is_open or team_words().against.search(beside) else Stand.NAMES


def _without(said: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The words of a sentence without those of a goal in it, wherever they stand in a row."""
    left: list[str] = []
    at = 0
    while at < len(said):
        is_it = list(said[at : at + len(wanted)]) == list(wanted)
        left += [] if is_it else [said[at]]
        at += len(wanted) if is_it else 1
    return left
