"""What the test of a connection found, in the order in which a person would mend it."""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Line:
    """One finding of the test."""

    mark: Mark
    what: str  # "Reachable", "Key", "Model", ...
    said: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that the test found."""

    lines: tuple[Line, ...]

    @property
    def works(self) -> bool:
        return all(line.mark != "fail" for line in self.lines)
