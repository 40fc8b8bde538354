"""What each changed file declares on one side and not on the other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Side, Status
from ..formats import Unread
from ..production import language
from ..sides import Text, piece, sides
from .handlers import touched
from .items import BASES, OPEN, QUIET, Declared, Item, declared, reads
from .mounts import Mounts
from .routes import is_read, may_change, table
from .routes.route import UNKNOWN, absolute, join
from .rules import rules_for


@dataclass(frozen=True, slots=True)
class Sighting:
    """An item that one side of a file has and the other has not."""

    item: Item
    file: FileChange
    evidence: str
    side: Side
    sure: bool = True  # False where the other side still names it, in a way that may declare it
    whole: bool = True  # False where only pieces of the file are known, and so maybe not all of a route
    described: bool = False  # by a description, and not by code


@dataclass(frozen=True, slots=True)
class Touch:
    """An endpoint with a changed line in its code."""

    item: Item
    file: FileChange
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deprecation:
    """An item that is there on both sides, and deprecated on the new one only."""

    item: Item
    file: FileChange
    evidence: str


_QUOTED = re.compile(r"(?=([\"'`])([^\"'`\n]{1,200})\1)")
_INHERITED = ("", "{id}")  # below a view class: what its bases may serve
_OF_ROUTES = re.compile(
    r"(?:^|/)(?:urls|routes?|routers?|\w+[-_.]routes?|\w*_router)\.\w{2,3}$|/config/routes\.rb$|/routes/\w+\.php$"
)
Seen = Sighting | Deprecation | Touch
_Local = dict[tuple[Item, str], tuple[Declared, str]]  # with its evidence, by item and owner


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file shows, before the prefixes of other files are known."""

    file: FileChange
    one: Declared
    evidence: tuple[str, ...]
    side: Side | None = None  # None for what both sides have
    sure: bool = True
    touched: bool = False
    whole: bool = True

    @property
    def path(self) -> str:
        return self.file.old_side_path if self.side == "old" else self.file.path


def unreadable(change: Change, files: Iterable[FileChange], cancel: Cancel) -> Iterator[tuple[FileChange, str]]:
    """The files that are there to declare routes, and cannot be read; with the reason. For Python there are rules."""
    for file in files:
        if (
            language(file.path) != "python"
            and file.status is not Status.DELETED
            and is_read(file.path)
            and _OF_ROUTES.search(file.path)
        ):
            text = change.content.text(file, "new", cancel)
            try:
                table(text or "", file.path)
            except Unread as error:
                yield file, str(error)


def sightings(change: Change, files: Iterable[FileChange], cancel: Cancel) -> list[Seen]:
    """The items that the files gain, lose, deprecate and touch, with the prefixes that other files put before them."""
    found: list[_Found] = []
    for file in files:
        cancel.check()
        text = None
        if _may_matter(change, file, cancel):
            old, new = sides(change, file, cancel)
            found += _of(old, new, file, change.hunks(file, cancel))
            text = new.pieces[0] if new.whole and new.pieces else None
        found += (_Found(file, one, cited, touched=True) for one, cited in touched(change, file, text, cancel))
    mounts: dict[Side, Mounts] = {"old": Mounts(change, "old", cancel), "new": Mounts(change, "new", cancel)}
    for side, of_side in mounts.items():
        of_side.learn((it.path, it.one.owner) for it in found if it.one.owner and (it.side or "new") == side)
    seen = (_named(it, mounts[it.side or "new"]) for it in found)
    return [one for one in seen if one]


def _named(it: _Found, mounts: Mounts) -> Seen | None:
    item = _full(it.one, it.path, mounts)
    if not item:
        return None
    if it.touched:
        return Touch(item, it.file, it.evidence)
    return (
        Sighting(item, it.file, it.evidence[0], it.side, it.sure)
        if it.side
        else Deprecation(item, it.file, it.evidence[0])
    )


def _may_matter(change: Change, file: FileChange, cancel: Cancel) -> bool:
    """Whether what the hunks show, with their context, has to do with a declaration."""
    paths = dict.fromkeys((file.path, file.old_side_path))
    if not any(is_read(path) or rules_for(path) for path in paths):
        return False
    if file.old_path and any(rule.path for path in paths for rule in rules_for(path)):
        return True  # its path is its address
    shown = "\n".join(line.text for hunk in change.hunks(file, cancel) for line in hunk.lines)
    if any(may_change(shown, path) for path in paths):
        return True
    rules = [rule for path in paths for rule in rules_for(path) if any(word in shown for word in rule.near)]
    if any(rule.near != rule.has for rule in rules):
        return True
    return bool(rules) and _pieces_differ(change.hunks(file, cancel), file)


