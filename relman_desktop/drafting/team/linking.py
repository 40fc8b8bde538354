"""Which goals, priorities and journeys of the team something of the change speaks of. Nothing is linked by a guess.

An entry is linked where its own text stands in a work item or an answer (somebody names it), where one of its `words`,
or most of the telling words of its text, stand in one sentence of what somebody wrote, or where the change touches its
`paths` or files whose names hold its words. Where nothing links, nothing is said: then the question is asked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import islice

from ...sources.profile.profile import TeamEntry
from ...sources.work.item import WorkItem
from ...wording import joined
from ..proposal import Material
from ..verify.words import stem, telling, words
from .applying import touched
from .plain import in_quotes, name, plain

_LONGEST = 4_000  # characters of a text that are read
_MOST_ENTRIES = 60  # that are held against all that anybody wrote
_MOST_SOURCES = 400  # commits and notes that are read
_MOST_ITEMS = 100  # work items, the most believable first, that are read
_MOST_PATHS = 2_000
_MOST_FILES = 2  # that are named
_LEAST = 2  # telling words of a goal's text that must stand in one sentence
_LEAST_SHARE = 0.6
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")


class How(IntEnum):
    """How an entry is linked, the surest first."""

    NAMED = 0  # its text stands there, in a work item or an answer
    SPOKEN_OF = 1  # its words stand in a work item or an answer
    TOUCHED = 2  # by its paths
    MENTIONED = 3  # its words stand in notes and commits
    IN_A_PATH = 4  # a file's name holds its words


@dataclass(frozen=True, slots=True)
class Link:
    """An entry, and what of the change it is linked to."""

    entry: TeamEntry
    how: How
    evidence: tuple[str, ...]
    by: str  # in words: "PAY-12 speaks of “checkout”"

    @property
    def is_sure(self) -> bool:
        """Whether nobody need be asked: somebody names it, or the team counts the changed files to a journey."""
        return self.how is How.NAMED or (self.how is How.TOUCHED and self.entry.part == "journeys")


@dataclass(frozen=True, slots=True)
class _Source:
    """What somebody wrote, sentence by sentence."""

    id: str
    called: str
    sentences: tuple[str, ...]
    is_asked_for: bool  # a work item or an answer, rather than notes and commits


def get_ready() -> None:
    """Read the tables of words where nobody waits for a window; it takes a tenth of a second."""
    telling("")


def links(material: Material, *parts: str) -> tuple[Link, ...]:
    """The linked entries of these parts, the surest first, each by what links it best."""
    entries = material.profile.of(*parts)[:_MOST_ENTRIES]
    sources = tuple(_sources(material)) if entries else ()
    found = (link for one in entries if _is_of_its_time(one, material) and (link := _link(one, material, sources)))
    return tuple(sorted(found, key=lambda link: link.how))


def _link(entry: TeamEntry, material: Material, sources: Sequence[_Source]) -> Link | None:
    asked = [one for one in sources if one.is_asked_for]
    others = [one for one in sources if not one.is_asked_for]
    by_it = _named(entry, asked) or _spoken_of(entry, asked) or _touched(entry, material)
    return by_it or _spoken_of(entry, others) or _in_paths(entry, material)


def _named(entry: TeamEntry, sources: Sequence[_Source]) -> Link | None:
    wanted = words(_text(entry).casefold())
    if len(wanted) < _LEAST or entry.part == "journeys":  # whose names are everyday words
        return None
    for one in sources:
        if any(_holds(words(sentence.casefold()), wanted) for sentence in one.sentences):
            return Link(entry, How.NAMED, (one.id,), f"{one.called} names it")
    return None


def _spoken_of(entry: TeamEntry, sources: Sequence[_Source]) -> Link | None:
    for one in sources:
        if found := next((found for sentence in one.sentences if (found := _said_in(sentence, entry))), ""):
            how = How.SPOKEN_OF if one.is_asked_for else How.MENTIONED
            return Link(entry, how, (one.id,), f"{one.called} speaks of {found}")
    return None


def _said_in(sentence: str, entry: TeamEntry) -> str:
    """What of an entry's words stands in a sentence, quoted; "" where it is not enough."""
    whole, parted = _stems(sentence)
    for phrase in entry.texts("words"):
        wanted = _stems(phrase.casefold())[0]
        if _holds(whole, wanted) or _holds(parted, wanted):  # GraphQL is one word, checkoutView two
            return in_quotes(phrase, 60)
    told = _telling(_text(entry))
    there = [root for root in told if root in whole or root in parted]
    if len(there) < max(_LEAST, _LEAST_SHARE * len(told)):
        return ""
    return joined([in_quotes(told[root], 40) for root in there], 3)


