"""The rare words of a ticket's title and description, and which other tickets have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

import apsw

from ..ticket import Ticket
from .excerpt import bare
from .words import terms_of

WORDS = "words"  # the group of what is shared
_WEIGHT = 3.0
_MOST = 16  # words that are looked for
_MOST_TRIED = 300  # words of a ticket of which it is asked how rare they are
_MOST_FOUND = 300  # tickets that have some
_SHORTEST = 3  # letters
_COMMON = 0.2  # of all tickets; a word that more of them have says nothing
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('{}', 'search', 'row')"


@dataclass(frozen=True)
class RareWords:
    """The words, the rarest first, each with what it is worth (0..1); how like the tickets are that have them."""

    worth: Mapping[str, float]
    scores: Mapping[int, float]  # 0..1, by the tickets' numbers

    @property
    def weight(self) -> float:
        """What sharing them counts."""
        return _WEIGHT * max(self.worth.values(), default=0.0)


def rare_words(connection: apsw.Connection, ticket: Ticket, own: int, tickets: int) -> RareWords:
    """The rare words of a ticket with number `own`, 0 for one that is not in the library of so many `tickets`."""
    worth = _worth(connection, ticket, tickets)
    return RareWords(worth, _scores(connection, list(worth), own))


def _worth(connection: apsw.Connection, ticket: Ticket, tickets: int) -> dict[str, float]:
    connection.execute(_VOCABULARY.format("temp" if connection.table_exists("temp", "search") else "main"))
    text = f"{ticket.entry('title').text}\n{ticket.entry('description').text}"
    words = dict.fromkeys(word for word in map(bare, terms_of(text)) if len(word) >= _SHORTEST and not word.isdigit())
    found: list[tuple[int, str]] = []
    for word in list(words)[:_MOST_TRIED]:
        have = connection.execute("SELECT doc FROM temp.vocabulary WHERE term = ?", (word,)).get
        if have and 1 < have <= max(2, tickets * _COMMON):
            found.append((int(have), word))
    return {word: log((tickets + 1) / have) / log(tickets + 1) for have, word in sorted(found)[:_MOST]}


def _scores(connection: apsw.Connection, words: list[str], own: int) -> dict[int, float]:
    """How like the tickets are by these words, next to the ticket itself."""
    if not words:
        return {}
    any_of = "{title text} : (" + " OR ".join(f'"{word}"' for word in words) + ")"
    sql = "SELECT rowid, -bm25(search, 3.0, 1.0) FROM search WHERE search MATCH ? ORDER BY 2 DESC LIMIT ?"
    found = {int(row[0]): float(row[1]) for row in connection.execute(sql, (any_of, _MOST_FOUND))}
    most = found.get(own) or max(found.values(), default=1.0)
    return {ordinal: min(1.0, max(0.0, score / most)) for ordinal, score in found.items()} if most > 0 else {}
