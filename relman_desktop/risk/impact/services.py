"""The team's services that a change touches, and of which of its files nothing is said."""

from dataclasses import dataclass
from functools import cached_property

from ...sources.change import FileChange
from ...sources.profile.profile import TeamEntry
from .remaining import Remaining

_MOST = 200  # services of a profile that are held against the files


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the profile. `files` are those of the change that make it; () where the profile names none."""

    entry: TeamEntry
    files: tuple[str, ...] = ()

    @property
    def criticality(self) -> str:
        return self.entry.get("criticality")


class Services:
    """What the profile says of the files that run.

    A file that is of no service by its path is of those that name no paths, or of nobody knows which: so leaving files
    out never makes another service count.
    """

    def __init__(self, remaining: Remaining) -> None:
        self._remaining = remaining
        self._every = remaining.material.profile.of("services")[:_MOST]

    @cached_property
    def touched(self) -> tuple[Service, ...]:
        by_path = [Service(one, files) for one in self._every if (files := self._remaining.touched(one))]
        return (*by_path, *(map(Service, self._everywhere) if self._of_no_path else ()))

    @cached_property
    def told(self) -> tuple[Service, ...]:
        """Those of which the profile says how critical they are."""
        return tuple(one for one in self.touched if one.criticality)

    @cached_property
    def unsaid(self) -> tuple[Service, ...]:
        return tuple(one for one in self.touched if not one.criticality)

    @cached_property
    def undescribed(self) -> tuple[FileChange, ...]:
        """The files that run of which the profile names no service."""
        return () if self._everywhere else self._of_no_path

    @property
    def is_assumed(self) -> bool:
        """Whether how critical something is that changes is not known: what the change itself says of it is a claim."""
        return bool(self.unsaid or self.undescribed or self.in_review)

    @cached_property
    def in_review(self) -> tuple[Service, ...]:
        """Those whose criticality stands in a file that the change alters."""
        return tuple(one for one in self.told if one.entry.id in self._remaining.material.in_review)

    @cached_property
    def _everywhere(self) -> tuple[TeamEntry, ...]:
        """The services that name no paths: any file may be theirs."""
        return tuple(one for one in self._every if not one.texts("paths"))

    @cached_property
    def _of_no_path(self) -> tuple[FileChange, ...]:
        covered = {file for one in self._every for file in self._remaining.touched(one)}
        return tuple(file for file in self._remaining.running if file.id not in covered)
