"""Whether reverting the change applies cleanly where its target branch stands now."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources import git, rawdiff
from ...sources.branches import Target
from ...sources.change import Change
from ...sources.later import Later, later
from ...sources.repository import Repository
from ...sources.trial import Conflict, Merged, apart, can_merge, merged, scratch
from ...sources.trial.apart import Touched, touched
from ...wording import counted, named
from .conflicting import any_runs, details_of, evidence_of
from .rehearsal import Finding

NAME = "revert"
_MOST_NAMED = 20  # paths


@dataclass(frozen=True)
class Trial:
    """The three trees of a revert, named by commits: what is undone, back to what, and where."""

    repository: Repository
    change: Change
    target: Target
    back_to: str

    @property
    def where(self) -> str:
        """The branch for a sentence: `main` (`1a2b3c4d5e`)."""
        return f"{named(self.target.name)} ({self.target.tip[:10]})" if self.target.name else self.target.tip[:10]


def revert(repository: Repository, change: Change, target: Target, cancel: Cancel) -> Finding:
    """Undo all that the change brings, in one step, on the newest commit of its target branch.

    Nothing is written into the repository: git merges in a scratch repository (`sources.trial`).
    """
    if change.origin == "git" and not change.commits:
        return _nothing_to_revert(change)
    trial = Trial(repository, change, target, change.merge_base or change.base)
    if not target.holds:
        return _not_there_yet(trial)
    if target.tip == change.head:
        return _yes(trial, "which ends with the change")
    return _moved_on(trial, cancel)


def _nothing_to_revert(change: Change) -> Finding:
    text = (
        f"The change takes commits back and brings none, so there is nothing to revert: the way back is to deploy "
        f"{named(change.base_name)} ({change.base[:10]}) again."
    )
    return Finding(NAME, "yes", text, tuple(one.id for one in change.leaving[:1]))


def _not_there_yet(trial: Trial) -> Finding:
    text = (
        f"The change is not on {trial.where} yet: reverting it right after it was merged brings the branch back as it "
        "is now; rehearse again once it was merged."
    )
    return Finding(NAME, "yes", text, _newest(trial.change))


def _moved_on(trial: Trial, cancel: Cancel) -> Finding:
    here, since = (_touched(trial.repository, *pair, cancel) for pair in _differences(trial))
    common = sorted(here.paths & since.paths)
    if apart(here, since):
        return _yes(trial, _since(trial, common, cancel))
    if not can_merge():
        text = (
            f"Whether reverting the change applies cleanly on {trial.where} cannot be tried with this git: it takes "
            f"git 2.38 or newer, and later commits touch {counted(len(common), 'file')} of the change."
        )
        return Finding(
            NAME, "unknown", text, evidence_of(trial.change, common), tuple(map(named, common[:_MOST_NAMED]))
        )
    try:
        return _told(trial, _tried(trial, cancel), common, cancel)
    except git.GitFailed as error:
        return _without_renames(trial, common, error, cancel)


def _without_renames(trial: Trial, common: Sequence[str], failed: git.GitFailed, cancel: Cancel) -> Finding:
    """Texts are missing here. Those of renames may be what is missing: where it applies without following any, it is
    told so; a conflict may come of a rename that was not followed, and tells nothing."""
    with suppress(git.GitFailed):
        found, _ = _tried(trial, cancel, renames=False)
        if found.clean:
            return _yes(trial, f"{_since(trial, common, cancel)}; tried without following renames ({failed.reason})")
    text = (
        f"Whether reverting the change applies cleanly on {trial.where} cannot be tried, since git cannot read all "
        f"that it takes: {failed.reason}."
    )
    return Finding(NAME, "unknown", text, evidence_of(trial.change, common), tuple(map(named, common[:_MOST_NAMED])))


def _differences(trial: Trial) -> tuple[tuple[str, str], tuple[str, str]]:
    return (trial.back_to, trial.change.head), (trial.change.head, trial.target.tip)


def _touched(repository: Repository, old: str, new: str, cancel: Cancel) -> Touched:
    said = repository.run(*git.DIFF, "--no-renames", "--raw", "-z", old, new, "--", cancel=cancel)
    entries = rawdiff.parse(said.data).entries
    return touched((entry.status[0], [entry.path.decode("utf-8", "surrogateescape")]) for entry in entries)


def _tried(trial: Trial, cancel: Cancel, *, renames: bool = True) -> tuple[Merged, bool]:
    """What comes out, and whether that is what the branch holds already."""
    change, tip = trial.change, trial.target.tip
    with scratch(trial.repository, change.head, cancel) as beside:
        found = merged(beside, base=change.head, ours=tip, theirs=trial.back_to, renames=renames, cancel=cancel)
        now = beside.run("rev-parse", f"{tip}^{{tree}}", cancel=cancel).data.decode("ascii").strip()
    return found, found.clean and found.tree == now


def _told(trial: Trial, tried: tuple[Merged, bool], common: Sequence[str], cancel: Cancel) -> Finding:
    found, is_undone = tried
    if is_undone:
        text = f"All that the change brings was taken back on {trial.where} already, so reverting it changes nothing."
        return Finding(NAME, "yes", text, _newest(trial.change))
    if found.clean:
        return _yes(trial, _since(trial, common, cancel))
    return _no(trial, found.conflicts, cancel)


def _yes(trial: Trial, where: str) -> Finding:
    text = f"Reverting the change applies cleanly on {trial.where}{', ' if where else ''}{where}."
    return Finding(NAME, "yes", text, _newest(trial.change))


def _no(trial: Trial, conflicts: Sequence[Conflict], cancel: Cancel) -> Finding:
    paths = [one.path for one in conflicts]
    runs = any_runs(trial.change, paths)
    beside = "" if runs else f"; {'it is' if len(paths) == 1 else 'they are'} not part of what runs"
    text = (
        f"Reverting the change conflicts in {counted(len(conflicts), 'file')} on {trial.where}, which has "
        f"{counted(trial.target.later, 'later commit')}{beside}."
    )
    details = details_of(conflicts, _came(trial, paths, cancel))
    return Finding(NAME, "no" if runs else "partly", text, evidence_of(trial.change, paths), details)


def _since(trial: Trial, common: Sequence[str], cancel: Cancel) -> str:
    """How far the branch has moved on, as the end of a sentence."""
    commits = f"which has {counted(trial.target.later, 'later commit')}"
    if not common:
        return f"{commits}, none of which touches a file of the change"
    came, files = _came(trial, common, cancel), counted(len(common), "file")
    if not came.known or not came.number:
        return f"{commits}; {files} of the change {'differs' if len(common) == 1 else 'differ'} there"
    return f"{commits}, {came.number:,} of which {'touches' if came.number == 1 else 'touch'} {files} of the change"


def _came(trial: Trial, paths: Sequence[str], cancel: Cancel) -> Later:
    return later(trial.repository, trial.change.head, trial.target.tip, paths, cancel)


def _newest(change: Change) -> tuple[str, ...]:
    return tuple(one.id for one in change.commits[:1])
