"""From a growing answer to drafts: each sentence is verified once, as soon as it is whole.

A draft holds only what the model said; `Draft.over` puts it over the template's, which stands where it said nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from ...fields import BY_NAME, WRITTEN, Field
from ...ticket import Claim, Layout, Status
from ..hidden import without_hidden
from ..proposal import Draft, Proposal, Question
from ..question_table import asked_of_the_risk
from ..verify import RawClaim, as_a_whole
from .reply import AskedQuestion, Reply, read_reply

_LONGEST_QUESTION = 300


class Check(Protocol):
    """Verifies claims of a field; with `first` the field begins with them."""

    def __call__(self, field: Field, claims: Sequence[RawClaim], *, first: bool = True) -> tuple[Claim, ...]: ...


class AnswerReader:
    """Reads one answer of the model `drafter`; `only` is the one field that was asked for, "" for all."""

    def __init__(self, drafter: str, check: Check, only: str = "") -> None:
        self._drafter, self._check, self._only = drafter, check, only
        self._verified: dict[str, tuple[Sequence[RawClaim], tuple[Claim, ...]]] = {}  # which, and what came of them

    def draft(self, text: str, *, ended: bool) -> Draft:
        """The draft as far as the answer has come; `ended` says that no more of it will."""
        whole = read_reply(text)
        begun = whole if ended else read_reply(text, growing=True)
        fields = [field for field in WRITTEN if self._only in ("", field.name)]
        written = {field.name: self._proposal(field, whole, begun) for field in fields}
        return Draft({name: one for name, one in written.items() if one.claims}, questions_of(whole, self._only))

    def _proposal(self, field: Field, whole: Reply, begun: Reply) -> Proposal:
        raw = whole.fields.get(field.name, ())
        growing = begun.fields.get(field.name, ())[len(raw) :]
        claims = self._claims(field, raw) + tuple(map(_unread, growing))
        return Proposal(field.name, claims, drafter=self._drafter, growing=bool(growing))

    def _claims(self, field: Field, raw: Sequence[RawClaim]) -> tuple[Claim, ...]:
        """The verified claims of a field; only those are checked that have come since."""
        known, claims = self._verified.get(field.name, ((), ()))
        if raw[: len(known)] != known:  # more of the answer showed it to be read otherwise
            known, claims = (), ()
        if new := raw[len(known) :]:
            claims = as_a_whole(field, (*claims, *self._check(field, new, first=not claims)))
        self._verified[field.name] = raw, claims
        return claims


def questions_of(reply: Reply, only: str = "") -> tuple[Question, ...]:
    """What an answer asks, each thing once; `only` for one field."""
    asked = {_clean(one.question): one for one in reply.questions if only in ("", one.field)}
    left = [one for text, one in asked.items() if text and text not in asked_of_the_risk()]
    return tuple(_question(number, one) for number, one in enumerate(left, 1))


def with_questions(draft: Draft, more: Sequence[Question]) -> Draft:
    """The draft with what a further answer asks; of all of them each has an id of its own."""
    asked = {one.question: one for one in (*draft.questions, *more)}
    return replace(
        draft, questions=tuple(replace(one, id=f"M{number}") for number, one in enumerate(asked.values(), 1))
    )


def _unread(raw: RawClaim) -> Claim:
    """A claim that is still arriving: nothing is known of it yet."""
    layout = Layout(raw.layout) if raw.layout in set(Layout) else Layout.SENTENCE
    return Claim(without_hidden(raw.text)[0], raw.evidence, raw.quote, Status.UNCHECKED, (), layout)


def _question(number: int, asked: AskedQuestion) -> Question:
    label = BY_NAME[asked.field].label.lower()
    why = _clean(asked.why) or f"The model found nothing in the evidence that answers it for the {label}."
    return Question(f"M{number}", asked.field, _clean(asked.question), why)


def _clean(text: str) -> str:
    """A model's words as one line of a sensible length, with nothing hidden in it."""
    return " ".join(without_hidden(text)[0].split())[:_LONGEST_QUESTION]
