"""Which goals, priorities and journeys of the team something of the change speaks of. Nothing is linked by a guess.

An entry is linked where the person's answer is its own text, where that stands in a work item that does not rule it out
(somebody names it), where one of its `words`, or most of the telling words of its text, stand in one sentence of what
somebody wrote, or where the change touches its `paths` or files whose names hold its words. Where nothing links,
nothing is said: then the question is asked. What the person answered otherwise links nothing: it stands by itself. A
single everyday word ("image") links nothing either.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from ...sources.profile.profile import TeamEntry
from ...stems import stem, words
from ...wording import joined
from ..proposal import Material
from ..question_table import asked_of_the_risk, row_of
from ..verify.words import telling
from .applying import touched
from .compared import Compared
from .forms import form, forms
from .naming import Stand, naming, text_of, words_of
from .plain import in_quotes, name
from .words import team_words
from .written import Writings, answered, written_of

_MOST_ENTRIES = 60  # that are held against all that anybody wrote
_LONGEST = 4_000  # characters of an answer that are looked at
_MOST_FILES = 2  # that are named
_LEAST = 2  # telling words of a goal's text that must stand in one sentence
_LEAST_SHARE = 0.6
_FEW = 2  # words of a phrase of which the stems may be another's by chance


class How(IntEnum):
    """How an entry is linked, the surest first."""

    ANSWERED = 0  # the person's answer is its text
    NAMED = 1  # its text stands in a work item
    SPOKEN_OF = 2  # its words stand in a work item
    TOUCHED = 3  # by its paths
    MENTIONED = 4  # its words stand in notes and commits
    IN_A_PATH = 5  # a file's name holds its words


@dataclass(frozen=True, slots=True)
class Link:
    """An entry, and what of the change it is linked to."""

    entry: TeamEntry
    how: How
    evidence: tuple[str, ...]
    by: str  # in words: "PAY-12 speaks of “checkout”"
    who: str = ""  # the work item that names it

    @property
    def is_sure(self) -> bool:
        """Whether nobody need be asked: somebody names it, or the team counts the changed files to a journey."""
        return self.how <= How.NAMED or (self.how is How.TOUCHED and self.entry.part == "journeys")


def get_ready() -> None:
    """Read the tables of words where nobody waits for a window; it takes a tenth of a second."""
    telling("")


def links(material: Material, *parts: str) -> tuple[Link, ...]:
    """The linked entries of these parts, the surest first, each by what links it best."""
    entries = [one for one in material.profile.of(*parts)[:_MOST_ENTRIES] if _is_of_its_time(one, material)]
    answers = answered(one for one in material.said if one.ref not in asked_of_the_risk()) if entries else Writings(())
    found = (link for one in entries if (link := _link(one, material, answers)))
    return tuple(sorted(found, key=lambda link: link.how))


def _link(entry: TeamEntry, material: Material, answers: Writings) -> Link | None:
    if link := _answered(entry, material):
        return link
    if any(stand is Stand.RULES_OUT for _, stand in naming(entry, answers)):
        return None  # the person says so, whatever else speaks of it
    written = written_of(material)
    asked = _named(entry, written.items) or _spoken_of(entry, written.items, How.SPOKEN_OF) or _touched(entry, material)
    return asked or _spoken_of(entry, written.others, How.MENTIONED) or _in_paths(entry, written.paths)


def _answered(entry: TeamEntry, material: Material) -> Link | None:
    """By an answer, or a line of it, that is the entry's text, to a question that offers such entries."""
    wanted = words_of(entry)
    for answer in material.said if wanted else ():
        row = row_of(answer.ref)
        offers = row is not None and any(offer.of == f"team.{entry.part}" for offer in row.suggests)
        if offers and any(words(line.casefold()) == wanted for line in answer.text[:_LONGEST].splitlines()):
            return Link(entry, How.ANSWERED, (answer.id,), "the answer names it")
    return None


def _named(entry: TeamEntry, items: Writings) -> Link | None:
    """By a work item that the change is for, where it names the entry and nothing beside that takes it back."""
    for at, stand in naming(entry, items):
        source = items[at][0]
        if source.is_named and stand is Stand.NAMES:
            return Link(entry, How.NAMED, (source.id,), f"{source.called} names it", source.called)
    return None


