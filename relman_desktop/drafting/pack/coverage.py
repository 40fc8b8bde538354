"""How far each changed file is covered by what was packed, and why no further."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...sources.change import Hunk, Status
from ...wording import counted
from .hunk_room import Sized
from .outside import Named
from .packed import Coverage, Level

_ABOUT = 5  # evidence of a fact that tells of its files; one with more only counts them


@dataclass(frozen=True)
class Shown:
    """What the pack shows of the files."""

    hunks: Mapping[str, tuple[Hunk, ...]]  # all there are, by id of the files that were read
    views: Mapping[str, Sized]  # those that are shown, by hunk id
    outlined: Collection[str]  # ids of files of which names are told
    told: Collection[str]  # ids of files that facts tell of
    never: Mapping[str, str]  # why no hunk of a file is ever packed, by file id
    unread: Collection[str]  # ids of files too large to look into


def coverage(files: Sequence[Named], shown: Shown, tokens: Mapping[str, int]) -> Iterator[Coverage]:
    """One for each file, in order. `tokens` by file id."""
    for named in files:
        level, sent, reason = _covered(named, shown)
        hunks = len(shown.hunks.get(named.id, ()))
        yield Coverage(named.id, named.path, level, sent, hunks, reason, tokens[named.id])


def files_told(evidence: Collection[Sequence[str]]) -> set[str]:
    """The files that facts with this evidence tell of."""
    return {one.partition(".")[0] for cited in evidence if len(cited) <= _ABOUT for one in cited}


def _covered(named: Named, shown: Shown) -> tuple[Level, int, str]:
    less = Level.CONDENSED if named.id in shown.outlined or named.id in shown.told else Level.NAMED
    if reason := shown.never.get(named.id):
        return less, 0, reason
    if named.id in shown.unread:
        lines = counted(named.file.added + named.file.removed, "changed line")
        return less, 0, f"Budget: {lines} are more than could be looked into."
    hunks = shown.hunks.get(named.id, ())
    views = [shown.views[hunk.id].view for hunk in hunks if hunk.id in shown.views]
    if not hunks:
        return _without_hunks(named, less)
    if not views:
        return less, 0, f"Budget: {_none_of(len(hunks))}"
    cut = sum(not view.whole for view in views)
    if len(views) == len(hunks) and not cut:
        return Level.FULL, len(views), ""
    return Level.PARTIAL, len(views), _partly(len(views), len(hunks), cut)


def _without_hunks(named: Named, less: Level) -> tuple[Level, int, str]:
    file = named.file
    if file.status in (Status.MODIFIED, Status.TYPE) and file.old_blob != file.new_blob:
        return less, 0, "Its text is not here to be read."
    if file.added or file.removed:
        return less, 0, "Its text is not here to be read."
    return Level.FULL, 0, ""  # moved, empty or another mode: its line says all


def _none_of(hunks: int) -> str:
    return "its hunk does not fit." if hunks == 1 else f"none of its {hunks:,} hunks fits."


def _partly(sent: int, hunks: int, cut: int) -> str:
    of_them = "it is" if cut == 1 == sent else f"{cut:,} of them are" if cut > 1 else "one of them is"
    shortened = f"; {of_them} cut" if cut else ""
    if sent == hunks:
        return "Budget: " + ("its hunk is cut." if sent == 1 else f"all {hunks:,} hunks are there{shortened}.")
    return f"Budget: {sent:,} of {hunks:,} hunks fit{shortened}."
