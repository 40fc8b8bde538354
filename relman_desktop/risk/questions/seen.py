"""What there is of a case for its questions: the change without what is left out of it, and the team's words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ...drafting.team.applying import applying
from ...facts.book import Facts
from ...facts.fact import Fact
from ...sources.change import Change, Commit
from ...sources.profile.profile import TeamEntry
from ..case import Case
from ..only_tests import of_tests
from .understanding import names, says


@dataclass(frozen=True, slots=True)
class Shown:
    """What evidence says of a question. `comes_to` is "" where it answers nothing, and only tells what is known."""

    comes_to: str
    text: str  # one sentence with its full stop
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """An entry of the team's profile that is about the change. What the change itself writes is a claim until then."""

    entry: TeamEntry
    is_claim: bool

    @property
    def id(self) -> str:
        return self.entry.id

    def get(self, key: str) -> str:
        return self.entry.get(key).strip()

    def told(self, key: str) -> str:
        """What a key says that one could go by; "" for `none`, `TBD` or `not possible`."""
        return text if says(text := self.get(key)) else ""

    def is_about(self, key: str) -> bool:
        """Whether a key names what the entry is about."""
        return names(self.get(key))


class Seen:
    """A case as its questions see it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.material = case.material

    @cached_property
    def change(self) -> Change:
        """The change without the files that are left out."""
        change, left_out = self.material.change, self.case.left_out
        if not left_out:
            return change
        return replace(change, files=tuple(file for file in change.files if file.id not in left_out))

    @cached_property
    def facts(self) -> Facts:
        """The facts but for those that rest on nothing but files that are left out."""
        if not self.case.left_out:
            return self.material.facts
        kept = (fact for fact in self.material.facts.items if not self._is_gone(fact))
        return replace(self.material.facts, items=tuple(kept))

    @cached_property
    def commits(self) -> tuple[Commit, ...]:
        """The commits that arrive and are no merges; those of tests alone only where there is nothing else."""
        commits = tuple(one for one in self.material.change.commits if not one.is_merge)
        tests = of_tests(self.case)
        return tuple(one for one in commits if one.oid not in tests) or commits

    def said(self, part: str) -> Iterator[Said]:
        """The entries of a part that are about the change, in the team's order."""
        for one in applying(self.material, part):
            yield Said(one.entry, one.entry.id in self.material.in_review)

    @cached_property
    def answer_ids(self) -> dict[str, str]:
        """The evidence ids of the person's answers, by their questions."""
        return {one.ref: one.id for one in self.material.said}

    def _is_gone(self, fact: Fact) -> bool:
        files = {one.partition(".")[0] for one in fact.evidence}
        return bool(files) and files <= self.case.left_out