@lru_cache(1 << 9)
def _telling(text: str) -> Mapping[str, str]:
    """The telling words of a text, in its order, by their stems."""
    surface = {stem(word): word for word in reversed(words(text.casefold()))}
    return {root: surface.get(root, root) for root in telling(text.casefold())}


def _touched(entry: TeamEntry, material: Material) -> Link | None:
    files = touched(entry, material.change)
    if not files:
        return None
    paths = [name(file.path) for one in files if (file := material.change.file(one))]
    shown = joined(paths, _MOST_FILES)
    return Link(entry, How.TOUCHED, files[:3], f"it changes {shown}, which the team counts to it")


@lru_cache(1 << 14)
def _stems(sentence: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stems of a sentence's words, names whole and taken apart; asked for by each goal, with each draft."""
    return tuple(map(stem, words(sentence.casefold()))), tuple(map(stem, words(sentence)))


def _in_paths(entry: TeamEntry, material: Material) -> Link | None:
    """By the files whose path holds one of its words."""
    wanted = [[stem(word) for word in words(phrase.casefold())] for phrase in entry.texts("words")]
    for file in material.change.files[:_MOST_PATHS] if wanted else ():
        said = _stems(file.path)[1]
        if any(_holds(said, phrase) for phrase in wanted):
            return Link(entry, How.IN_A_PATH, (file.id,), f"it changes {name(file.path)}")
    return None


def _text(entry: TeamEntry) -> str:
    """What an entry is called in the team's words."""
    return entry.get("text") if entry.part != "journeys" else entry.get("name")


def _holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether words stand in a sentence in a row."""
    first, many = wanted[0] if wanted else "", len(wanted)
    if first not in said:
        return False
    starts = (at for at, word in enumerate(said) if word == first)
    return any(list(said[at : at + many]) == list(wanted) for at in starts)


def _sources(material: Material) -> Iterator[_Source]:
    for answer in material.book.answers:
        yield _Source(answer.id, "the answer", _apart(answer.text), True)
    for item in islice((one for one in material.work if one.is_told), _MOST_ITEMS):
        yield _Source(item.id, plain(item.key, 60), tuple(_of_item(item)), True)
    notes = (fact for fact in material.facts.items if fact.kind.startswith("notes."))
    for fact in islice(notes, _MOST_SOURCES):
        yield _Source(fact.id, "a note of the authors", _apart(fact.get("text") or fact.text), False)
    for commit in material.change.commits[:_MOST_SOURCES]:
        if not commit.is_merge:
            yield _Source(commit.id, f"commit {commit.short}", _apart(f"{commit.subject}\n{commit.body}"), False)


def _of_item(item: WorkItem) -> Iterator[str]:
    yield from (item.title, *item.labels, *item.criteria)
    yield from _apart(item.body)


def _apart(text: str) -> tuple[str, ...]:
    return tuple(_SENTENCES.split(text[:_LONGEST]))


def _is_of_its_time(entry: TeamEntry, material: Material) -> bool:
    """Whether a goal holds while the change was written; its commits' dates stand for that, so that a draft is the same
    on any day."""
    days = sorted(commit.when[:10] for commit in material.change.commits)
    starts, ends = entry.get("from"), entry.get("until")
    if not days or not (starts or ends):
        return True
    return (not starts or starts[:10] <= days[-1]) and (not ends or ends[:10] >= days[0])
