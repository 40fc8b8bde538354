"""What the commits say about production: work that leaves it, and work that is taken back."""

import re
from collections.abc import Iterator

from ..jobs import Cancel
from ..sources.change import Change, Commit
from ..sources.history import twins
from ..wording import counted, named
from .fact import Finding

_MOST_CITED = 8
_LEAVES, _ONLY_TWINS = 80, 30  # weights
_REVERTS = 60
_REVERT = re.compile(r'^(?:Revert|Rollback|Roll back) "(?P<quoted>.+)"|^revert(?:\([^)]*\))?!?: (?P<plain>.+)')
_REAPPLY = re.compile(r'^(?:Reapply|Re-apply|Reland|Re-land) "(?P<subject>.+?)"')
_PULL_REQUEST = re.compile(r" \(#\d+\)$")


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`change.divergence` where the base is no ancestor of the head; `change.revert` for what production loses."""
    yield from _divergence(change)
    yield from _reverts(change, cancel)


def _divergence(change: Change) -> Iterator[Finding]:
    """A leaving commit with a twin that arrives (most often it was cherry-picked) leaves in name only."""
    if not change.leaving:
        return
    paired = twins(change.leaving, change.commits)
    lost = [commit for commit in change.leaving if commit.id not in paired and not commit.is_merge]
    yield Finding(
        "change.divergence",
        _leaving_text(change, len(paired)),
        tuple(commit.id for commit in (lost or change.leaving)[:_MOST_CITED]),
        {
            "leaving": len(change.leaving),
            "twins": len(paired),
            "subjects": [commit.subject for commit in lost[:_MOST_CITED]],
        },
        weight=_LEAVES if lost else _ONLY_TWINS,
    )


def _leaving_text(change: Change, paired: int) -> str:
    count = len(change.leaving)
    are, leave = ("is", "leaves") if count == 1 else ("are", "leave")
    base, head = named(change.base_name or "the base"), named(change.head_name or "the head")
    text = f"{counted(count, 'commit')} of {base} {are} not in {head} and {leave} production"
    if paired == count:
        return f"{text}, but the same work arrives under another id for each."
    return f"{text}, {paired:,} of them under another id in {head}." if paired else f"{text}."


def _reverts(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """Reverts of what stands in production. A commit and its revert that arrive together cancel out."""
    gone: set[str] = set()  # ids of commits that a newer one took back
    for number, commit in enumerate(change.commits):
        cancel.check()
        subject = _reverted(commit)
        if subject is None or commit.id in gone:
            continue
        older = change.commits[number + 1 :]
        target = next((one for one in older if one.oid == commit.reverts or _same(one.subject, subject)), None)
        if target:
            gone.add(target.id)
        elif not any(_reapplies(one, subject) for one in change.commits[:number]):
            text = f"The commit {named(commit.subject)} takes back what is in production now."
            yield Finding("change.revert", text, (commit.id,), {"subject": subject}, weight=_REVERTS)


def _reverted(commit: Commit) -> str | None:
    """The subject of the commit that this one says it reverts."""
    found = _REVERT.search(commit.subject)
    if not found:
        return commit.subject if commit.reverts else None
    return str(found["quoted"] or found["plain"])


def _reapplies(commit: Commit, subject: str) -> bool:
    found = _REAPPLY.search(commit.subject)
    return _same(found["subject"] if found else commit.subject, subject)


def _same(one: str, other: str) -> bool:
    """Whether two subjects are one; a squash merge appends the pull request's number."""
    return _PULL_REQUEST.sub("", one) == _PULL_REQUEST.sub("", other)
