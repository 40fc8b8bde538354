"""Environment variables, declared settings and flags that code begins to read, ceases to read, or reads otherwise.

A name is new only if nothing of the project mentioned it before: what has merely moved, or is read in one place more,
is no news. So names are compared over the whole change, and the few that seem new or gone are looked for elsewhere.
"""

from collections.abc import Iterable, Iterator

from ...jobs import Cancel
from ...sources.change import Change
from ..fact import Finding
from . import documented, flags, telling
from .declared import declared
from .lines import mentions
from .mentions import Mention, Name, is_read, names_of
from .renames import renames
from .rules import Role, patterns_for
from .standing import standing


def variables(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`config.env_*`, `config.key_*` and `config.flag_*` for what code reads, and `config.undocumented|outdated`."""
    names = _names(change, cancel)
    arrived = {name.name for name in names if name.is_new and _reads(name.new)}
    left = {name.name for name in names if name.is_gone and _reads(name.old)}
    needier = {name.name for name in names if _needs_more(name)}
    before = standing(change, arrived | needier, "old", cancel)
    after = standing(change, left | documented.asked(names), "new", cancel)
    fresh = [name for name in names if name.is_new and name.name not in before.used]
    gone = [name for name in names if name.is_gone and name.name not in after.used]
    paired = renames(names, gone, fresh)
    told = {name.name for one in paired for name in (one.old, one.new)}
    everywhere = {"everywhere": before.whole and after.whole}
    by_new = {one.new.name: one for one in paired}
    for name in names:
        if name.name in by_new:
            yield telling.renamed(by_new[name.name], **everywhere)
        elif name.name in told:
            continue
        elif name.is_new or name.is_gone:
            yield from [telling.added(name, **everywhere)] if name in fresh else []
            yield from [_removed(change, name, cancel, **everywhere)] if name in gone else []
        else:
            yield from telling.changed(name, before.needed)
    if before.whole and after.whole:
        yield from documented.findings(names, [name for name in fresh if name.name not in told], after.lines)


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
            old += mentions(change, file, "old", cancel)
            new += mentions(change, file, "new", cancel)
        before, after = declared(change, file, cancel)
        old += before
        new += after
    return names_of((old, new))


def _reads(mentioned: Iterable[Mention]) -> bool:
    return any(mention.role is not Role.SET for mention in mentioned)


def _needs_more(name: Name) -> bool:
    return bool(name.old and telling.required_of(name.new) and not telling.required_of(name.old))
