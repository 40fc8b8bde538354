"""Whether a cited answer, entry or work item says the contrary: the same words, with a denial more or less."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ...stems import stem, words
from .candidate import Candidate
from .cited import Cited
from .entries import values_of
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .rules import rules

_CLAUSES = re.compile(
    r"\n|[.!?;]+(?=\s|$)|,\s|\s/\s"
    r"|\s(?=(?:but|so that|which|because|since|while|after|before|although|until|unless|when|if)\s)",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(r"(?i)^\W*(?:is|are|was|were|do|does|did|has|have|had|can|will|should)\b")
_SAYS_NO = re.compile(r"(?i)^\W*(?:no|not|never|nein|non)\b")
_LEAST = 2  # words in common
_LEAST_SHARE = 0.6  # of the words of either
_SAME = 0.9  # of either: then it is the same sentence
_MOST_CLAUSES = 400  # of a text that are read
_LONGEST_SHOWN = 120
_NOT_TEXTS = ("threshold", "measure")  # values in which the comparison says it all: `thresholds` reads those


@dataclass(frozen=True)
class Clause:
    text: str
    denies: bool

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in words(self.text) if word not in rules().function_words)


def contrary(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """A sentence of which the cited words of the team, the person or a ticket are the contrary."""
    if candidate.told:
        return
    of_code = any(not one.is_own_word for one in candidate.solid)
    sources = [one for one in candidate.sources if one.is_own_word or (one.letter == "W" and not of_code)]
    known = [(one, clause) for one in sources for clause in _known(one)]
    for said in clauses(candidate.text) if known else ():
        if len(said.stems) >= _LEAST:
            yield from _against(said, known)


def _against(said: Clause, known: list[tuple[Cited, Clause]]) -> Iterator[Finding]:
    alike = [(share, one, clause) for one, clause in known if (share := _share(said, clause)) >= _LEAST_SHARE]
    same = max((share for share, _, clause in alike if clause.denies == said.denies), default=0.0)
    other = max((row for row in alike if row[2].denies != said.denies), key=lambda row: row[0], default=None)
    if other is None or other[0] <= same:
        return
    share, one, clause = other
    becomes = rules().contrary["becomes"].search(said.text)  # what a change ends, or makes possible
    if becomes and share < _SAME:
        return
    shown = clause.text if len(clause.text) <= _LONGEST_SHOWN else f"{clause.text[:_LONGEST_SHOWN]}…"
    why = f"{one.id} says the contrary: “{shown}”."
    yield (
        unsupported(why, About.DEED)
        if share >= _SAME and not becomes
        else weak(f"{why} See what is meant.", About.DEED)
    )


def _share(one: Clause, other: Clause) -> float:
    both = len(one.stems & other.stems)
    return both / max(len(one.stems), len(other.stems)) if both >= _LEAST else 0.0


def _known(one: Cited) -> Iterator[Clause]:
    values = values_of(one)
    texts = [value for key, value in values.items() if key not in _NOT_TEXTS] if values else one.lines
    yield from clauses("\n".join(texts))
    if _ASKS_WHETHER.search(one.question) and _SAYS_NO.search("".join(one.lines[:1])):
        yield Clause(one.question.strip(), True)


@lru_cache(1 << 8)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text; asked for with each sentence that cites the same ticket."""
    found = (
        clause for one in _CLAUSES.split(text, _MOST_CLAUSES)[:_MOST_CLAUSES] if one and (clause := one.strip(" .,;:"))
    )
    return tuple(Clause(clause, denies(clause)) for clause in found)


def denies(text: str) -> bool:
    """Whether a clause says that something is not so."""
    plain = text
    for found in reversed(list(rules().contrary["no_denials"].finditer(text))):
        plain = f"{plain[: found.start()]} {plain[found.end() :]}"
    return bool(rules().contrary["denials"].search(plain))
