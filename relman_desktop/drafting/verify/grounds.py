"""What claims are checked against: the evidence as it was sent, the facts, and what must not come back."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...facts.book import Facts
from ...facts.fact import Fact
from ...sources.change import Change, Kind, Status
from ...sources.evidence import Evidence
from ...sources.work.item import WorkItem
from ...stems import stem, words
from ...wording import counted, lines
from ..pack.packed import Pack
from .cited import Cited, flat
from .quantities import numbers_in
from .shown import as_shown
from .words import Trigram, telling, trigrams

_LONGEST_NAME = 3  # words
_RUN = re.compile(r"\w+")


@dataclass(frozen=True)
class Grounds:
    """`evidence` by id, masked as it was sent, `facts` as it shows them; `header` tells of the change as a whole."""

    evidence: Mapping[str, Evidence]
    facts: Facts = field(default_factory=Facts)
    header: str = ""
    allowed: frozenset[str] = frozenset()  # words that any sentence may use: the keys of the ticket's work items
    language: str = "English"
    canary: str = ""
    nonce: str = ""
    prompt: str = ""  # the system text, of which nothing may come back
    _cited: dict[str, Cited] = field(default_factory=dict, compare=False, repr=False)
    _like: dict[tuple[str, ...], tuple[Fact, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        pack: Pack,
        change: Change,
        facts: Facts,
        work: Iterable[WorkItem] = (),
        language: str = "English",
        canary: str = "",
        prompt: str = "",
    ) -> "Grounds":
        """The grounds of a drafted change."""
        keys = frozenset(item.key for item in work)
        return cls(
            pack.evidence, as_shown(facts, pack.evidence), header_of(change), keys, language, canary, pack.nonce, prompt
        )

    def get_ready(self) -> "Grounds":
        """Read all the evidence, a fifth of a second for 100,000 tokens, which the first sentence would take else."""
        _ = self.known_words, self.said_where, self._held_by, self.prompt_trigrams
        return self

    def cited(self, evidence_id: str) -> Cited | None:
        """A piece of evidence, read once however many claims cite it; None where it was not sent."""
        if evidence_id not in self._cited:
            evidence = self.evidence.get(evidence_id)
            if evidence is None:
                return None
            self._cited[evidence_id] = Cited(evidence, self._fact_by_id.get(evidence_id))
        return self._cited[evidence_id]

    @cached_property
    def _fact_by_id(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts.items}

    @cached_property
    def all(self) -> tuple[Cited, ...]:
        found = (self.cited(one) for one in self.evidence)
        return tuple(one for one in found if one)

    @cached_property
    def in_english(self) -> bool:
        return self.language.casefold() in ("", "english", "en")

    @cached_property
    def flat_header(self) -> str:
        return flat(self.header)

    @cached_property
    def header_numbers(self) -> frozenset[str]:
        return numbers_in(self.header)

    @cached_property
    def _topic_counts(self) -> dict[str, frozenset[int]]:
        """How many facts of each kind there are, and in all, by their topic."""
        kinds = Counter(fact.kind for fact in self.facts.items)
        topics = Counter(fact.topic for fact in self.facts.items)
        return {
            topic: frozenset([total, *(number for kind, number in kinds.items() if kind.startswith(f"{topic}."))])
            for topic, total in topics.items()
        }

    def totals(self, one: Cited) -> frozenset[int]:
        """What can be counted of the likes of a piece of evidence: facts of its topic, tickets, commits."""
        if one.fact:
            return self._topic_counts.get(one.fact.topic, frozenset())
        likes = sum(other.startswith(one.letter) for other in self.evidence) if one.letter in "WCA" else 0
        return frozenset([likes] if likes else [])

    @cached_property
    def header_counts(self) -> frozenset[tuple[str, str]]:
        """What the header counts: ("15", the stem of "files")."""
        told = re.findall(r"(\d[\d,]*) ((?:[a-z]+ ?){1,2})", self.header)
        return frozenset((number.replace(",", ""), stem(noun)) for number, nouns in told for noun in nouns.split())

    @cached_property
    def header_stems(self) -> frozenset[str]:
        """The words of the header, but for names long enough to be sentences: somebody chose those."""
        told = (words(line) for line in self.header.splitlines())
        return frozenset(stem(word) for line in told if len(line) <= _LONGEST_NAME for word in line)

    @cached_property
    def solid_stems(self) -> frozenset[str]:
        """The words of all that is more than somebody's words."""
        return frozenset().union(*(one.solid_stems for one in self.all))

    @cached_property
    def allowed_words(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in self.allowed)

    @cached_property
    def known_words(self) -> Mapping[str, Sequence[Cited]]:
        """Every run of letters and digits that was sent, and the evidence that holds it; none for the header's own."""
        found: dict[str, list[Cited]] = {word: [] for word in _RUN.findall(self.flat_header)}
        for one in self.all:
            for word in set(_RUN.findall(one.everything)):
                found.setdefault(word, []).append(one)
        return found

    @cached_property
    def said_where(self) -> Mapping[Trigram, Sequence[str]]:
        """Where three words in a row, one of them telling, are said by somebody: the ids of what holds them."""
        found: dict[Trigram, list[str]] = {}
        for one in self.all:
            for three in trigrams(words(one.parts.said)):
                found.setdefault(three, []).append(one.id)
        return {three: ids for three, ids in found.items() if telling(" ".join(three))}

    @cached_property
    def _held_by(self) -> dict[Trigram, list[str]]:
        found: dict[Trigram, list[str]] = {}
        for one in self.all:
            for three in trigrams(words("\n".join(one.lines))):
                found.setdefault(three, []).append(one.id)
        return found

    def holding(self, three: Trigram) -> tuple[Cited, ...]:
        """The evidence that holds three words in a row."""
        found = (self.cited(one) for one in self._held_by.get(three, ()))
        return tuple(one for one in found if one)

    @cached_property
    def prompt_trigrams(self) -> frozenset[Trigram]:
        return trigrams(words(self.prompt))

    def facts_like(self, conditions: tuple[str, ...]) -> tuple[Fact, ...]:
        """The facts that meet one of some conditions: `kind`, `topic.`, `*`; `kind:name=value` asks for that data."""
        if conditions not in self._like:
            self._like[conditions] = tuple(fact for one in conditions for fact in _meeting(one, self.facts))
        return self._like[conditions]

    def elsewhere(self, name: str) -> str:
        """The id of a piece of evidence that holds a name, cited or not; "" where none does."""
        holders = [self.known_words.get(part, ()) for part in _RUN.findall(name)]
        fewest = min(holders, key=len, default=())
        return next((one.id for one in fewest if name in one.everything), "")


