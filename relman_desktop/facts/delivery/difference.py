"""One difference in how the product is delivered, and the sentence that says it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk
from ...wording import counted, lines, listed, named, printable
from ..configuration.secrets import hide
from ..fact import Finding, Value

_LONGEST_VALUE = 160  # characters
_LONGEST_BESIDE = 80  # characters of a value that stands beside its name
_LONG = 120  # characters of two values, from which only their differences are shown
_NEAR = 30  # lines from a key to what changes below it


class Where(StrEnum):
    """Who notices: those who use the product, only those who build it, or only a developer's own machine."""

    PRODUCTION = "production"
    PIPELINE = "pipeline"
    DEVELOPMENT = "development"


class Happened(StrEnum):
    """What happened to the file itself; "" where the difference is inside it."""

    INSIDE = ""
    CHANGED = "change"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """kind: of the finding. subject: a noun phrase without its article: "base image", "ports of the service `web`".

    old and new: None where it was not, or is no longer, there; both None where only that it changed is known.
    service: the deployable service that it touches, where the file says which.
    file: where the subject is the file itself; old and new are then a line of it.
    """

    kind: str
    subject: str
    old: str | None
    new: str | None
    weight: int
    service: str = ""
    file: Happened = Happened.INSIDE
    note: str = ""  # a sentence more
    said: str = ""  # the sentence instead, with `{where}` for the files
    more: tuple[tuple[str, Value], ...] = ()  # further data
    at: tuple[int | None, int | None] = field(default=(None, None), compare=False)  # lines, from 1, old and new

    @property
    def action(self) -> str:
        """`added`, `removed` or `changed`, where `more` says nothing else."""
        if self.file in (Happened.ADDED, Happened.REMOVED):
            return self.file.value
        return "added" if self.new and not self.old else "removed" if self.old and not self.new else "changed"


def unread(why: str) -> Difference:
    """A file of which no difference can be known, and why."""
    said = f"What changes in {{where}} was not read: {why}."
    return Difference("delivery.unread", "file", None, None, 30, said=said, more=(("reason", why),))


@dataclass(frozen=True, slots=True)
class Placed:
    """A difference in a file, with the hunk that shows it."""

    difference: Difference
    file: FileChange
    evidence: str
    where: Where = Where.PRODUCTION


class Places:
    """Finds the hunk of a difference: that of its line, else one that changes a line with its value, else the next."""

    def __init__(self, change: Change, cancel: Cancel) -> None:
        self._change, self._cancel = change, cancel
        self._known: dict[str, _Hunks] = {}

    def place(self, difference: Difference, file: FileChange, where: Where) -> Placed:
        if file.id not in self._known:
            self._known[file.id] = _Hunks(self._change.hunks(file, self._cancel))
        return Placed(difference, file, self._known[file.id].find(difference) or file.id, where)


class _Hunks:
    """The hunks of a file, by the lines that they change and by what these hold."""

    def __init__(self, hunks: Sequence[Hunk]) -> None:
        self._hunks = hunks
        self._old = {line.old: hunk.id for hunk in hunks for line in hunk.removed}
        self._new = {line.new: hunk.id for hunk in hunks for line in hunk.added}
        self._texts = [(hunk.id, "\n".join(line.text for line in hunk.lines if line.sign != " ")) for hunk in hunks]

    def find(self, difference: Difference) -> str | None:
        old, new = difference.at
        at = self._new.get(new) if new else None
        at = at or (self._old.get(old) if old else None)
        only = self._hunks[0].id if len(self._hunks) == 1 else None
        return at or only or self._shown(difference) or self._below(old, new)

    def _shown(self, difference: Difference) -> str | None:
        known = [value for value in (difference.new, difference.old) if value]
        return next((hunk for value in known for hunk, text in self._texts if value in text), None)

    def _below(self, old: int | None, new: int | None) -> str | None:
        """The first hunk that reaches below the line, as the value of a key does."""
        for hunk in self._hunks:
            if new and new < hunk.new_start + hunk.new_count:
                return hunk.id if hunk.new_start - new < _NEAR else None
            if not new and old and old < hunk.old_start + hunk.old_count:
                return hunk.id if hunk.old_start - old < _NEAR else None
        return None


