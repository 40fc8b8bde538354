"""What a change shows of one name: where it is read, set or declared, before and after."""

from dataclasses import dataclass
from functools import cached_property

from ...sources.change import FileChange
from ..production import is_production
from .rules import Role, is_kind


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in one side of a file.

    default: the literal without its quotes, `COMPUTED` where it is more than a literal; None where there is none.
    required: True where it is known to fail without the variable, False where it is known not to.
    changed: its line is added, or removed.
    line: from 1, on its side. shape: its line with the name left out, by which a renamed one is known again. run: names
    the lines that change together with it; "" where its line does not change.
    """

    name: str
    default: str | None
    required: bool | None
    role: Role
    changed: bool
    path: str
    evidence: str
    line: int = 0
    shape: str = ""
    run: str = ""
    constant: str | None = None  # whose value the default is
    type: str | None = None
    deprecated: bool = False
    instead_of: tuple[str, ...] = ()  # older names that are read where this one is not set
    settles: bool = False  # whether the line of its default changes, or where it has none, all of its lines are seen
    scope: str = ""  # the folder within which the name is one, where it is composed of a struct and a field


@dataclass(frozen=True)
class Name:
    """All that a change shows of one name before and after."""

    name: str
    old: tuple[Mention, ...]
    new: tuple[Mention, ...]

    @property
    def identity(self) -> tuple[str, str]:
        """Its scope and name, by which it is told from others."""
        return next(one.scope for one in (*self.new, *self.old)), self.name

    @property
    def is_new(self) -> bool:
        return not self.old

    @property
    def is_gone(self) -> bool:
        return not self.new

    @cached_property
    def is_told_deprecated(self) -> bool:
        """Whether only the new side says that it is deprecated."""
        return any(one.deprecated for one in self.new) and not any(one.deprecated for one in self.old)


def is_read(file: FileChange) -> bool:
    """Whether a file's mentions count: it is part of what runs, and not of tests or continuous integration."""
    kinds = ("elsewhere", "tooling")
    return is_production(file) and not file.binary and not any(is_kind(file.path, kind) for kind in kinds)


def names_of(mentioned: tuple[list[Mention], list[Mention]]) -> list[Name]:
    """The mentions of both sides by their names, in the order of the new side."""
    old, new = (_by_name(side) for side in mentioned)
    return [Name(key[1], tuple(old.get(key, ())), tuple(new.get(key, ()))) for key in dict.fromkeys((*new, *old))]


def _by_name(mentioned: list[Mention]) -> dict[tuple[str, str], list[Mention]]:
    found: dict[tuple[str, str], list[Mention]] = {}
    for one in mentioned:
        found.setdefault((one.scope, one.name), []).append(one)
    return found
