"""Tags as names of versions: those of one commit, and the last one before it."""

import re
from dataclasses import dataclass

from ..errors import Cancelled
from ..jobs import Cancel
from .repository import Repository

_SECONDS = 5.0  # what leads back to a tag may be a whole history
_MOST = 5_000  # tags that are looked at


@dataclass(frozen=True, slots=True)
class Before:
    """The nearest tag that leads to a commit, and how many commits came after it."""

    name: str
    distance: int


def tags_at(repository: Repository, oid: str, cancel: Cancel) -> tuple[str, ...]:
    """The tags that name a commit, by its full id; the last one made first."""
    return _tags(repository, cancel, f"--points-at={oid}")


def has_tags(repository: Repository, cancel: Cancel) -> bool:
    """Whether there is any tag here; a clone may have been told to bring none."""
    return bool(_tags(repository, cancel, "--count=1"))


def tag_before(repository: Repository, oid: str, names: re.Pattern[str], cancel: Cancel) -> Before | None:
    """The last tag made, of those with such names, of a commit that leads to this one; None where there is none, or
    where finding it takes too long."""
    try:
        with cancel.within(_SECONDS) as late:
            merged = _tags(repository, late, f"--merged={oid}", f"--count={_MOST}")
            found = next((name for name in merged if names.search(name)), None)
            if found is None:
                return None
            said = repository.run("rev-list", "--count", f"refs/tags/{found}..{oid}", "--", cancel=late)
            return Before(found, int(said.data))
    except Cancelled:
        cancel.check()
        return None


def _tags(repository: Repository, cancel: Cancel, *which: str) -> tuple[str, ...]:
    order = ("--sort=-version:refname", "--sort=-creatordate")  # the last one counts first
    words = ("for-each-ref", *order, *which, "--format=%(refname)", "refs/tags")
    said = repository.run(*words, cancel=cancel).data.decode("utf-8", "surrogateescape")
    return tuple(name.removeprefix("refs/tags/") for name in said.split("\n")[:-1])[:_MOST]
