"""What the facts and the files of a change say of its impact: the rows of the table that they fit."""

from collections.abc import Iterator

from ...facts.fact import Fact
from ...wording import abridged, listed
from .reason import MOST_CITED, Reason
from .remaining import Remaining
from .table import Row, rows_of, rows_of_path, table

_LONGEST = 240  # characters of a fact's words
_MOST_NAMED = 3


def of_facts(remaining: Remaining) -> Iterator[Reason]:
    """A reason for each row that facts fit; a fact counts in the first that it fits."""
    found: dict[str, list[tuple[Fact, frozenset[str]]]] = {}
    for fact, files in remaining.facts():
        if row := next((row for row in rows_of(fact.kind) if row.fits(fact)), None):
            found.setdefault(row.name, []).append((fact, files))
    for row in table().facts:
        if row.name in found:
            yield _of_facts(row, found[row.name])


def of_files(remaining: Remaining) -> Iterator[Reason]:
    """A reason for each row that running files fit by their paths."""
    changed = [file for file in remaining.running if file.added or file.removed or file.binary]
    for row in table().files:
        files = [file for file in changed if row in rows_of_path(file.path)]
        if files:
            text = f"{row.says}: {listed([file.path for file in files], _MOST_NAMED)}."
            ids = tuple(file.id for file in files)
            points = row.points + table().more(len(files))
            yield Reason(row.name, row.group, points, row.found(len(files)), text, ids[:MOST_CITED], frozenset(ids))


def _of_facts(row: Row, found: list[tuple[Fact, frozenset[str]]]) -> Reason:
    number = sum(_number(fact) for fact, _ in found)
    first = abridged(found[0][0].text, _LONGEST).rstrip(".")
    more = f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""
    return Reason(
        row.name,
        row.group,
        row.points + table().more(number),
        row.found(number),
        f"{row.says}: {first}{more}.",
        tuple(fact.id for fact, _ in found)[:MOST_CITED],
        frozenset().union(*(files for _, files in found)),
    )


def _number(fact: Fact) -> int:
    """How many things a fact tells of."""
    count = fact.data.get("count")
    return count if isinstance(count, int) and count > 0 else 1