def _spoken_of(entry: TeamEntry, written: Writings, how: How) -> Link | None:
    """By the first sentence that holds one of the entry's `words`, or most of the telling words of its text."""
    told = _telling(text_of(entry))
    phrases = entry.texts("words")
    most = {at for at in written.with_most(told, _least(told)) if _same_words(told.values(), written[at][1].text)}
    places = _holding(phrases, written) | most
    places -= {at for at, stand in naming(entry, written) if stand is Stand.RULES_OUT}
    if not places:
        return None
    source, sentence = written[min(places)]
    said = next((phrase for phrase in phrases if _is_said(phrase, sentence)), "")
    return Link(entry, how, (source.id,), f"{source.called} speaks of {_quoted(said, sentence, told)}")


def _holding(phrases: Iterable[str], written: Writings) -> set[int]:
    """The places that hold one of some phrases, or two of those that are a single everyday word."""
    found = {
        _stems(phrase): [at for at in written.with_words(_stems(phrase)) if _is_said(phrase, written[at][1])]
        for phrase in phrases
    }
    everyday = Counter(at for stems, places in found.items() for at in places if _is_everyday(stems))
    surely = {at for stems, places in found.items() for at in places if not _is_everyday(stems)}
    return surely | {at for at, many in everyday.items() if many > 1}


def _is_everyday(stems: tuple[str, ...]) -> bool:
    return len(stems) == 1 and stems[0] in _everyday()


@cache
def _everyday() -> frozenset[str]:
    return frozenset(map(stem, team_words().everyday))


def _quoted(phrase: str, sentence: Compared, told: Mapping[str, str]) -> str:
    """What of an entry's words stands in a sentence."""
    if phrase:
        return in_quotes(phrase, 60)
    said = forms(sentence.text)
    return joined([in_quotes(word, 40) for word in told.values() if form(word) in said], 3)


def _is_said(phrase: str, sentence: Compared) -> bool:
    """Whether a phrase stands in a sentence; one of a word or two by the same words, not by their stems alone."""
    told = words(phrase.casefold())
    return sentence.holds(_stems(phrase)) and (len(told) > _FEW or forms(phrase) <= forms(sentence.text))


def _same_words(told: Iterable[str], text: str) -> bool:
    """Whether some of the words that stand in a text by their stems are the same: “convert” is not “conversion”."""
    said = forms(text)
    return sum(form(word) in said for word in told) >= _LEAST


def _least(told: Sequence[str] | Mapping[str, str]) -> float:
    """How many of an entry's telling words must stand in one sentence."""
    return max(_LEAST, _LEAST_SHARE * len(told))


@lru_cache(1 << 9)
def _telling(text: str) -> Mapping[str, str]:
    """The telling words of a text, in its order, by their stems."""
    surface = {stem(word): word for word in reversed(words(text.casefold()))}
    return {root: surface.get(root, root) for root in telling(text.casefold())}


@lru_cache(1 << 11)
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(map(stem, words(phrase.casefold())))


def _touched(entry: TeamEntry, material: Material) -> Link | None:
    files = touched(entry, material.change)
    if not files:
        return None
    paths = [name(file.path) for one in files if (file := material.change.file(one))]
    shown = joined(paths, _MOST_FILES)
    return Link(entry, How.TOUCHED, files[:3], f"it changes {shown}, which the team counts to it")


def _in_paths(entry: TeamEntry, paths: Writings) -> Link | None:
    """By the first file whose path holds one of its words."""
    places = _holding(entry.texts("words"), paths)
    if not places:
        return None
    source = paths[min(places)][0]
    return Link(entry, How.IN_A_PATH, (source.id,), f"it changes {source.called}")


def _is_of_its_time(entry: TeamEntry, material: Material) -> bool:
    """Whether a goal holds while the change was made, or on the day on which it is drafted."""
    (first, last), starts, ends = material.days, entry.get("from"), entry.get("until")
    return not last or ((not starts or starts[:10] <= last) and (not ends or ends[:10] >= first))
