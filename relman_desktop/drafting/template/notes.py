"""The authors' upgrade notes: which the deployment steps tell, and what a long one asks of its reader."""

import re

from ...facts.fact import Fact
from ...wording import abridged
from ..proposal import Material

_MOST = 4
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<!vs\.) (?=[A-Z`*\"(])")
_ASKS = re.compile(
    r"\b(must|needs? to|ha(?:ve|s) to|should|required?s?|ensure|make sure|cannot|can no longer|no longer|will not|"
    r"removed?|instead|please|before (?:you|upgrading)|(?:re)?install|rename|replace|migrate|update your)\b",
    re.IGNORECASE,
)


def read_first(material: Material) -> tuple[Fact, ...]:
    """The notes that a deployment step tells each: the weightiest of each document."""
    first: dict[str, Fact] = {}
    for fact in material.facts.of("notes.upgrade", "notes.breaking"):
        first.setdefault(document_of(fact), fact)
    return tuple(first.values())[:_MOST]


def document_of(note: Fact) -> str:
    """Where a note stands, without its line; a note of no document is one by itself."""
    return note.get("ref").partition(":")[0] or note.id


def what_it_asks(text: str, most: int) -> str:
    """A note of at most `most` characters: of a longer one the sentences that ask for something."""
    if len(text) <= most:
        return text
    kept, last = "", -1
    for place, one in enumerate(_END_OF_SENTENCE.split(" ".join(text.split()))):
        longer = f"{kept} {one}" if place == last + 1 else f"{kept} … {one}"
        if _ASKS.search(one) and len(longer) <= most:
            kept, last = longer, place
    return kept.strip() or abridged(text, most)
