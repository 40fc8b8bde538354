"""The questionnaire part of an assessment."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...wording import quoted, unhidden
from ..assessment import Answered, Contribution, Source
from ..case import Case
from .needed import needless
from .recovering import backups, recovery_plan, rollback_tried, speaks_against
from .releasing import strategy
from .reviewed import review
from .seen import Seen, Shown
from .table import Row, rows
from .tested import tests
from .told import documentation, impact
from .understanding import understood
from .watched import watching

_LONGEST = 600  # characters of a person's words
_LONGEST_QUOTE = 160
_READERS: Mapping[str, Callable[[Row, Seen], Iterator[Shown]]] = {
    "tests": tests,
    "review": review,
    "impact": impact,
    "documentation": documentation,
    "strategy": strategy,
    "monitoring": watching,
    "alerting": watching,
    "backups": backups,
    "recovery_plan": recovery_plan,
    "rollback_tried": rollback_tried,
}


@dataclass(frozen=True)
class Questionnaire:
    """The questions as they stand, and what they add to the score."""

    answered: tuple[Answered, ...]
    contributions: tuple[Contribution, ...]  # named after the questions' ids; those with points, also negative ones


def questionnaire(case: Case) -> Questionnaire:
    """The questions of resources/risk/questions.toml, prefilled from evidence where it shows.

    A person's answer counts before all evidence. What nobody and nothing answers counts as the worst answer does.
    """
    seen = Seen(case)
    answered = tuple(_answered(row, seen) for row in rows())
    return Questionnaire(answered, tuple(_contribution(one) for one in answered if one.points))


def _answered(row: Row, seen: Seen) -> Answered:
    needs_none = needless(row, seen)
    words = seen.case.answers.get(row.text, "").strip()
    if words:
        return _by_person(row, words, seen, needs_none)
    if needs_none:
        return _stands(row, needs_none, is_needed=False)
    shown = list(_READERS[row.evidence](row, seen))
    best = min(shown, key=lambda one: row.weight(one.comes_to), default=Shown("", row.why))  # the first of the same
    return _stands(row, best, is_needed=True)


def _stands(row: Row, shown: Shown, *, is_needed: bool) -> Answered:
    source: Source = "evidence" if shown.comes_to else "unanswered"
    return _told(row, shown.comes_to, source, row.weight(shown.comes_to), shown, is_needed=is_needed)


def _by_person(row: Row, words: str, seen: Seen, needs_none: Shown | None) -> Answered:
    """A person's words. Where the change does not need the question, none of them adds anything."""
    line, meant = " ".join(unhidden(words[:_LONGEST]).split()), understood(row, words)
    because = f", {meant.because}" if meant.because and not needs_none else ""
    behind = (seen.answer_ids[row.text], *(needs_none.evidence if needs_none else ()))
    text = f"{row.text} You answered {quoted(line, _LONGEST_QUOTE)}{because}."
    points = 0 if needs_none else row.weight(meant.comes_to)
    if points < 0 and (against := speaks_against(row, seen)):
        points, text = 0, f"{text} The rehearsal says otherwise: {against}"
    shown = Shown(meant.comes_to, text, behind)
    return _told(row, line, "person", points, shown, is_needed=not needs_none)


def _told(row: Row, answer: str, source: Source, points: int, shown: Shown, *, is_needed: bool) -> Answered:
    return Answered(
        id=row.id,
        question=row.text,
        answer=answer,
        source=source,
        axis=row.axis,
        points=points,
        most=row.weight(row.worst) if is_needed else 0,
        text=shown.text,
        evidence=shown.evidence,
        choices=row.choices,
        best=row.best,
        least=row.weight(row.best) if is_needed else 0,
        action=row.action,
        short=row.short,
    )


def _contribution(one: Answered) -> Contribution:
    return Contribution(one.id, one.axis, one.answer or "not answered", one.points, one.text, one.evidence)
