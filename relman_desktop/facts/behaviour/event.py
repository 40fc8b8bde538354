"""What happens to one value or one mark, before it is a sentence."""

from dataclasses import dataclass

from ...sources.change import FileChange
from .rules import Told


@dataclass(frozen=True, slots=True)
class Event:
    """A value or a mark that comes, goes or changes. `name`, `old` and `new` are as the source writes them."""

    kind: str
    what: str  # "added", "removed" or "changed"
    told: Told
    name: str
    old: str | None
    new: str | None
    unit: str | None
    where: str  # the function or class, or the route, that it is of; "" for the file
    file: FileChange
    evidence: tuple[str, ...]
