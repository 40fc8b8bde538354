"""Versions that documents name: sections for another version's upgrade, and examples in commands."""

import re
from collections.abc import Iterable

from ...sources.change import Change

_ANY = re.compile(r"v?(\d+(?:\.\d+)+)")
_OF_SECTION = re.compile(
    r"(?:\bv|\b(?:to|from|version|release|in|for|since)\s+v?)(\d+(?:\.\d+)+)|^\W*v?(\d+\.\d+\.\d+)"
    r"|^\W*(\d+\.\d+)\s*(?:[\](]|$)",  # "[0.3](https://…)", "0.3 (2018)", and not "1.2 Install"
    re.IGNORECASE,
)
_OF_COMMAND = re.compile(r"(?<![\d.])(\d+\.\d+\.\d+)(?![\d.]*\d)")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")


def about_another_version(titles: Iterable[str], change: Change) -> bool:
    """Whether a heading above names a version that is not on the way from the base to the head."""
    named = (_OF_SECTION.search(title) for title in titles)
    return any(not _on_the_way(next(filter(None, match.groups())), change) for match in named if match)


def is_of_another_version(path: str, change: Change) -> bool:
    """Whether a document's own name says that it is for a version that is not on the way: `UPGRADE-18.0.md`."""
    named = _ANY.search(path.rpartition("/")[2])
    return named is not None and not _on_the_way(named[1], change)


def example_of(command: str) -> str | None:
    """The version that a command names, which is another one at every release; None where it names none."""
    match = _OF_COMMAND.search(_ADDRESS.sub("", command))
    return match[1] if match else None


def _on_the_way(version: str, change: Change) -> bool:
    from packaging.version import Version

    ends = (_ANY.search(change.base_name), _ANY.search(change.head_name))
    if not all(ends):
        return False
    base, head = (Version(end[1]) for end in ends if end)
    return base < Version(version) <= head
