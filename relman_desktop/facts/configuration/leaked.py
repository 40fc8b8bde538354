"""Secrets that the change writes into the configuration of the product: whoever can read the repository has them."""

from collections.abc import Iterator, Sequence

from ...jobs import Cancel
from ...sources.change import Change, Status
from ...wording import listed, named
from ..fact import Finding
from ..sides import Finder
from .differences import Difference
from .rules import is_kind
from .secrets import placeholder, secret_name, secret_value
from .values import COMPUTED

_WEIGHT = 60
_MOST = 5


def leaked(change: Change, found: Sequence[Difference], cancel: Cancel) -> Iterator[Finding]:
    """`config.secret_written` for one file: its secrets that had no value before, if one looks like a real one."""
    new = [one for one in found if _is_new_secret(one)]
    if not any(secret_value(str(one.new)) for one in new) or _is_moved(change, new, cancel):
        return
    file, keys = new[0].file, [one.key for one in new]
    stand = "A secret stands" if len(keys) == 1 else "Secrets stand"
    finder = Finder(file, change.hunks(file, cancel))
    yield Finding(
        "config.secret_written",
        f"{stand} in plain text in {named(file.path)}: {listed(keys)}.",
        tuple(dict.fromkeys(finder.find(one.path[-1], str(one.new)) for one in new[:_MOST])),
        {"path": file.path, "names": keys[:20], "count": len(keys)},
        weight=_WEIGHT,
    )


def _is_new_secret(one: Difference) -> bool:
    """Whether a key that tells of a secret has a value that was not there, or only stood for one."""
    if one.former or one.file.status is Status.DELETED or is_kind(one.file.path, "samples"):
        return False
    was = one.old is None or (isinstance(one.old, str) and placeholder(one.old))
    return (
        was
        and isinstance(one.new, str)
        and one.new != COMPUTED
        and secret_name(one.holder)
        and not placeholder(one.new)
    )


def _is_moved(change: Change, new: Sequence[Difference], cancel: Cancel) -> bool:
    """Whether the change takes the same value away elsewhere."""
    value = next(str(one.new) for one in new if secret_value(str(one.new))).strip("\"'")
    hunks = (hunk for file in change.files if not file.binary for hunk in change.hunks(file, cancel))
    return any(value in line.text for hunk in hunks for line in hunk.removed)
