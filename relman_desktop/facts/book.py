"""The book of evidence: every id that a sentence may cite, and what stands behind it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from ..jobs import Cancel
from ..sources.change import Change, Commit, FileChange, Hunk
from ..sources.evidence import Evidence, Trust
from ..sources.work.item import WorkItem, told_by
from .fact import Fact, Finding, Place

Item = TypeVar("Item", Commit, Fact, WorkItem, Evidence)


@dataclass(frozen=True)
class Facts:
    """The facts of a change, most important first, and the places of the repository that they cite."""

    items: tuple[Fact, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)  # by id: "R1"

    def of(self, *kinds: str) -> tuple[Fact, ...]:
        """The facts of these kinds; "migration." stands for all kinds of that topic."""
        wanted = {kind for kind in self._kinds if kind in kinds or f"{kind.partition('.')[0]}." in kinds}
        return tuple(fact for fact in self.items if fact.kind in wanted)

    @cached_property
    def _kinds(self) -> frozenset[str]:
        """All kinds there are: few, where facts may be thousands and drafting asks for kinds a hundred times."""
        return frozenset(fact.kind for fact in self.items)

    def without(self, keys: Collection[str]) -> "Facts":
        """The facts but for those with these keys; the others keep their ids."""
        if not keys:
            return self
        return replace(self, items=tuple(fact for fact in self.items if self.keys[fact.id] not in keys))

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The facts' keys, by their ids."""
        return {fact.id: fact.key for fact in self.items}

    def with_more(self, findings: Iterable[Finding]) -> "Facts":
        """These facts and further ones behind them, which cite ids only; no fact that was there gets another id."""
        first = max((int(fact.id[1:]) for fact in self.items), default=0) + 1
        more = tuple(
            Fact(f"X{number}", one.kind, one.text, tuple(map(str, one.evidence)), one.data, one.weight)
            for number, one in enumerate(findings, first)
        )
        return replace(self, items=(*self.items, *more)) if more else self

    def first(self, kind: str) -> Fact | None:
        return next(iter(self.of(kind)), None)


@dataclass(frozen=True)
class EvidenceBook:
    """Looks an evidence id up. Hunks are read when asked for; an unknown id gives None."""

    change: Change
    facts: Facts
    work: tuple[WorkItem, ...] = ()
    answers: tuple[Evidence, ...] = ()
    team: tuple[Evidence, ...] = ()  # entries of the team's profile
    gone: tuple[Evidence, ...] = ()  # what a ticket cites and is not there any more

    def get(self, evidence_id: str, cancel: Cancel) -> Evidence | None:
        finders = {"F": self._file, "C": self._commit, "L": self._commit, "X": self._fact, "R": self._place}
        finders |= {"W": self._work_item, "A": self._answer, "N": self._entry}
        find = finders.get(evidence_id[:1])
        if "." in evidence_id:
            return self._hunk(evidence_id, cancel)
        return find(evidence_id) if find else None

    def hunk(self, evidence_id: str, cancel: Cancel) -> tuple[FileChange, Hunk] | None:
        """The file and the hunk behind an id such as `F3.h2`."""
        file = self.change.file(evidence_id.partition(".")[0])
        hunks = self.change.hunks(file, cancel) if file else ()
        return next(((file, hunk) for hunk in hunks if hunk.id == evidence_id), None) if file else None

    def related(self, evidence_id: str) -> tuple[str, ...]:
        """What a fact rests on; for anything else the facts that rest on it."""
        fact = _by_id(self.facts.items, evidence_id)
        if fact:
            return fact.evidence
        return tuple(fact.id for fact in self.facts.items if evidence_id in fact.evidence)

    def _hunk(self, evidence_id: str, cancel: Cancel) -> Evidence | None:
        found = self.hunk(evidence_id, cancel)
        if not found:
            return None
        file, hunk = found
        return Evidence(evidence_id, "hunk", f"{file.path}:{hunk.new_start or hunk.old_start}", hunk.text, Trust.CODE)

    def _file(self, evidence_id: str) -> Evidence | None:
        file = self.change.file(evidence_id)
        return Evidence(file.id, "file", file.path, describe(file), Trust.CODE) if file else None

    def _commit(self, evidence_id: str) -> Evidence | None:
        commit = _by_id((*self.change.commits, *self.change.leaving), evidence_id)
        return Evidence(commit.id, "commit", commit.short, message(commit), Trust.CLAIM) if commit else None

    def _fact(self, evidence_id: str) -> Evidence | None:
        fact = _by_id(self.facts.items, evidence_id)
        if not fact:
            return None
        return Evidence(fact.id, "fact", fact.kind, fact.text, fact.trust)

    def _place(self, evidence_id: str) -> Evidence | None:
        place = self.facts.places.get(evidence_id)
        if not place:
            return None
        return Evidence(evidence_id, "place", place.ref, place.text, Trust.CODE)

    def _work_item(self, evidence_id: str) -> Evidence | None:
        item = _by_id(self.work, evidence_id)
        if not item:
            return _by_id(self.gone, evidence_id)
        text = "\n".join(part for part in (item.title, told_by(item)) if part)
        return Evidence(item.id, "work item", item.key, text or item.key, Trust.CLAIM)

    def _answer(self, evidence_id: str) -> Evidence | None:
        return _by_id((*self.answers, *self.gone), evidence_id)

    def _entry(self, evidence_id: str) -> Evidence | None:
        return _by_id((*self.team, *self.gone), evidence_id)


def describe(file: FileChange) -> str:
    """A changed file in a line: what happened to it and how much."""
    moved = f" from {file.old_path}" if file.old_path else ""
    return f"{file.status.value}{moved}, {'binary' if file.binary else f'+{file.added} −{file.removed}'}"


def message(commit: Commit) -> str:
    """A commit's whole message."""
    return f"{commit.subject}\n\n{commit.body}".strip()


def _by_id(items: Iterable[Item], wanted: str) -> Item | None:
    return next((item for item in items if item.id == wanted), None)
