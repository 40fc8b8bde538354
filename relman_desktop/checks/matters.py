"""What the change does, its work items and its questions say, and the ticket does not."""

import re
from collections.abc import Iterator, Sequence

from ..drafting.interview import Asked
from ..facts.fact import Fact
from ..fields import BY_NAME, TEXTS, WRITTEN
from ..ticket import Status
from ..wording import shorten
from .case import Case
from .finding import Severity
from .found import Found
from .mends import appended, citing, with_sentences
from .table import Row, Weighty, words
from .written import says_nothing

_LONGEST = 300  # characters of a fact's sentence
_NAMES = ("column", "table", "name", "path", "route", "endpoint", "field", "event", "command", "setting")
_FEWEST = 4  # letters of a name that is looked for
_WRITTEN = frozenset(field.name for field in WRITTEN)
_A_SENTENCE = 25  # characters


def unmentioned_fact(row: Row, case: Case) -> Iterator[Found]:
    """One finding for each sort of facts of weight of which no sentence tells."""
    for number, sort in enumerate(words().weighty):
        facts = [one for one in case.material.facts.of(*sort.kinds) if one.weight >= sort.least]
        if facts and not any(_is_told(one, case) for one in facts):
            yield _silent(facts, sort, number, case)


def _silent(facts: Sequence[Fact], sort: Weighty, number: int, case: Case) -> Found:
    fact = facts[0]
    label = "Take the sentence on it"
    drafted = with_sentences(case, sort.field, label, citing({one.id for one in facts}))
    mend = drafted or appended(case, sort.field, fact.text, label)
    told = {"label": BY_NAME[sort.field].label, "does": sort.does, "fact": shorten(fact.text, _LONGEST)}
    return Found(told, sort.field, str(number), tuple(one.id for one in facts[:5]), mend=mend)


def _is_told(fact: Fact, case: Case) -> bool:
    """Whether a sentence of ours cites it or what it rests on, or somebody's words name what it is about."""
    about = {fact.id, *(one for one in fact.evidence if "." in one)}
    for field in TEXTS:
        if any(not about.isdisjoint(span.claim.evidence) for span in case.spans.get(field.name, ())):
            return True
    names = {fact.get(key).rpartition(".")[2].rpartition(" ")[2].strip("`/").casefold() for key in _NAMES}
    told = "\n".join(case.text(field.name) for field in TEXTS).casefold()
    return any(len(one) >= _FEWEST and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", told) for one in names)


def work_not_done(row: Row, case: Case) -> Iterator[Found]:
    for item in case.material.work:
        if item.is_named and not item.is_request and item.done is False and words().open_work.match(item.status[:60]):
            yield Found({"key": item.key, "status": shorten(item.status, 40)}, place=item.key, evidence=(item.id,))


def open_question(row: Row, case: Case) -> Iterator[Found]:
    """The weightiest open question of each written field that holds nothing but what was drafted.

    Where a person wrote, nobody can tell but they whether it is answered; a field without a word is told by `empty`.
    """
    asked: dict[str, Asked] = {}
    for one in case.asked:
        if one.is_needed and one.worth >= words().limits["questions"] and one.question not in words().told_by_others:
            asked.setdefault(one.field, one)
    for field, one in asked.items():
        if field in _WRITTEN and not says_nothing(field, case.text(field)) and not _has_own_words(field, case):
            told = {"label": BY_NAME[field].label, "question": one.question, "why": one.why}
            most = None if one.worth >= words().limits["grave_questions"] else Severity.NOTE
            yield Found(told, field, field, one.evidence, most=most)


def _has_own_words(field: str, case: Case) -> bool:
    """Whether a person wrote a sentence there."""
    own = (one for one in case.ticket.entry(field).current if one.status is Status.USER)
    return sum(len(one.text) for one in own) >= _A_SENTENCE
