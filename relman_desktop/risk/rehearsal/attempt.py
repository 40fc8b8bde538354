"""A revert, made beside the repository."""

from dataclasses import dataclass

from ...jobs import Cancel
from ...sources import git, rawdiff
from ...sources.branches import Target
from ...sources.change import Change
from ...sources.repository import Repository
from ...sources.trial import Conflict, apart, merged, scratch
from ...sources.trial.apart import Touched, touched
from ...wording import named


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a revert."""

    conflicts: tuple[Conflict, ...]
    clean: bool
    changes_nothing: bool  # what comes out is what the branch holds already


@dataclass(frozen=True)
class Attempt:
    """The three trees of a revert, named by commits: what is undone, back to what, and where."""

    repository: Repository
    change: Change
    target: Target
    back_to: str

    @property
    def where(self) -> str:
        """The branch for a sentence: `main` (1a2b3c4d5e)."""
        return f"{named(self.target.name)} ({self.target.tip[:10]})" if self.target.name else self.target.tip[:10]

    def compared(self, cancel: Cancel) -> tuple[list[str], bool]:
        """The paths that both the change and later commits touch, and whether the two are apart for certain."""
        brought = self._touched(self.back_to, self.change.head, cancel)
        since = self._touched(self.change.head, self.target.tip, cancel)
        return sorted(brought.paths & since.paths), apart(brought, since)

    def made(self, cancel: Cancel, *, renames: bool = True) -> Made:
        """Make it. Raises GitFailed where texts are not here, and ServiceError where it takes too long."""
        head, tip = self.change.head, self.target.tip
        with scratch(self.repository, head, cancel) as beside:
            found = merged(beside, base=head, ours=tip, theirs=self.back_to, renames=renames, cancel=cancel)
            now = beside.run("rev-parse", f"{tip}^{{tree}}", cancel=cancel).data.decode("ascii").strip()
        return Made(found.conflicts, found.clean, found.clean and found.tree == now)

    def _touched(self, old: str, new: str, cancel: Cancel) -> Touched:
        words = (*git.DIFF, "--no-renames", "--raw", "-z", old, new, "--")
        entries = rawdiff.parse(self.repository.run(*words, cancel=cancel).data).entries
        return touched((entry.status[0], [entry.path.decode("utf-8", "surrogateescape")]) for entry in entries)
