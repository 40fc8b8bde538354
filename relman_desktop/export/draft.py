"""A draft as the command line's JSON."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from .. import __version__
from ..advice import Advice
from ..drafting.interview import Asked
from ..drafting.proposal import Draft, Proposal, Question
from ..fields import DRAFTED
from ..sources.change import Change
from ..sources.evidence import Evidence
from ..sources.work.item import WorkItem
from ..ticket import drafted_id, text_of
from .contract import change_object, work_item

NOTHING: Mapping[str, str] = MappingProxyType({})


def draft_object(
    change: Change,
    draft: Draft,
    work: Iterable[WorkItem],
    wanted: Iterable[str],
    model: Mapping[str, object] | None = None,
    refused: Mapping[str, Proposal] | None = None,
    asked: Iterable[Asked] = (),
    team: Iterable[Evidence] = (),
    advice: Iterable[Advice] = (),
    answers: Mapping[str, str] = NOTHING,
    around: Mapping[str, str] = NOTHING,
) -> dict[str, Any]:
    """The drafted fields (those in `wanted`), their open questions, and what was used; of the `team`'s profile what the
    sentences cite.

    A field's text is what may be inserted unasked; its claims are all of them. `model`: what a model's draft was made
    with, its name among it; `refused`: what it proposed for fields for which the template's stands instead. `asked`:
    all questions with what answers them. `advice`: what the ticket says about the team. `answers`: those that a
    person gave, by the question's text. `around`: what an export has to know of the team (`export.surroundings`).
    """
    names, stand = list(wanted), {one.question: one for one in asked}
    fields = {one.name: _field(draft.proposals[one.name]) for one in DRAFTED if one.name in names}
    for name, proposal in (refused or {}).items():
        if name in fields:
            fields[name]["refused"] = _field(proposal)
    cited = {one for field in fields.values() for claim in field["claims"] for one in claim["evidence"]}
    said = [_entry(one) for one in team if one.id in cited]
    return {
        **({"team": said} if said else {}),
        **({"answers": dict(answers)} if answers else {}),
        **({"around": dict(around)} if around else {}),
        "id": drafted_id(change.base, change.head, change.diff_sha256),
        "change": change_object(change),
        "drafter": "model" if model else "template",
        "fields": fields,
        "questions": [
            _question(question, stand.get(question.question))
            for question in draft.open_questions
            if question.field in names
        ],
        "interview": [_stand(one) for one in stand.values() if one.field in names],
        "advice": [_advice(one) for one in advice if not one.field or one.field in names],
        "work": [work_item(item) for item in work],
        "provenance": {"product": "relman-desktop", "version": __version__, "model": None} | dict(model or {}),
    }


def _field(proposal: Proposal) -> dict[str, Any]:
    return {
        "text": text_of(proposal.usable),
        "drafter": proposal.drafter,
        "claims": [
            {
                "text": claim.text,
                "evidence": claim.evidence,
                "quote": claim.quote,
                "status": claim.status,
                "reasons": claim.reasons,
                "layout": claim.layout,
            }
            for claim in proposal.claims
        ],
    }


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        "kind": advice.kind,
        "text": advice.text,
        "evidence": advice.evidence,
        "field": advice.field,
        "part": advice.part,
    }


def _entry(entry: Evidence) -> dict[str, Any]:
    """An entry of the profile as it stands there."""
    return {"id": entry.id, "ref": entry.ref, "text": entry.text, "trust": entry.trust}


def _question(question: Question, asked: Asked | None) -> dict[str, Any]:
    told = {"id": question.id, "field": question.field, "question": question.question, "why": question.why}
    if not asked:
        return told
    offered = [{"text": one.text, "evidence": one.evidence, "origin": one.origin} for one in asked.suggestions]
    return {**told, "state": asked.state, "worth": asked.worth, "suggestions": offered}


def _stand(asked: Asked) -> dict[str, Any]:
    """How it stands with a question; the open ones are told in "questions"."""
    return {
        "field": asked.field,
        "question": asked.question,
        "state": asked.state,
        "evidence": asked.evidence,
        "answer": asked.answer,
        **({"against": asked.against} if asked.against else {}),
    }
