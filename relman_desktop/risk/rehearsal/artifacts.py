"""Which names lead back to the previous version: tags, images, a version that is written down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...facts.book import Facts
from ...facts.fact import Fact
from ...jobs import Cancel
from ...sources.change import Change
from ...sources.repository import Repository
from ...sources.tags import Before, has_tags, tag_before, tags_at
from ...wording import counted, listed, named
from .images import Image, images
from .rehearsal import Finding, Outcome, worst
from .table import table

NAME = "artifacts"
_MOST_TAGS = 3
_MOST_LINES = 12
_MOST_CITED = 8


@dataclass(frozen=True)
class _Names:
    """All that names the version before the change, and the one after it."""

    change: Change
    tags: tuple[str, ...]  # of the base, those that may be versions first
    new_tags: tuple[str, ...]  # of the head
    before: Before | None  # where the base has no tag
    images: tuple[Image, ...]
    versions: tuple[Fact, ...]
    published: tuple[Fact, ...]
    has_tags: bool

    @property
    def base(self) -> str:
        return self.change.base[:10]

    @property
    def moving(self) -> list[Image]:
        """Images whose names do not tell a version, though they are written out."""
        return [one for one in self.images if one.is_known and not one.is_version]

    @property
    def pinned(self) -> list[Image]:
        return [one for one in self.images if one.is_known and one.is_version]


def artifacts(repository: Repository, change: Change, facts: Facts, cancel: Cancel) -> Finding:
    """What names the version to go back to. Nothing is looked up on a network: that an image is still there to be
    pulled is not known."""
    tags = _sorted(tags_at(repository, change.base, cancel))
    names = _Names(
        change,
        tags,
        _sorted(tags_at(repository, change.head, cancel)),
        None if tags else tag_before(repository, change.base, table().version, cancel),
        images(change, facts, cancel),
        facts.of("notes.version"),
        facts.of("delivery.artifact"),
        bool(tags) or has_tags(repository, cancel),
    )
    outcome, text = _told(names)
    return Finding(NAME, outcome, text, _evidence(names), tuple(_lines(names))[:_MOST_LINES])


def _sorted(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(tags, key=lambda tag: not table().version.search(tag)))


def _told(names: _Names) -> tuple[Outcome, str]:
    outcome, text = _named_by(names)
    if not names.moving:
        return outcome, f"{text}."
    return worst(outcome, "partly"), f"{text}, but {_run_as(names.moving)}."


def _named_by(names: _Names) -> tuple[Outcome, str]:
    """What names it, the most certain first, as a sentence without its full stop."""
    if names.tags:
        are = "The tag {} names" if len(names.tags) == 1 else "The tags {} name"
        return "yes", f"{are.format(listed(names.tags, _MOST_TAGS))} the version to go back to ({names.base})"
    if names.pinned:
        return "yes", _by_images(names.pinned)
    if names.before:
        since = counted(names.before.distance, "commit")
        last = f"the last one before it is {named(names.before.name)}, {since} earlier"
        return "partly", f"No tag names the version to go back to ({names.base}): {last}"
    if names.versions:
        old, path = (named(names.versions[0].get(key)) for key in ("old", "path"))
        return "partly", f"Only {path} names the version to go back to, {old}: there is no tag for {names.base}"
    text = f"Nothing but its commit {names.base} names the version to go back to"
    if names.has_tags:
        return "partly", f"{text}: no tag, no image and no version file does"
    return "unknown", f"{text}: this copy of the repository has no tags, and whether another has one is not known"


def _by_images(pinned: Sequence[Image]) -> str:
    """The product's own where it is there; of the others all that the change replaces go back."""
    own = [one for one in pinned if not one.replaced] or list(pinned)
    names = list(dict.fromkeys(one.name for one in own))
    are = "The image {} names" if len(names) == 1 else "The images {} name"
    return f"{are.format(listed(names, _MOST_TAGS))} the version to go back to"


def _run_as(moving: Sequence[Image]) -> str:
    first = moving[0]
    more = f" and {counted(len(moving) - 1, 'more image')}" if len(moving) > 1 else ""
    does = "do" if more else "does"
    return f"{named(first.name)} in {named(first.path)}{more} {does} not name a version"


def _lines(names: _Names) -> Iterator[str]:
    if names.tags:
        yield f"tags of the previous version: {listed(names.tags, _MOST_TAGS)}"
    if names.before:
        yield f"last tag before it: {named(names.before.name)}, {counted(names.before.distance, 'commit')} earlier"
    if names.new_tags:
        yield f"tags of the new version: {listed(names.new_tags, _MOST_TAGS)}"
    for fact in names.versions:
        yield f"{named(fact.get('path'))}: {named(fact.get('old'))} before, {named(fact.get('new'))} now"
    for one in names.images:
        yield f"{named(one.path)}: {named(one.name)}{_remark(one)}"
    for fact in names.published:
        image = named(fact.get("image"))
        yield f"releases are published as {image}; whether the previous one is still there was not looked up"


def _remark(image: Image) -> str:
    if not image.is_known:
        return ", whose tag is set when it is deployed"
    return "" if image.is_version else ", which does not name a version"


def _evidence(names: _Names) -> tuple[str, ...]:
    of_images = [one for image in names.images for one in image.evidence]
    of_facts = [fact.id for fact in (*names.versions, *names.published)]
    return tuple(dict.fromkeys([*of_images, *of_facts]))[:_MOST_CITED]
