"""Past tickets that are like one: that touch the same rare things, and tell of them in the same rare words.

Each group of what can be shared (`resources/similar.toml`) is compared by the cosine of its names, a name being worth
the logarithm of how rare it is. A group counts by its weight, and by how telling this ticket's names in it are: what
every ticket touches says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import apsw

from ..ticket import Ticket
from .alike import Touched
from .entries import repository_name, texts
from .rare_words import WORDS, rare_words
from .reasons import common_words, reasons
from .search import Row, rows_of

_MOST = 60  # tickets that are looked at closely, of those that share a mark, and of those that share words
_LEAST = 0.06  # score that is worth showing
_SAY_LITTLE = {"repository"}  # groups that alone make nothing similar


@dataclass(frozen=True, slots=True)
class Match:
    """A ticket of the library that is like another: how much, 0..1, and in what."""

    row: Row
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similar(Match):
    """A match with the ticket itself: its steps, and what came of it."""

    ticket: Ticket


def matches(connection: apsw.Connection, ticket: Ticket, limit: int) -> tuple[Match, ...]:
    """The tickets that are most like one, the most first; not those in the bin."""
    tickets = int(connection.execute("SELECT count(*) FROM library WHERE shelf IN ('', 'archived')").get)
    number = connection.execute("SELECT ordinal FROM library WHERE ticket = ?", (ticket.id,)).get
    touched = Touched(connection, number or 0, repository_name(ticket.change.location), max(tickets, 1))
    words = rare_words(connection, ticket, number or 0, max(tickets, 1))
    by_words = sorted(words.scores, key=lambda one: -words.scores[one])[:_MOST]
    near = set(touched.sharing(_MOST)) | set(by_words) - {number}
    shared = touched.shared(near)
    weights = {**touched.weights, WORDS: words.weight}
    groups = touched.likeness(near, shared)
    alike = {one: {**groups.get(one, {}), WORDS: words.scores.get(one, 0.0)} for one in near}
    scores = {one: _score(groups, weights) for one, groups in alike.items()}

    def match(row: Row) -> Match:
        likeness = alike[row.ordinal]
        both = common_words(words.worth, texts(connection, [row.ordinal]).get(row.ordinal, ""), likeness[WORDS])
        counted = {part: weights[part] * value for part, value in likeness.items()}
        return Match(row, scores[row.ordinal], reasons(shared.get(row.ordinal, ()), counted, both))

    return tuple(map(match, _best(connection, scores, limit)))


def _best(connection: apsw.Connection, scores: Mapping[int, float], limit: int) -> list[Row]:
    """The rows with the best scores, best first, the newer first of two."""
    numbers = sorted((one for one in scores if scores[one] >= _LEAST), key=lambda one: (-scores[one], -one))
    marks = ", ".join(map(str, numbers))
    rows = {row.ordinal: row for row in rows_of(connection, f"shelf IN ('', 'archived') AND ordinal IN ({marks})")}
    return [rows[one] for one in numbers if one in rows][:limit]


def _score(alike: Mapping[str, float], weights: Mapping[str, float]) -> float:
    if not any(value > 0 for part, value in alike.items() if part not in _SAY_LITTLE):
        return 0.0
    score = sum(weights[part] * value for part, value in alike.items()) / (sum(weights.values()) or 1.0)
    return min(score, 1.0)  # sums of the same in another order differ by a rounding