def _pieces_differ(hunks: Iterable[Hunk], file: FileChange) -> bool:
    """Whether the hunks alone show another declaration on one side than on the other; quicker than both whole sides."""
    for hunk in hunks:
        old, new = piece(hunk, "old"), piece(hunk, "new")
        before = {(one.item, one.deprecated) for one in declared(old, file.old_side_path, by_rules=True)}
        if before != {(one.item, one.deprecated) for one in declared(new, file.path, by_rules=True)}:
            return True
    return False


def _full(one: Declared, path: str, mounts: Mounts) -> Item | None:
    """The item with its whole route; None for what a class serves where nothing tells at which route."""
    if not one.owner:
        return one.item
    prefix = mounts.prefix(path, one.owner)
    if prefix is None:
        return None if one.owner.startswith("class ") else one.item
    whole = join(prefix, one.item.name)
    return replace(one.item, name=absolute(whole) if prefix else whole)


def _of(old: Text, new: Text, file: FileChange, hunks: Sequence[Hunk]) -> Iterator[_Found]:
    by_rules = not (_reads(old, file.old_side_path) and _reads(new, file.path))
    before = _declared(old, file, hunks, "old", by_rules=by_rules)
    after = _declared(new, file, hunks, "new", by_rules=by_rules)
    quoted: set[str] | None = None
    there = {(item.surface, item.name) for item, _ in after}
    unsure = _unsure(before, after)
    whole = old.whole and new.whole
    covered = _covered(before, after)
    for key, (one, at) in before.items():
        if (
            key not in after
            and one.item.surface not in QUIET
            and not (one.owner in unsure and one.item.name in _INHERITED)
        ):
            quoted = _quoted("\n".join(new.pieces)) if quoted is None else quoted
            sure = (one.item.surface, one.item.name) in there or one.item.name not in quoted
            sure = sure and not (one.item.surface == "endpoint" and _below(one.item.name, covered))
            yield _Found(file, one, (at,), "old", sure, whole=whole)
    for key, (one, at) in after.items():
        if (
            key not in before
            and one.item.surface not in QUIET
            and not (one.owner in unsure and one.item.name in _INHERITED)
        ):
            yield _Found(file, one, (at,), "new", whole=whole)
        elif key in before and one.deprecated and not before[key][0].deprecated:
            yield _Found(file, one, (at,))


def _reads(text: Text, path: str) -> bool:
    """Whether a side can be read with its groups; a piece of Python mostly is no Python."""
    if not text.whole:
        return language(path) != "python"
    return all(reads(one, path) for one in text.pieces)


def _covered(before: _Local, after: _Local) -> list[str]:
    """The prefixes below which something may declare what is no longer declared here: newly mounted, or unknown."""
    opened = [key for key in after if key[0].surface == OPEN]
    sure = {item.name for item, owner in opened if (item, owner) in before and item.detail != UNKNOWN}
    return [
        item.name.strip("/")
        for item, owner in opened
        if item.name not in sure and (item.name or (item, owner) not in before)
    ]


def _below(route: str, prefixes: Iterable[str]) -> bool:
    """Whether a route stands below something that is newly mounted, and may declare it."""
    return any(f"{route.strip('/')}/".startswith(f"{prefix}/" if prefix else "") for prefix in prefixes)


def _unsure(before: _Local, after: _Local) -> set[str]:
    """The view classes of which the bases, which we do not read, may serve what the class itself does not."""
    old, new = ({item.name: item.detail for item, _ in side if item.surface == BASES} for side in (before, after))
    return {owner for owner in old.keys() | new.keys() if not (old.get(owner, "x") and new.get(owner, "x"))} | {
        owner for owner in old.keys() & new.keys() if old[owner] != new[owner]
    }


def _quoted(text: str) -> set[str]:
    """What a text quotes: a name there may be declared as no reader knows it, or by a prefix and a rest."""
    return {found[2] for found in _QUOTED.finditer(text)}


def _declared(text: Text, file: FileChange, hunks: Sequence[Hunk], side: Side, *, by_rules: bool) -> _Local:
    path = file.old_side_path if side == "old" else file.path
    found: _Local = {}
    if not text.whole:
        for hunk, part in zip(hunks, text.pieces, strict=True):
            for one in declared(part, path, by_rules=by_rules):
                found.setdefault((one.item, one.owner), (one, hunk.id))
        return found
    for whole in text.pieces:
        for one in declared(whole, path, by_rules=by_rules):
            found.setdefault((one.item, one.owner), (one, _hunk_of(one.line, file, hunks, side)))
    return found


def _hunk_of(line: int, file: FileChange, hunks: Sequence[Hunk], side: Side) -> str:
    """The hunk that shows a line of a side, or the last one before it: a group's beginning; else the file."""
    before = file.id
    for hunk in hunks:
        start, count = (hunk.old_start, hunk.old_count) if side == "old" else (hunk.new_start, hunk.new_count)
        if start <= line < start + max(1, count):
            return hunk.id
        if start <= line:
            before = hunk.id
    return before