def _meeting(condition: str, facts: Facts) -> Iterator[Fact]:
    kind, _, wanted = condition.partition(":")
    name, _, value = wanted.partition("=")
    found = facts.items if kind == "*" else facts.of(kind)
    return (fact for fact in found if not name or fact.get(name) == value)


def header_of(change: Change) -> str:
    """What is known of a change as a whole: its versions, its ids, and what can be counted in it."""
    names = (change.repo, change.base_name, change.head_name, change.base[:10], change.head[:10], change.branch or "")
    authors = len({(commit.author, commit.email) for commit in change.commits})
    counts = (
        counted(len(change.commits), "commit"),
        counted(authors, "author"),
        counted(len(change.files), "file"),
        lines(change.added, change.removed),
        f"{change.added + change.removed} lines",
    )
    by_kind = (
        counted(sum(file.kind is kind for file in change.files), f"{kind.value} file") for kind in _kinds(change)
    )
    by_status = (counted(sum(file.status is one for file in change.files), one.value) for one in _statuses(change))
    return "\n".join((*names, *counts, *by_kind, *by_status))


def _kinds(change: Change) -> list[Kind]:
    return list(dict.fromkeys(file.kind for file in change.files))


def _statuses(change: Change) -> list[Status]:
    return list(dict.fromkeys(file.status for file in change.files))
