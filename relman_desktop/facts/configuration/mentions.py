"""Where a change mentions environment variables and settings, found in its hunks by a table of patterns."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from ...sources.change import FileChange, Hunk, Side
from ..production import is_production
from .rules import Pattern, Role, is_ignored, is_kind, patterns_for
from .values import COMPUTED

_REFERENCE = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+")  # `process.env.OTHER`, `defaults.timeout`
_LINES_AFTER = 10
_CLOSING = ("}", ")", "]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in one side of a hunk.

    default: the literal without its quotes, `COMPUTED` where it is more than a literal; None where there is none.
    required: True where it is known to fail without the variable, False where it is known not to.
    changed: its line is added, or removed.
    """

    name: str
    default: str | None
    required: bool | None
    role: Role
    changed: bool
    path: str
    evidence: str


@dataclass(frozen=True)
class Name:
    """All that a change shows of one name before and after."""

    name: str
    old: tuple[Mention, ...]
    new: tuple[Mention, ...]

    @property
    def is_new(self) -> bool:
        return not self.old

    @property
    def is_gone(self) -> bool:
        return not self.new


def is_read(file: FileChange) -> bool:
    """Whether a file's mentions count: it is part of what runs, and not of tests or continuous integration."""
    return is_production(file) and not file.binary and not is_kind(file.path, "elsewhere")


def mentions(file: FileChange, hunk: Hunk, side: Side) -> Iterator[Mention]:
    """All mentions in one side of a hunk, its context included."""
    lines = [line for line in hunk.lines if line.sign in (" ", "-" if side == "old" else "+")]
    text = "\n".join(line.text for line in lines)
    starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    for pattern in patterns_for(file.path):
        if pattern.unless and pattern.unless.search(text):
            continue
        for found in pattern.regex.finditer(text):
            name = _group(found, "name", "name2") or ""
            if not is_ignored(name):
                line = lines[bisect_right(starts, max(found.start("name"), found.start())) - 1]
                yield _mention(file, hunk, pattern, found, name, changed=line.sign != " ")


def _mention(
    file: FileChange, hunk: Hunk, pattern: Pattern, found: re.Match[str], name: str, *, changed: bool
) -> Mention:
    default = _group(found, "default", "default2", "block")
    required = pattern.required or bool(_group(found, "required"))
    if pattern.after and default is None:
        for later in pattern.after.finditer(_following(found.string, found.end())):
            default = _group(later, "default") or default
            required = required or bool(_group(later, "required"))
    if default is None and _group(found, "complex") is not None:
        default = COMPUTED
    default = _literal(default or pattern.assumed or "") or None
    needed = False if default or _says_optional(found) else required or None
    return Mention(name, default, needed, pattern.role, changed, file.path, hunk.id)


def _says_optional(found: re.Match[str]) -> bool:
    """Whether the line of a match or the one above it says that the variable is optional, or only asks for it."""
    text = found.string
    if text.endswith("!", 0, found.start()):
        return True
    above = text.rfind("\n", 0, max(text.rfind("\n", 0, found.start()), 0)) + 1
    end = text.find("\n", found.start())
    return "ptional" in text[above : end if end >= 0 else len(text)]


def _literal(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`":
        return text[1:-1]
    return COMPUTED if _REFERENCE.fullmatch(text) else text


def _group(found: re.Match[str], *names: str) -> str | None:
    groups = found.groupdict()
    return next((groups[name] for name in names if groups.get(name) is not None), None)


def _following(text: str, start: int) -> str:
    """The lines after a match up to one that closes the declaration."""
    kept: list[str] = []
    for line in text[start : start + 1500].split("\n")[1 : _LINES_AFTER + 1]:
        if line.strip().startswith(_CLOSING):
            break
        kept.append(line)
    return "\n".join(kept)
