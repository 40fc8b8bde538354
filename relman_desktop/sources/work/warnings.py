"""What is odd about the references of a change."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ...wording import joined, unhidden
from ..change import Change
from .item import WorkItem
from .reference import split

_SHORTEST = 3  # letters of a prefix in which a wrong one can be told from another project's
_FEWEST = 3  # keys of one project, beside which a single one of another looks like a slip


def warnings(change: Change, work: Sequence[WorkItem]) -> tuple[str, ...]:
    """A branch that names another ticket than its commits, and a key that looks like a slip of the hand."""
    return (*_disagreement(change, work), *_slips(work))


def _disagreement(change: Change, work: Sequence[WorkItem]) -> Iterator[str]:
    """Keys are compared with keys and numbers with numbers: a team may have two trackers."""
    by_branch = [item for item in work if any(one.where == "branch" and one.ref == change.branch for one in item.found)]
    signs = {split(item.key)[1] for item in by_branch}
    named = [item for item in work if item.is_named and item.commits and split(item.key)[1] in signs]
    if by_branch and named and not {item.key for item in by_branch} & {item.key for item in named}:
        ours, theirs = (joined(sorted(item.key for item in items)) for items in (by_branch, named))
        yield f"The branch {unhidden(change.branch or '')} names {ours}, but its commits name {theirs}."


def _slips(work: Sequence[WorkItem]) -> Iterator[str]:
    """A key that stands in one place only, and differs from the prefix of the others by one letter."""
    keys = [item for item in work if item.tracker in ("jira", "linear") and split(item.key)[1] == "-"]
    counts = Counter(split(item.key)[0] for item in keys)
    usual, number = counts.most_common(1)[0] if counts else ("", 0)
    for item in keys:
        prefix = split(item.key)[0]
        alone = counts[prefix] == 1 and len(item.found) == 1 and len(usual) >= _SHORTEST
        if number >= _FEWEST and alone and _differ_by_one(prefix, usual):
            yield (
                f"{item.key} is named once, and {number} other keys of this change begin with {usual}-: "
                f"was {usual}-{split(item.key)[2]} meant?"
            )


def _differ_by_one(one: str, other: str) -> bool:
    """Whether a letter is another one, is missing, is one too many, or changed its place with the next."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[start:], other[start:]
    return (
        rest[1:] in (others[1:], others)
        or rest == others[1:]
        or (rest[:2] == others[:2][::-1] and rest[2:] == others[2:])
    )
