"""The template drafter: every field from facts, commits, work items and the team's profile, with no model."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ...facts.configuration.secrets import HIDDEN
from ...fields import DRAFTED
from ...ticket import Claim
from ..hidden import without_hidden
from ..proposal import Draft, Material, Proposal
from ..questions import questions
from ..redaction import Redactor
from ..redaction.masking import MASKED
from . import deployment, description, details, justification, rollback, title, validation
from .answers import with_answers
from .team.frames import framed

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
    """A proposal for every field, the person's answers among the claims, and the questions that are open.

    What somebody wrote into a note or a commit message is told without its secrets; an answer stays as it was given.
    """
    asked, redactor = questions(material), Redactor()
    for text in _quoted(material):
        redactor.learn(text)  # a secret is found by what stands around it, and a summary takes that away
    proposals = {field.name: Proposal(field.name, _claims(field.name, material, redactor)) for field in DRAFTED}
    return Draft(proposals, asked, dict(material.answers))


def _quoted(material: Material) -> Iterator[str]:
    """The texts of which a ticket tells parts."""
    yield from (fact.text for fact in material.facts.items if fact.kind.startswith("notes."))
    yield from (item.body for item in material.work if item.is_told)
    yield from (entry.text for entry in material.profile.entries)


def _claims(field: str, material: Material, redactor: Redactor) -> tuple[Claim, ...]:
    draft = DRAFTERS.get(field)
    drafted = tuple(draft(material)) if draft else ()
    told = with_answers(field, material, drafted)
    answers = [claim for claim in told if claim not in drafted]
    return tuple(claim if claim in answers else _plain(claim, redactor) for claim in framed(field, told, material))


def _plain(claim: Claim, redactor: Redactor) -> Claim:
    """A claim whose words hold no secret, hide nothing and reorder nothing, whatever a commit or a path holds."""
    claim = _without_secrets(claim, redactor)
    text, hidden = without_hidden(claim.text)
    return replace(claim, text=text) if hidden else claim


def _without_secrets(claim: Claim, redactor: Redactor) -> Claim:
    text, quote = (MASKED.sub(HIDDEN, redactor.redact(one, "")) for one in (claim.text, claim.quote))
    return claim if (text, quote) == (claim.text, claim.quote) else replace(claim, text=text, quote=quote)
