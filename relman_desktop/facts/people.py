"""Who made the change, and who owns what it touches (CODEOWNERS)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from ..jobs import Cancel
from ..sources.change import Change, Commit, Kind
from ..sources.patterns import forgiving
from .fact import Finding, Place
from .robots import is_robot

# In the order in which GitHub and GitLab look for it.
_OWNERS_FILES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`people.author` for the three with the most commits, `people.owner` for the three that own most files."""
    yield from _authors(change)
    yield from _owners(change, cancel)


def _authors(change: Change) -> Iterator[Finding]:
    commits = [commit for commit in change.commits if not is_robot(commit.author, commit.email) and not commit.is_merge]
    people = sorted(by_person(commits), key=len, reverse=True)
    total = sum(not commit.is_merge for commit in change.commits)
    for theirs in people[:3]:
        author, count = _name(theirs), len(theirs)
        what = f"{count} of the change's commits" if total > 1 else "the change's only commit"
        yield Finding(
            "people.author",
            f"{author} wrote {what}.",
            tuple(commit.id for commit in theirs[:5]),
            {"name": author, "commits": count},
            weight=3,
        )


def by_person(commits: Iterable[Commit]) -> list[list[Commit]]:
    """The commits of each person, by address and by name: `Ada Lovelace` and `AdaLovelace` are one."""
    known: dict[str, list[Commit]] = {}
    for commit in commits:
        keys = _keys(commit)
        groups = {id(known[key]): known[key] for key in sorted(keys) if key in known}
        ours = max(groups.values(), key=len, default=[])
        for other in groups.values():
            if other is not ours:
                ours += other
                known |= {key: ours for one in other for key in _keys(one)}
        ours.append(commit)
        known |= dict.fromkeys(keys, ours)
    return list({id(group): group for group in known.values()}.values())


def _keys(commit: Commit) -> set[str]:
    return {commit.email.lower(), re.sub(r"\W", "", commit.author).lower()} - {""}


def _name(theirs: list[Commit]) -> str:
    """The name that a person writes most; among as many, and before any login, one of several words."""
    counted = Counter(commit.author for commit in theirs)
    return max(counted, key=lambda name: (" " in name.strip(), counted[name]))


def _owners(change: Change, cancel: Cancel) -> Iterator[Finding]:
    rules = owner_rules(change, cancel)
    if not rules:
        return
    owned: Counter[str] = Counter()
    places: dict[str, Place] = {}
    files = [file for file in change.files if file.kind is not Kind.GENERATED]
    for file in files:
        cancel.check()
        if rule := next((rule for rule in reversed(rules) if rule.matches(file.path)), None):
            for owner in rule.owners:
                owned[owner] += 1
                places.setdefault(owner, rule.place)
    for owner, count in owned.most_common(3):
        yield Finding(
            "people.owner",
            f"{owner} owns {count} of the {len(files)} changed files ({places[owner].path}).",
            (places[owner],),
            {"name": owner, "files": count},
            weight=3,
        )


class OwnerRule:
    """A line of CODEOWNERS: the last rule that matches a path names its owners."""

    def __init__(self, place: Place, pattern: str, owners: list[str]) -> None:
        self.place = place
        self.owners = owners
        self._pattern = forgiving([pattern])

    def matches(self, path: str) -> bool:
        return self._pattern.matches(path)


def owner_rules(change: Change, cancel: Cancel) -> list[OwnerRule]:
    """The lines of CODEOWNERS that name somebody, in their order."""
    read = ((path, change.content.read(path, cancel)) for path in _OWNERS_FILES)
    path, text = next(((path, text) for path, text in read if text), ("", ""))
    return [rule for rule in (_rule(path, *line) for line in islice(enumerate(text.splitlines(), 1), 2000)) if rule]


def _rule(path: str, number: int, line: str) -> OwnerRule | None:
    words = line.partition("#")[0].split()
    owners = [word for word in words[1:] if "@" in word and not is_robot(word.lstrip("@"), word)]
    # GitLab's section headings "[Database] @team" are no pattern.
    return (
        OwnerRule(Place(path, number, line.strip()), words[0], owners) if owners and words[0][0] not in "[^" else None
    )
