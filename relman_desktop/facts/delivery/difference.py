"""One difference in how the product is delivered, and the sentence that says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ...sources.change import FileChange, Hunk
from ...wording import counted, lines, listed, named, printable
from ..configuration.secrets import hide
from ..fact import Finding, Value

_LONGEST_VALUE = 160  # characters


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


@dataclass(frozen=True, slots=True)
class Placed:
    """A difference in a file, with the hunk that shows it."""

    difference: Difference
    file: FileChange
    evidence: str
    development: bool


def place(difference: Difference, file: FileChange, hunks: Iterable[Hunk], *, development: bool) -> Placed:
    """Find the hunk: one that changes a line with the new value, else with the old, else the only one."""
    hunks = tuple(hunks)
    known = [value for value in (difference.new, difference.old) if value]
    shown = (hunk.id for value in known for hunk in hunks if _shows(hunk, value))
    only = hunks[0].id if len(hunks) == 1 else file.id
    return Placed(difference, file, next(shown, only), development)


def _shows(hunk: Hunk, value: str) -> bool:
    return any(line.sign != " " and value in line.text for line in hunk.lines)


def finding(same: list[Placed]) -> Finding:
    """One finding for a difference that several files share.

    data: path, paths, old, new, what (the subject), service, status ("added", "removed" of the files; else "").
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
    }
    text = _of_files(difference, files) if difference.file else _of_part(difference, files)
    evidence = tuple(dict.fromkeys(placed.evidence for placed in same))
    whole = f"{text} {difference.note}" if difference.note else text
    return Finding(difference.kind, printable(whole), evidence, data, weight=difference.weight)


def _of_part(difference: Difference, files: list[FileChange]) -> str:
    old, new = _value(difference.old), _value(difference.new)
    subject, where = difference.subject, listed([file.path for file in files])
    are, ending = ("are", "") if _is_plural(subject) else ("is", "s")
    if old and new:
        return f"The {subject} in {where} change{ending} from {old} to {new}."
    if new:
        return f"The {subject} {new} {are} added in {where}."
    if old:
        return f"The {subject} {old} {are} removed from {where}."
    return f"The {subject} in {where} change{ending} ({_size(files)})."


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


def _is_plural(subject: str) -> bool:
    return subject.partition(" of ")[0].endswith("s")


def _size(files: list[FileChange]) -> str:
    return lines(sum(file.added for file in files), sum(file.removed for file in files))


def _value(value: str | None) -> str:
    return named(_shown(value) or "", _LONGEST_VALUE) if value else ""


def _shown(value: str | None) -> str | None:
    return printable(hide(" ".join(value.split()))) if value is not None else None
