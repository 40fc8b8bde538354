"""What the window says of the questionnaire, and how its states look: each has an icon and a word."""

from collections.abc import Iterable, Sequence

from ..risk.assessment import Answered
from ..risk.questions import meaning
from ..wording import counted
from .interview_words import Look
from .risk_words import signed
from .theme import Role

TITLE = "What a careful approver asks"
ALL_ANSWERED = "Every question of the questionnaire is answered."
NOT_NEEDED = "not needed"
_LONGEST = 80  # characters of an answer in a row that is folded
LOOKS = {
    "unanswered": Look("question", Role.ACCENT, "Open: counts as no", "open"),
    "evidence": Look("check", Role.CODE, "Answered by the evidence", "by the evidence"),
    "person": Look("person", Role.USER, "Answered by you", "by you"),
}


def is_open(one: Answered) -> bool:
    return one.source == "unanswered"


def open_first(asked: Iterable[Answered]) -> tuple[list[Answered], list[Answered]]:
    """The open questions, those first that add most, and the others as they are asked."""
    ones = list(asked)
    return sorted(filter(is_open, ones), key=lambda one: -one.points), [one for one in ones if not is_open(one)]


def count_told(asked: Sequence[Answered]) -> str:
    """`5 of 13 questions are open. Each counts as no: +12 points.`"""
    missing = [one for one in asked if is_open(one)]
    if not missing:
        return ALL_ANSWERED if asked else ""
    points = sum(one.points for one in missing)
    verb = "is" if len(missing) == 1 else "are"
    return f"{len(missing)} of {counted(len(asked), 'question')} {verb} open. Each counts as no: {signed(points)}."


def points_told(one: Answered) -> str:
    """What it adds now, of what it may add: `+2 of 3`."""
    if not one.most:
        return "+0"
    return f"{signed(one.points)} of {one.most}" if one.points >= 0 else signed(one.points)


def head_told(one: Answered) -> str:
    """The line above an open question, and above what an answer rests on."""
    return f"{LOOKS[one.source].words} · {points_told(one)} · {one.axis}"


def row_told(one: Answered) -> str:
    """An answered question in one line."""
    about = one.short or one.question
    return f"{about[:1].upper()}{about[1:]}: {one.answer[:_LONGEST]}{'…' if len(one.answer) > _LONGEST else ''}"


def row_spoken(one: Answered) -> str:
    return f"{one.question} {one.answer}. {head_told(one)}"


def against(question: str, answer: str) -> str:
    """What an answer in words comes to, where it does not plainly say it; "" where it does."""
    because = meaning(question, answer).because if answer else ""
    return f"{because.replace('which ', 'It ', 1)}." if because else ""
