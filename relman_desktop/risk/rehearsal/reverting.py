"""Whether reverting the change applies cleanly where its target branch stands now."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from ...jobs import Cancel
from ...sources import git
from ...sources.branches import Target
from ...sources.change import Change
from ...sources.later import Later, later
from ...sources.repository import Repository
from ...sources.trial import Conflict, can_merge
from ...wording import counted, named
from .attempt import Attempt, Made
from .conflicting import any_runs, details_of, evidence_of
from .rehearsal import Finding

NAME = "revert"
_MOST_NAMED = 20  # paths


def revert(repository: Repository, change: Change, target: Target, cancel: Cancel) -> Finding:
    """Undo all that the change brings, in one step, on the newest commit of its target branch.

    Nothing is written into the repository: git merges in a scratch repository (`sources.trial`).
    """
    if change.origin == "git" and not change.commits:
        return _nothing_to_revert(change)
    found = _revert(Attempt(repository, change, target, change.merge_base or change.base), cancel)
    return replace(found, details=(*found.details, *_not_brought_back(change)))


def _revert(attempt: Attempt, cancel: Cancel) -> Finding:
    if not attempt.target.holds:
        return _not_there_yet(attempt)
    if attempt.target.tip == attempt.change.head:
        return replace(_yes(attempt, "which ends with the change"), is_certain=True)
    return _moved_on(attempt, cancel)


def _not_brought_back(change: Change) -> tuple[str, ...]:
    """Of a base that went another way: what the change leaves out is not there after a revert either."""
    if not change.leaving:
        return ()
    base, commits = f"{named(change.base_name)} ({change.base[:10]})", counted(len(change.leaving), "commit")
    return (f"{commits} of {base} that leave with the change come back only by deploying {base} again",)


def _nothing_to_revert(change: Change) -> Finding:
    text = (
        f"The change takes commits back and brings none, so there is nothing to revert: the way back is to deploy "
        f"{named(change.base_name)} ({change.base[:10]}) again."
    )
    return Finding(NAME, "yes", text, tuple(one.id for one in change.leaving[:1]), is_certain=True)


def _not_there_yet(attempt: Attempt) -> Finding:
    text = (
        f"The change is not on {attempt.where} yet: reverting it right after it was merged brings the branch back as "
        "it is now; rehearse again once it was merged."
    )
    return Finding(NAME, "yes", text, _newest(attempt.change), is_certain=True)


def _moved_on(attempt: Attempt, cancel: Cancel) -> Finding:
    common, is_apart = attempt.compared(cancel)
    if is_apart:
        return _yes(attempt, _since(attempt, common, cancel))
    if not can_merge():
        files = counted(len(common), "file")
        return _unknown(attempt, common, f"it takes git 2.38 or newer, and later commits touch {files} of the change")
    try:
        return _told(attempt, attempt.made(cancel), common, cancel)
    except git.GitFailed as error:
        return _without_renames(attempt, common, error.reason, cancel)


def _without_renames(attempt: Attempt, common: Sequence[str], reason: str, cancel: Cancel) -> Finding:
    """Texts are missing here. Those of renames may be what is missing: where it applies without following any, it is
    told so; a conflict may come of a rename that was not followed, and tells nothing."""
    with suppress(git.GitFailed):
        if attempt.made(cancel, renames=False).clean:
            return _yes(attempt, f"{_since(attempt, common, cancel)}; tried without following renames ({reason})")
    return _unknown(attempt, common, f"git cannot read all that it takes ({reason})")


def _unknown(attempt: Attempt, common: Sequence[str], why: str) -> Finding:
    text = f"Whether reverting the change applies cleanly on {attempt.where} cannot be tried: {why}."
    paths = tuple(map(named, common[:_MOST_NAMED]))
    return Finding(NAME, "unknown", text, evidence_of(attempt.change, common), paths)


def _told(attempt: Attempt, made: Made, common: Sequence[str], cancel: Cancel) -> Finding:
    if made.changes_nothing:
        text = f"All that the change brings was taken back on {attempt.where} already, so reverting it changes nothing."
        return Finding(NAME, "yes", text, _newest(attempt.change))
    if made.clean:
        return _yes(attempt, _since(attempt, common, cancel))
    return _no(attempt, made.conflicts, cancel)


def _yes(attempt: Attempt, where: str) -> Finding:
    text = f"Reverting the change applies cleanly on {attempt.where}{', ' if where else ''}{where}."
    return Finding(NAME, "yes", text, _newest(attempt.change))


def _no(attempt: Attempt, conflicts: Sequence[Conflict], cancel: Cancel) -> Finding:
    paths = [one.path for one in conflicts]
    runs = any_runs(attempt.change, paths)
    beside = "" if runs else f"; {'it is' if len(paths) == 1 else 'they are'} not part of what runs"
    text = (
        f"Reverting the change conflicts in {counted(len(conflicts), 'file')} on {attempt.where}, which has "
        f"{counted(attempt.target.later, 'later commit')}{beside}."
    )
    details = details_of(conflicts, _came(attempt, paths, cancel))
    return Finding(NAME, "no" if runs else "partly", text, evidence_of(attempt.change, paths), details)


def _since(attempt: Attempt, common: Sequence[str], cancel: Cancel) -> str:
    """How far the branch has moved on, as the end of a sentence."""
    commits = f"which has {counted(attempt.target.later, 'later commit')}"
    if not common:
        return f"{commits}, none of which touches a file of the change"
    came, files = _came(attempt, common, cancel), counted(len(common), "file")
    if not came.known or not came.number:
        return f"{commits}; {files} of the change {'differs' if len(common) == 1 else 'differ'} there"
    return f"{commits}, {came.number:,} of which {'touches' if came.number == 1 else 'touch'} {files} of the change"


def _came(attempt: Attempt, paths: Sequence[str], cancel: Cancel) -> Later:
    return later(attempt.repository, attempt.change.head, attempt.target.tip, paths, cancel)


def _newest(change: Change) -> tuple[str, ...]:
    return tuple(one.id for one in change.commits[:1])