def finding(same: list[Placed]) -> Finding:
    """One finding for a difference that several files share.

    data: path, paths, old, new, what (the subject), service, status ("added", "removed" of the files; else ""),
    action ("added", "removed", "changed" or a format's own word), where (`Where`).
    """
    difference = same[0].difference
    files = list({placed.file.path: placed.file for placed in same}.values())
    old, new = _shown(difference.old), _shown(difference.new)
    data: dict[str, Value] = {
        "path": files[0].path,
        "paths": [file.path for file in files],
        "old": old,
        "new": new,
        "what": difference.subject,
        "service": difference.service,
        "status": difference.file.value if difference.file is not Happened.CHANGED else "",
        "action": difference.action,
        "where": same[0].where.value,
        **dict(difference.more),
    }
    text = _text(difference, files)
    evidence = tuple(dict.fromkeys(placed.evidence for placed in same))
    whole = f"{text} {difference.note}" if difference.note else text
    return Finding(difference.kind, printable(whole), evidence, data, weight=difference.weight)


def _text(difference: Difference, files: list[FileChange]) -> str:
    if difference.said:
        return difference.said.replace("{where}", listed([file.path for file in files]))
    return _of_files(difference, files) if difference.file else _of_part(difference, files)


def _of_part(difference: Difference, files: list[FileChange]) -> str:
    was, now = narrowed(difference.old, difference.new)
    old, new = _value(was), _value(now)
    subject, where = difference.subject, listed([file.path for file in files])
    are, ending = ("are", "") if _is_plural(subject) else ("is", "s")
    if difference.old and difference.new and not (old and new):
        return (
            f"The {subject} in {where} gain{ending} {new}." if new else f"The {subject} in {where} lose{ending} {old}."
        )
    if old and new:
        return f"The {subject} in {where} change{ending} from {old} to {new}."
    if new and " of " in subject and not _is_plural(subject):
        return f"The {subject} is set to {new} in {where}."
    if new:
        return f"The {subject}{_beside(new)} {are} added in {where}."
    if old:
        return f"The {subject}{_beside(old)} {are} removed from {where}."
    return f"The {subject} in {where} change{ending} ({_size(files)})."


def _beside(value: str) -> str:
    """A value after its name; a long one, such as the format of a log, says less than it takes to read."""
    return f" {value}" if len(value) <= _LONGEST_BESIDE else ""


def _of_files(difference: Difference, files: list[FileChange]) -> str:
    paths = listed([file.path for file in files])
    happened = difference.file
    if len(files) > 1:
        verb = "change" if happened is Happened.CHANGED else f"are {happened}"
        return f"{counted(len(files), difference.subject)} {verb} ({_size(files)}): {paths}."
    old, new = _value(difference.old), _value(difference.new)
    subject = f"The {difference.subject} {paths}"
    if happened is not Happened.CHANGED:
        return f"{subject} is {happened}."
    if old and new:
        return f"{subject} changes from {old} to {new}."
    gained = f"gains {new}" if new else f"loses {old}" if old else ""
    return f"{subject} {gained}." if gained else f"{subject} changes ({_size(files)})."


def narrowed(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """Of two long values only the words that differ, "…" for those that both have; None where none is left."""
    if not (old and new) or len(old) + len(new) < _LONG:
        return old, new
    these, others = old.split(), new.split()
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(these, others, strict=False)))
    same -= bool(same) and these[same - 1].endswith(":")  # a value stands with its name
    these, others = these[same:], others[same:]
    pairs = zip(reversed(these), reversed(others), strict=False)
    ending = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    kept = [words[: len(words) - ending] for words in (these, others)]
    was, now = (" ".join(words) for words in kept)
    if was and now:
        before, after = "… " if same else "", " …" if ending else ""
        return f"{before}{was}{after}", f"{before}{now}{after}"
    return was or None, now or None


def _is_plural(subject: str) -> bool:
    return subject.partition(" of ")[0].endswith("s")


def _size(files: list[FileChange]) -> str:
    return lines(sum(file.added for file in files), sum(file.removed for file in files))


def _value(value: str | None) -> str:
    return named(_shown(value) or "", _LONGEST_VALUE) if value else ""


def _shown(value: str | None) -> str | None:
    return printable(hide(" ".join(value.split()))) if value is not None else None
