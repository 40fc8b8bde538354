"""The template drafter: every field from facts, commits, work items and the team's profile, with no model."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ...facts.configuration.secrets import HIDDEN
from ...fields import DRAFTED
from ...ticket import Claim, Status
from ..hidden import without_hidden
from ..proposal import Draft, Material, Proposal
from ..questions import questions
from ..redaction import Redactor
from ..redaction.masking import MASKED
from ..team.speaking import speaking
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
    material = speaking(material)
    asked, redactor = questions(material), Redactor()
    told = {field.name: _told(field.name, material) for field in DRAFTED}
    for text in _quoted(material, {one for field in told.values() for claim in field for one in claim.evidence}):
        redactor.learn(text)  # a secret is found by what stands around it, and a summary takes that away
    proposals = {name: Proposal(name, _shown(claims, redactor)) for name, claims in told.items()}
    return Draft(proposals, asked, dict(material.answers))


def _quoted(material: Material, cited: Collection[str]) -> Iterator[str]:
    """The texts of which a ticket tells parts: of hundreds of work items and entries only those that it cites."""
    yield from (fact.text for fact in material.facts.items if fact.kind.startswith("notes."))
    yield from (item.body for item in material.work if item.is_told and item.id in cited)
    yield from (entry.text for entry in material.profile.entries if entry.id in cited)


def _told(field: str, material: Material) -> tuple[Claim, ...]:
    draft = DRAFTERS.get(field)
    drafted = tuple(draft(material)) if draft else ()
    return framed(field, with_answers(field, material, drafted), material)


def _shown(claims: Iterable[Claim], redactor: Redactor) -> tuple[Claim, ...]:
    """The claims as they may be shown: an answer as it was given."""
    return tuple(claim if _is_answer(claim) else _plain(claim, redactor) for claim in claims)


def _is_answer(claim: Claim) -> bool:
    return claim.status is Status.USER and bool(claim.evidence)


def _plain(claim: Claim, redactor: Redactor) -> Claim:
    """A claim whose words hold no secret, hide nothing and reorder nothing, whatever a commit or a path holds."""
    claim = _without_secrets(claim, redactor)
    text, hidden = without_hidden(claim.text)
    return replace(claim, text=text) if hidden else claim


def _without_secrets(claim: Claim, redactor: Redactor) -> Claim:
    text, quote = (MASKED.sub(HIDDEN, redactor.redact(one, "")) for one in (claim.text, claim.quote))
    return claim if (text, quote) == (claim.text, claim.quote) else replace(claim, text=text, quote=quote)
