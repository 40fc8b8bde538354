"""Environment variables, declared settings and flags that code begins to read, ceases to read, or reads otherwise.

A name is new only if nothing of the project mentioned it before: what has merely moved, or is read in one place more,
is no news. So names are compared over the whole change, and the few that seem new or gone are looked for elsewhere.
"""

import re
from collections.abc import Iterable, Iterator

from ...jobs import Cancel
from ...sources.change import Change, Side
from ..fact import Finding
from . import documented, flags, telling, unlisted
from .declared import declared
from .developers import is_for_developers
from .lines import mentions
from .mentions import Mention, Name, is_read, names_of
from .renames import left_to, renames
from .rules import Role, patterns_for
from .standing import standing

_SIDES: tuple[Side, Side] = ("old", "new")


def variables(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`config.env_*`, `config.key_*` and `config.flag_*` for what code reads, and `config.undocumented|outdated`."""
    names = _names(change, cancel)
    arrived = {name.name for name in names if name.is_new and _is_searched(name.new)}
    left = {name.name for name in names if name.is_gone and _is_searched(name.old)}
    needier = frozenset(name.name for name in names if _needs_more(name))
    before = standing(change, arrived | needier, "old", cancel, needier)
    after = standing(change, left | documented.asked(names), "new", cancel)
    everywhere = before.whole and after.whole
    touched = [name for name in names if _is_touched(name)]
    fresh = {name.identity: name for name in touched if name.is_new and name.name not in before.used}
    gone = {name.identity: name for name in touched if name.is_gone and name.name not in after.used}
    pairs = {one.new.identity: one for one in renames(names, gone.values(), fresh.values())}
    former = {one.old.identity for one in pairs.values()}
    for name in names:
        key = name.identity
        if key in pairs:
            yield telling.renamed(pairs[key], everywhere=everywhere)
        elif key in former:
            continue
        elif key in fresh:
            yield telling.added(name, everywhere=everywhere)
        elif key in gone and (heir := left_to(name, names)):
            yield telling.renamed(heir, everywhere=everywhere)
        elif key in gone:
            yield _removed(change, name, cancel, everywhere=everywhere)
        elif not name.is_new and not name.is_gone:
            told = telling.changed(name, before.needed)
            yield from (one for one in told if not _is_written_alike(change, one, cancel))
    yield from unlisted.findings(change, names, after.used, cancel)
    if everywhere:
        unpaired = [name for key, name in fresh.items() if key not in pairs]
        yield from documented.findings(names, unpaired, after.lines)


def _is_written_alike(change: Change, finding: Finding, cancel: Cancel) -> bool:
    """Whether a setting's new type of Go is only another name for the old one, so that its values stay as they are."""
    old, new = str(finding.data.get("old")), str(finding.data.get("new"))
    if (
        not finding.kind.endswith("_type")
        or not str(finding.data.get("path")).endswith(".go")
        or not new.isidentifier()
    ):
        return False
    found = change.content.search([new], "new", cancel)
    alike = re.compile(rf"\s*type {new} =? ?{re.escape(old)}\s*(?://.*)?$")
    return any(line.path.endswith(".go") and alike.match(line.text) for line in found.matches) if found else False


def _removed(change: Change, name: Name, cancel: Cancel, *, everywhere: bool) -> Finding:
    if telling.first_of(name.old).role is Role.FLAG:
        return telling.settled(name, flags.settled(change, name, cancel), everywhere=everywhere)
    return telling.removed(name, everywhere=everywhere)


def _names(change: Change, cancel: Cancel) -> list[Name]:
    old: list[Mention] = []
    new: list[Mention] = []
    for file in filter(is_read, change.files):
        cancel.check()
        if patterns_for(file.path):
            before, after = (mentions(change, file, side, cancel) for side in _SIDES)
            if _is_only_set(before, after) and is_for_developers(change, file, cancel):
                continue
            old += before
            new += after
        before, after = declared(change, file, cancel)
        old += before
        new += after
    return names_of((old, new))


def _is_only_set(*sides: list[Mention]) -> bool:
    mentioned = [one for side in sides for one in side]
    return bool(mentioned) and all(one.role is Role.SET for one in mentioned)


def _is_touched(name: Name) -> bool:
    """Whether a field itself comes or goes: where only its type is called otherwise, nobody who configures sees it."""
    return any(one.changed or not one.scope for one in (*name.new, *name.old))


def _is_searched(mentioned: Iterable[Mention]) -> bool:
    return any(mention.role is not Role.SET and not mention.scope for mention in mentioned)


def _needs_more(name: Name) -> bool:
    return bool(name.old and telling.required_of(name.new) and not telling.required_of(name.old))
