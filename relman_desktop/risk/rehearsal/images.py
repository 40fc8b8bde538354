"""The images that the deployment files name: what they say of the version to go back to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...facts.book import Facts
from ...facts.delivery.formats import is_example, is_for_development
from ...facts.delivery.images import repository as name_of
from ...facts.production import is_beside
from ...jobs import Cancel
from ...sources.change import Change
from .table import table

_MOST_FILES = 40  # deployment files of the base's tree that are read
_LONGEST = 200_000  # characters of one
_LONGEST_LINE = 400
_WORD = re.compile(r"[^a-z0-9]+")
_OF_DOCKERFILE = re.compile(r"(?i)(?:^|/)[^/]*(?:dockerfile|containerfile)[^/]*$")


@dataclass(frozen=True, slots=True)
class Image:
    """An image that the previous version runs as."""

    name: str  # as written: "ghcr.io/team/shop:1.2.0"
    path: str  # of the file that names it
    evidence: tuple[str, ...] = ()
    replaced: bool = False  # whether the change puts another in its place; else it is the product's own

    @property
    def is_version(self) -> bool:
        """Whether the name still means the same image tomorrow: it has a digest, or a tag that tells a version."""
        tag = self.name.removeprefix(name_of(self.name)).lstrip(":")
        if "@sha256:" in self.name:
            return True
        return bool(tag) and "$" not in tag and tag.lower() not in table().mutable

    @property
    def is_known(self) -> bool:
        """Whether its tag is written there, rather than put in when it is deployed."""
        return not any(sign in self.name for sign in "${}")


def images(change: Change, facts: Facts, cancel: Cancel) -> tuple[Image, ...]:
    """Those that this change replaces in what runs in production, then the product's own that stay as named."""
    replaced = list(_replaced(facts))
    known = {name_of(one.name) for one in replaced}
    own = [one for one in _own(change, facts, cancel) if name_of(one.name) not in known]
    return tuple({(one.name, one.path): one for one in (*replaced, *own)}.values())


def _replaced(facts: Facts) -> Iterator[Image]:
    for fact in facts.of("delivery.image"):
        old, path = fact.get("old"), fact.get("path")
        deployed = fact.get("where") in ("", "production") and not _OF_DOCKERFILE.search(path)
        if old and deployed and " " not in old:
            yield Image(old, path, (fact.id,), replaced=True)


def _own(change: Change, facts: Facts, cancel: Cancel) -> Iterator[Image]:
    """The images of the product itself in the deployment files of the base's tree."""
    published = {name_of(fact.get("image")): fact.id for fact in facts.of("delivery.artifact")}
    paths = [path for path in change.content.tree(cancel, "old") if _is_deployed(path)]
    for path in sorted(paths, key=lambda path: (path.count("/"), path))[:_MOST_FILES]:
        cancel.check()
        for name in _named_in(change.content.read(path, cancel, "old") or ""):
            image = name_of(name)
            if image in published or _plain(image.rpartition("/")[2]) == _plain(change.repo):
                yield Image(name, path, (published[image],) if image in published else ())


def _is_deployed(path: str) -> bool:
    """Not what only shows how it could be done, or what developers run."""
    return table().is_deployment(path) and not (is_beside(path) or is_example(path) or is_for_development(path))


def _named_in(text: str) -> Iterator[str]:
    for line in text[:_LONGEST].splitlines():
        found = table().image.match(line) if len(line) <= _LONGEST_LINE else None
        if found:
            yield found[1]


def _plain(name: str) -> str:
    return _WORD.sub("", name.lower())
