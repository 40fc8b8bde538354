"""The tables of calls: which operation a call of a framework is, and what its arguments say."""

from dataclasses import dataclass
from functools import cache

from .frameworks import rules


@dataclass(frozen=True, slots=True)
class Call:
    """A row of a table `[calls.*]`: the operation, and its parameters as (keyword, what it says), in order."""

    operation: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def says(self) -> tuple[str, ...]:
        """What each argument says, in order."""
        return tuple(what for _, what in self.parameters)


@cache
def calls(table: str) -> dict[str, Call]:
    """The calls of one table, by their names."""
    return {name: _call(row) for name, row in rules()["calls"][table].items()}


def _call(row: list[str]) -> Call:
    operation, *parameters = row
    return Call(operation, tuple(_parameter(parameter) for parameter in parameters))


def _parameter(written: str) -> tuple[str, str]:
    keyword, _, what = written.rpartition(":")
    return keyword or what, what
