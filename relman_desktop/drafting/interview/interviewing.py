"""All questions about a change, with how each stands: what is open comes first, in order of what it would add."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ...ticket import Status
from ..earlier import Earlier
from ..grounds import grounds_of
from ..proposal import Draft, Material, Proposal, Question
from ..question_table import Row, asked_of_the_risk, question_rows, row_of, weighing
from ..worth import why_of, worth_of
from .asked import Asked, State
from .behind import Behind
from .holding import held
from .schedule import against
from .suggesting import Suggesting
from .wording import plain

_OF_A_MODEL = 42  # the worth of a question that a model asked: it saw what is missing


def interview(
    material: Material,
    earlier: Sequence[Earlier] = (),
    draft: Draft | None = None,
    now: datetime | None = None,
    values: Mapping[str, str] | None = None,
) -> tuple[Asked, ...]:
    """Every question of the table, and those of a draft that a model asked; the open ones first.

    `draft`: what is drafted of this material, where that is known already. Without `now`, a moment with its time zone,
    nothing is offered that depends on when it is. `values`: what stands in fields of short values; a value of the
    person's own answers what nothing else does, and leaves a question open that the profile answers otherwise.
    """
    return _Interview(material, earlier, draft or _drafted(material), now, values or {}).asked()


def asked_first(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """The few open questions that matter most."""
    open_ones = (one for one in asked if one.is_needed and one.worth >= weighing().matters)
    return tuple(open_ones)[: weighing().at_first]


class _Interview:
    def __init__(
        self,
        material: Material,
        earlier: Sequence[Earlier],
        draft: Draft,
        now: datetime | None,
        values: Mapping[str, str],
    ) -> None:
        self._material, self._draft, self._values = material, draft, values
        self._grounds = grounds_of(material)
        self._suggesting = Suggesting(self._grounds, earlier, now)
        self._behind = Behind(material)
        self._answers = {one.ref: one.id for one in material.book.answers}
        self._ids = {one.question: one.id for one in draft.questions}

    def asked(self) -> tuple[Asked, ...]:
        """The open ones by their worth, then the others; in the ticket's order where nothing else decides."""
        found = [*map(self._of_row, question_rows()), *map(self._of_model, self._more())]
        return tuple(sorted(found, key=lambda one: (one.state is not State.OPEN, -one.worth)))

    def _of_row(self, row: Row) -> Asked:
        one = self._by_evidence(row)
        if one.state is State.PERSON or not (value := self._values.get(row.field, "").strip()):
            return one
        known = held(row.field, value, one.evidence, self._suggesting.candidates(row), self._proposal(row.field))
        if known.better:
            worth = worth_of(row, self._grounds, supported=True)  # it is no gap of the ticket's
            offered = tuple({plain(of.text): of for of in (known.better, *one.suggestions)}.values())
            return replace(one, state=State.OPEN, evidence=(), why=known.why, worth=worth, suggestions=offered)
        if known.evidence and one.state is not State.OPEN:
            of_both = tuple(dict.fromkeys((*known.evidence, *one.evidence)))
            return replace(one, state=_by(of_both), evidence=of_both)
        is_own = known.value and not known.evidence
        return replace(one, state=State.PERSON, evidence=(), worth=0, held=known.value) if is_own else one

    def _by_evidence(self, row: Row) -> Asked:
        """How it stands whatever is in the field."""
        answer = self._material.answers.get(row.text, "")
        found = self._grounds.of(*row.answered_by)
        evidence = tuple(one.id for one in found)
        if answer:
            state, evidence = State.PERSON, (self._answers[row.text], *self._behind.evidence(row.text, answer))
        elif found:
            state = _by(evidence)
        else:
            state = State.OPEN
        worth = worth_of(row, self._grounds, supported=self._is_supported(row.field)) if state is State.OPEN else 0
        why = why_of(row, self._grounds)
        offered, number = self._suggesting.of(row.text, row), self._ids.get(row.text, "")
        told = against(answer, self._material.profile) if row.field == "schedule" and answer else ""
        stands = state, evidence, answer, why, worth, offered, row.several, self._keeps(row, answer), told
        return Asked(row.field, row.text, *stands, id=number)

    def _keeps(self, row: Row, answer: str) -> bool:
        """Whether an answer may become an entry of the profile: one of its lines is none yet."""
        if not row.keep:
            return False
        return any(not any(one[0] == "N" for one in line.evidence) for line in self._behind.lines(row.text, answer))

    def _of_model(self, one: Question) -> Asked:
        answer = self._material.answers.get(one.question, "")
        state = State.PERSON if answer else State.OPEN
        evidence = (self._answers[one.question],) if answer else ()
        offered = self._suggesting.of(one.question, None)
        worth = 0 if answer else _OF_A_MODEL
        return Asked(one.field, one.question, state, evidence, answer, one.why, worth, offered, id=one.id)

    def _more(self) -> Iterator[Question]:
        """What is asked or answered that the table does not have."""
        asked: Mapping[str, Question] = {one.question: one for one in self._draft.questions}
        for text in {**asked, **self._material.answers}:
            if not row_of(text) and text not in asked_of_the_risk():
                yield asked.get(text) or Question("", "", text, "")

    def _proposal(self, field: str) -> Proposal | None:
        return self._draft.proposals.get(field)

    def _is_supported(self, field: str) -> bool:
        proposal = self._proposal(field)
        return proposal is not None and any(claim.status is Status.SUPPORTED for claim in proposal.claims)


def _by(evidence: Sequence[str]) -> State:
    return State.TEAM if evidence[0].startswith("N") else State.EVIDENCE


def _drafted(material: Material) -> Draft:
    from ..template import draft_ticket  # which asks the same table of questions

    return draft_ticket(material)
