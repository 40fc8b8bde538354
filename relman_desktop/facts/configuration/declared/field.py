"""One name that a schema declares."""

from dataclasses import dataclass

from ..rules import Role


@dataclass(frozen=True, slots=True)
class Field:
    """line, end: of its declaration, from 1. written: the name as it stands there, without what is put before it."""

    name: str
    line: int
    end: int
    role: Role = Role.READ
    default: str | None = None
    required: bool | None = None
    type: str | None = None
    deprecated: bool = False
    written: str = ""
    instead_of: tuple[str, ...] = ()
    default_line: int = 0  # of a default that stands apart from the declaration; 0 where it is in it
