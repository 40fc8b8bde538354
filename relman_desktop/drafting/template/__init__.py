"""The template drafter: every field from facts, commits and work items, with no model."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ...fields import FIELDS
from ...ticket import Claim, Layout, Status
from ..hidden import without_hidden
from ..proposal import Draft, Material, Proposal, Question
from ..questions import questions
from . import deployment, description, details, justification, rollback, title, validation

_Drafter = Callable[[Material], Sequence[Claim]]

DRAFTERS: dict[str, _Drafter] = {
    "title": title.draft,
    "description": description.draft,
    "justification": justification.draft,
    "deployment": deployment.draft,
    "rollback": rollback.draft,
    "validation": validation.draft,
    "change_id": details.change_id,
    "change_type": details.change_type,
    "assignee": details.assignee,
    "validator": details.validator,
    "services": details.services,
    "notes": details.notes,
}


def draft_ticket(material: Material) -> Draft:
    """A proposal for every field, the person's answers among the claims, and the questions that are open."""
    asked = questions(material)
    proposals = {field.name: Proposal(field.name, _claims(field.name, material, asked)) for field in FIELDS}
    return Draft(proposals, asked, dict(material.answers))


def _claims(field: str, material: Material, asked: Sequence[Question]) -> tuple[Claim, ...]:
    draft = DRAFTERS.get(field)
    drafted = tuple(map(_plain, draft(material))) if draft else ()
    mine = [one.question for one in asked if one.field == field]
    return drafted + _answers(material, mine, drafted)


def _plain(claim: Claim) -> Claim:
    """A claim whose words hide nothing and reorder nothing, whatever a commit or a file name holds."""
    text, hidden = without_hidden(claim.text)
    return replace(claim, text=text) if hidden else claim


def _answers(material: Material, asked: Sequence[str], drafted: Sequence[Claim]) -> tuple[Claim, ...]:
    """The person's answers to a field's questions, in their own words."""
    steps = any(claim.layout is Layout.STEP for claim in drafted)
    layout = Layout.STEP if steps else Layout.PARAGRAPH
    return tuple(
        Claim(answer.text.strip(), (answer.id,), status=Status.USER, layout=layout)
        for answer in material.book.answers
        if answer.ref in asked
    )
