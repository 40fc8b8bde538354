"""Environment variables that a sample no longer shows, though they are read: often the first step to their end."""

from collections.abc import Collection, Iterable, Iterator

from ...jobs import Cancel
from ...sources.change import Change, Status
from ...wording import counted, listed, named
from ..fact import Finding, Value
from .mentions import Mention, Name
from .rules import Role

_WEIGHT = 30
_MOST_TOLD = 8
_MOST_EVIDENCE = 4


def findings(change: Change, names: Iterable[Name], read: Collection[str], cancel: Cancel) -> Iterator[Finding]:
    """`config.env_unlisted`, one for each sample; `read`: names that the project still reads, besides those shown."""
    by_path: dict[str, list[Mention]] = {}
    for name in names:
        is_read = name.name in read or any(one.role is Role.READ for one in name.new)
        shown = next((one for one in name.old if one.role is Role.SAMPLE and one.changed), None)
        if shown and is_read and not any(one.role is Role.SAMPLE for one in name.new):
            by_path.setdefault(shown.path, []).append(shown)
    for path, shown_there in by_path.items():
        left = _text(change, path, cancel)
        gone = [one for one in shown_there if left is not None and one.name not in left]
        if gone:
            yield _finding(path, gone)


def _text(change: Change, path: str, cancel: Cancel) -> str | None:
    """What is left of a sample; None where it goes as a whole, or is not known."""
    file = next((file for file in change.files if path in (file.path, file.old_path)), None)
    return change.content.text(file, "new", cancel) if file and file.status is not Status.DELETED else None


def _finding(path: str, gone: list[Mention]) -> Finding:
    names = [one.name for one in gone]
    what = counted(len(names), "environment variable")
    verb = "is" if len(names) == 1 else "are"
    text = f"{named(path)} no longer shows {what} that {verb} still read: {listed(names, _MOST_TOLD)}."
    evidence = tuple(dict.fromkeys(one.evidence for one in gone))[:_MOST_EVIDENCE]
    data: dict[str, Value] = {"path": path, "name": names[0], "names": names}
    return Finding("config.env_unlisted", text, evidence, data, _WEIGHT)
