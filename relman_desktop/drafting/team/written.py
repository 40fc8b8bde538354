"""What somebody wrote about a change, read once: each goal is looked up in it, with each draft."""

import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import get_args

from ...facts.book import Facts
from ...sources.change import Change
from ...sources.evidence import Evidence
from ...sources.work.item import Where, WorkItem
from ...stems import stem, words
from ..proposal import Material
from .compared import Compared, compared
from .plain import name, plain

_MOST_SOURCES = 400  # commits and notes that are read
_MOST_ITEMS = 100  # work items, the most believable first, that are read
_MOST_PATHS = 2_000
_BELIEF = get_args(Where)  # the most believable first


@dataclass(frozen=True, slots=True)
class Source:
    """A text that somebody wrote."""

    id: str
    called: str
    sentences: tuple[Compared, ...]
    is_named: bool = False  # a work item that somebody named as what the change is for
    question: str = ""  # that it answers


class Writings:
    """Texts, and where in them words stand."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._places = [(source, sentence) for source in sources for sentence in source.sentences]
        self._by_stem: dict[str, list[int]] = {}
        self._found: dict[tuple[str, ...], list[int]] = {}  # the same goals are looked up with each draft
        for at, (_, sentence) in enumerate(self._places):
            for root in {*sentence.whole, *sentence.parted}:
                self._by_stem.setdefault(root, []).append(at)

    def __getitem__(self, at: int) -> tuple[Source, Compared]:
        return self._places[at]

    def with_words(self, stems: Sequence[str]) -> Iterator[int]:
        """The places of the sentences that hold words in a row, by their stems; in order.

        Only those are looked at that hold the rarest of them; a single word stands where it is known to stand.
        """
        wanted = tuple(stems)
        if wanted not in self._found:
            rarest = min((self._by_stem.get(root, []) for root in wanted), key=len, default=[])
            alone = len(wanted) == 1
            self._found[wanted] = [at for at in rarest if alone or self._places[at][1].holds(wanted)]
        return iter(self._found[wanted])

    def with_most(self, stems: Iterable[str], least: float) -> Iterator[int]:
        """The places of the sentences that hold at least so many of some words; in order.

        Each of them holds one of the rarest, so that only those that do are looked at.
        """
        roots = sorted(set(stems), key=lambda root: len(self._by_stem.get(root, ())))
        rarest = roots[: max(len(roots) - ceil(least) + 1, 0)]
        for at in sorted({at for root in rarest for at in self._by_stem.get(root, ())}):
            said = self._places[at][1]
            if sum(root in said.whole or root in said.parted for root in roots) >= least:
                yield at


def answered(answers: Iterable[Evidence]) -> Writings:
    """What the person answered."""
    return Writings(Source(one.id, "the answer", compared(one.text), question=one.ref) for one in answers)


@dataclass(slots=True)
class Written:
    """What is written about a change besides answers; what was read of it is read again only where it is another."""

    items: Writings
    others: Writings  # notes and commits
    paths: Writings
    work: tuple[WorkItem, ...] = ()
    facts: Facts = field(default_factory=Facts)


_written: dict[int, Written] = {}  # by the change's identity, as long as it lives


def written_of(material: Material) -> Written:
    """All that is written about the change of a material."""
    change, work, facts = material.change, material.work, material.facts
    told = _written.get(id(change))
    if told is None:
        told = _written[id(change)] = Written(_items(work), _others(change, facts), _paths(change), work, facts)
        weakref.finalize(change, _written.pop, id(change), None)
    if told.work is not work and told.work != work:
        told.work, told.items = work, _items(work)
    if told.facts is not facts:
        told.facts, told.others = facts, _others(change, facts)
    return told


def _items(work: Sequence[WorkItem]) -> Writings:
    told = sorted((one for one in work if one.is_told), key=_doubt)[:_MOST_ITEMS]
    return Writings(Source(one.id, plain(one.key, 60), tuple(_of_item(one)), one.is_named) for one in told)


def _doubt(item: WorkItem) -> int:
    """How little one believes that the change is for it: what the person gave comes first, a mention last."""
    return min((_BELIEF.index(one.where) for one in item.found), default=len(_BELIEF))


def _of_item(item: WorkItem) -> Iterator[Compared]:
    for text in (item.title, *item.labels, *item.criteria, item.body):
        yield from compared(text)


def _others(change: Change, facts: Facts) -> Writings:
    notes = [fact for fact in facts.items if fact.kind.startswith("notes.")][:_MOST_SOURCES]
    commits = [commit for commit in change.commits[:_MOST_SOURCES] if not commit.is_merge]
    said = [Source(one.id, "a note of the authors", compared(one.get("text") or one.text)) for one in notes]
    for one in commits:
        said.append(Source(one.id, f"commit {one.short}", compared(f"{one.subject}\n{one.body}")))
    return Writings(said)


def _paths(change: Change) -> Writings:
    return Writings(
        Source(file.id, name(file.path), (Compared(file.path, parted=tuple(map(stem, words(file.path)))),))
        for file in change.files[:_MOST_PATHS]
    )
