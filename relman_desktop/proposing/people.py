"""Who owns what (CODEOWNERS), and who writes most; nobody's address."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from ..facts.robots import is_robot
from ..sources.patterns import means_something
from ..sources.profile.profile import Value
from .head import Head
from .proposed import Proposed

_YEAR = timedelta(days=365)
_MOST_OWNERS = 12
_MOST_PATHS = 20  # of one owner
_MOST_AUTHORS = 2
_SHARE = 0.1  # of the commits
_FEWEST = 5  # commits of an author
_PROGRAM = re.compile(r"(?i)\bbot\b|^(weblate|crowdin|transifex)\b")
_EVERYTHING = ("*", "/", "**", "/**", "/*")


def people(head: Head) -> Iterator[Proposed]:
    """[[people]]: the owners as reviewers; the authors as a question, for what they do besides is not known."""
    yield from _owners(head)
    yield from _authors(head)


def is_person(author: str) -> bool:
    """Whether a name is one of a person, and not of a program."""
    return bool(author.strip()) and not is_robot(author) and not _PROGRAM.search(author)


def _owners(head: Head) -> Iterator[Proposed]:
    owned: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for rule in head.owners:
        pattern = rule.place.text.split()[0]
        for owner in rule.owners:
            if owner.startswith("@") and means_something(pattern):
                owned.setdefault(owner, []).append(pattern)
                places.setdefault(owner, rule.place.ref)
    for owner, patterns in sorted(owned.items(), key=lambda pair: -len(pair[1]))[:_MOST_OWNERS]:
        values: dict[str, Value] = {"name": owner, "roles": ("reviewer",)}
        if "/" in owner:
            values["group"] = owner
        if not set(patterns) & {*_EVERYTHING} and len(patterns) <= _MOST_PATHS:
            values["paths"] = tuple(dict.fromkeys(patterns))
        yield Proposed("people", values, places[owner])


def _authors(head: Head) -> Iterator[Proposed]:
    if not head.commits:
        return
    newest = max(one.when for one in head.commits)
    lately = Counter(one.author for one in head.commits if newest - one.when <= _YEAR and is_person(one.author))
    for name, count in lately.most_common(_MOST_AUTHORS):
        if count >= max(_FEWEST, _SHARE * len(head.commits)) and not re.search(r"\S@\S", name):
            said = f"wrote {count} of the last {len(head.commits)} commits: which part in a release?"
            yield Proposed("people", {"name": name, "roles": ("deployer", "validator")}, said, sure=False)
