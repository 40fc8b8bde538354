"""What of a case's change remains when a counterfactual leaves files out of it."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cached_property

from ...drafting.quiet import are_quiet, is_test
from ...drafting.team.applying import touched
from ...facts.fact import Fact
from ...facts.production import is_beside
from ...sources.change import FileChange, Kind
from ...sources.profile.profile import TeamEntry
from ..case import Case
from .table import table

_OWN = ("deployment_steps", "rollback_steps", "services")  # by which a team deploys what nobody else would


class Remaining:
    """The files and facts of a case that count."""

    def __init__(self, case: Case) -> None:
        self.material = case.material
        self.change = case.material.change
        self.left_out = case.left_out

    @cached_property
    def files(self) -> tuple[FileChange, ...]:
        if not self.left_out:
            return self.change.files
        return tuple(file for file in self.change.files if file.id not in self.left_out)

    @cached_property
    def running(self) -> tuple[FileChange, ...]:
        """The files that a deployment may bring to somebody: no tests, nor pages and tooling that no team deploys."""
        return tuple(file for file in self.files if file.id in self._own or not _is_aside(file))

    @cached_property
    def is_quiet(self) -> bool:
        """Whether only documentation and tests change, and the team has no step or service of the documentation."""
        return are_quiet(self.files) and not self._own

    @cached_property
    def _own(self) -> frozenset[str]:
        """The ids of the files of which the team says itself that they are deployed."""
        return frozenset(file for one in self.material.profile.of(*_OWN) for file in self.touched(one))

    def facts(self) -> Iterator[tuple[Fact, frozenset[str]]]:
        """The facts, each with the ids of all files that it rests on; not those that rest on left-out files alone."""
        for fact in self.material.facts.items:
            files = self.behind(fact)
            if not files or not files <= self.left_out:
                yield fact, files

    def behind(self, fact: Fact) -> frozenset[str]:
        """The ids of the changed files that a fact rests on: by the hunks that it cites and the paths that it is about.

        Who reads a column that goes is cited beside what lets it go, and is no reason by itself.
        """
        found = self._behind(fact)
        if any(fnmatchcase(fact.kind, kind) for kind in table().caused):
            return found & self._migrating or found
        return found

    def _behind(self, fact: Fact) -> frozenset[str]:
        ids, places = self.change.ids_by_path, self.material.facts.places
        found = {one.partition(".")[0] for one in fact.evidence if one[:1] == "F"}
        found |= {ids[path] for key in ("path", "paths") for path in _texts(fact.data.get(key)) if path in ids}
        if not found:
            cited = (places[one].path for one in fact.evidence if one in places)
            found = {ids[path] for path in cited if path in ids}
        return frozenset(found)

    @cached_property
    def _migrating(self) -> frozenset[str]:
        """The ids of the files that change what is stored."""
        return frozenset().union(*map(self._behind, self.material.facts.of("migration.")))

    def touched(self, entry: TeamEntry) -> tuple[str, ...]:
        """The ids of the files that an entry of the profile names by its paths; not of tests, which reach nobody."""
        return tuple(one for one in touched(entry, self.change) if one in self._deployable)

    @cached_property
    def _deployable(self) -> frozenset[str]:
        return frozenset(file.id for file in self.files if not _is_test(file))


def _is_aside(file: FileChange) -> bool:
    return file.kind is Kind.TEST or are_quiet((file,)) or is_beside(file.path)


def _is_test(file: FileChange) -> bool:
    return file.kind is Kind.TEST or is_test(file)


def _texts(told: object) -> list[str]:
    return [one for one in (told if isinstance(told, list) else [told]) if isinstance(one, str)]
