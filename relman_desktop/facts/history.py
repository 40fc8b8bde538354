"""What the commits say about production: work that leaves it, that is taken back, and that comes from elsewhere."""

from collections.abc import Iterator

from ..jobs import Cancel
from ..sources.change import Change, Commit
from ..sources.history import picked_from, twins
from ..sources.reverts import taken_back
from ..wording import counted, listed, named
from .configuration.secrets import hide
from .fact import Finding, Place, Value

_MOST_CITED = 8
_MOST_SUBJECTS = 20
_LEAVES, _ONLY_TWINS = 80, 30  # weights
_REVERTS, _CANCELLED, _PICKED, _FORMATTING = 60, 10, 6, 4
_IGNORED = (".git-blame-ignore-revs", ".github/.git-blame-ignore-revs")


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`change.divergence`, `.revert`, `.cancelled`, `.cherry_pick` and `.formatting`.

    `divergence` where the base is no ancestor of the head; `revert` for what production loses; `cancelled` for
    commits of the range that others of it take back.
    """
    yield from _divergence(change)
    yield from _reverts(change, cancel)
    yield from _picked(change)
    yield from _formatting(change, cancel)


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
            "arriving": [paired[commit.id] for commit in change.leaving if commit.id in paired][:_MOST_SUBJECTS],
        },
        weight=_LEAVES if lost else _ONLY_TWINS,
    )


def _leaving_text(change: Change, paired: int) -> str:
    count = len(change.leaving)
    are, leave = ("is", "leaves") if count == 1 else ("are", "leave")
    base, head = named(hide(change.base_name) or "the base"), named(hide(change.head_name) or "the head")
    text = f"{counted(count, 'commit')} of {base} {are} not in {head} and {leave} production"
    if paired == count:
        return f"{text}, but the same work arrives under another id for each."
    return f"{text}, {paired:,} of them under another id in {head}." if paired else f"{text}."


def _reverts(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """Reverts of what stands in production, and pairs that cancel out."""
    found = taken_back(change.commits, cancel)
    for commit, subject in found.of_production:
        text = f"The commit {named(commit.subject)} takes back what is in production now."
        yield Finding("change.revert", text, (commit.id,), {"subject": subject}, weight=_REVERTS)
    if found.pairs:
        gone = [target for _, target in found.pairs]
        subjects: list[str] = [commit.subject for commit in gone]
        cited = [one.id for pair in found.pairs for one in pair]
        is_, its = ("is", "a later one") if len(gone) == 1 else ("are", "later ones")
        text = f"{counted(len(gone), 'commit')} of the range {is_} taken back by {its} and no part of the change: "
        data: dict[str, Value] = {
            "count": len(gone),
            "subjects": subjects[:_MOST_SUBJECTS],
            "commits": [commit.id for commit in gone][:_MOST_SUBJECTS],
            "reverts": [revert.id for revert, _ in found.pairs][:_MOST_SUBJECTS],
        }
        yield Finding("change.cancelled", f"{text}{listed(subjects, 3)}.", tuple(cited[:_MOST_CITED]), data, _CANCELLED)


def _picked(change: Change) -> Iterator[Finding]:
    """Back-ports: what was made and perhaps tried elsewhere, and stands here under another id."""
    picked = [(commit, oids) for commit in change.commits if (oids := picked_from(commit))]
    if picked:
        subjects: list[str] = [commit.subject for commit, _ in picked]
        was = "was" if len(picked) == 1 else "were"
        text = f"{counted(len(picked), 'commit')} {was} cherry-picked from elsewhere: {listed(subjects, 3)}."
        data: dict[str, Value] = {
            "count": len(picked),
            "subjects": subjects[:_MOST_SUBJECTS],
            "from": [oids[0][:10] for _, oids in picked][:_MOST_SUBJECTS],
        }
        yield Finding("change.cherry_pick", text, tuple(one.id for one, _ in picked[:_MOST_CITED]), data, _PICKED)


def _formatting(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """Commits that the authors list as those that `git blame` may pass over: they are of format alone, they say."""
    by_oid = {commit.oid: commit for commit in change.commits}
    found: list[tuple[Commit, Place]] = []
    for path in _IGNORED if by_oid else ():
        text = change.content.read(path, cancel) or ""
        lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1))
        found += [(by_oid[line], Place(path, number, line)) for number, line in lines if line in by_oid]
    if found:
        subjects: list[str] = [commit.subject for commit, _ in found]
        changes = "changes" if len(found) == 1 else "change"
        text = f"{counted(len(found), 'commit')} {changes} the format alone, its authors say: {listed(subjects, 3)}."
        cited: tuple[str | Place, ...] = (*(commit.id for commit, _ in found[:_MOST_CITED]), found[0][1])
        data: dict[str, Value] = {"count": len(found), "subjects": subjects[:_MOST_SUBJECTS]}
        yield Finding("change.formatting", text, cited, data, _FORMATTING)
