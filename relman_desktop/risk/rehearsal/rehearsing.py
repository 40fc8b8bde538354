"""Rehearsing the rollback of a change."""

from collections.abc import Callable

from ...errors import ServiceError
from ...facts.book import Facts
from ...jobs import Cancel, Progress, silent
from ...sources.branches import target_of
from ...sources.opening import Opened
from ...sources.together import together
from . import artifacts, reverting
from .for_good import for_good
from .migrated import configuration, schema
from .rehearsal import Finding, Rehearsal

_REVERT = "Whether reverting the change applies cleanly"
_NAMES = "What names the version to go back to"


def rehearse(opened: Opened, facts: Facts, cancel: Cancel, progress: Progress = silent) -> Rehearsal | None:
    """Try the way back of a range in memory; None for a diff file, of which nothing can be tried.

    Nothing in the repository is written or started. What cannot be tried is "unknown" in its finding, with the reason;
    raises `Cancelled`, and ServiceError where git cannot even tell the branches.
    """
    repository, change = opened.repository, opened.change
    if repository is None:
        return None
    progress("Rehearsing the rollback: the branch", 0.0)
    target = target_of(repository, change, cancel)
    progress("Rehearsing the rollback: the revert", 0.2)
    revert, names = together(
        lambda: _tried(reverting.NAME, _REVERT, lambda: reverting.revert(repository, change, target, cancel)),
        lambda: _tried(artifacts.NAME, _NAMES, lambda: artifacts.artifacts(repository, change, facts, cancel)),
    )
    findings = (revert, schema(facts), configuration(facts), names, for_good(facts))
    return Rehearsal(target.name, target.tip, findings)


def _tried(name: str, what: str, attempt: Callable[[], Finding]) -> Finding:
    """What came of an attempt; where git failed that is not known, and why."""
    try:
        return attempt()
    except ServiceError as error:
        return Finding(name, "unknown", f"{what} is not known: {error}")
