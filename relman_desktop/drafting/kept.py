"""A model's draft as plain values, for keeping it until the person has decided on all of it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .. import __version__
from ..fields import BY_NAME
from ..ticket import claim_from_json, text_from_json
from .proposal import Draft, Proposal, Question


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """What the model said: its proposals and its questions."""
    proposals = [
        {"field": one.field, "drafter": one.drafter, "claims": [asdict(claim) for claim in one.claims]}
        for one in draft.proposals.values()
    ]
    return {"product": __version__, "proposals": proposals, "questions": [asdict(one) for one in draft.questions]}


def draft_from_json(data: Mapping[str, Any] | None) -> Draft | None:
    """The draft that was kept; None where there is none, it cannot be read, or another version of ours wrote it.

    What it cites are facts by their numbers, which another version may number otherwise.
    """
    if not isinstance(data, Mapping) or data.get("product") != __version__:
        return None
    try:
        return _draft(data)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _draft(data: Mapping[str, Any]) -> Draft:
    proposals = {one["field"]: _proposal(one) for one in data["proposals"]}
    questions = [{name: text_from_json(value) for name, value in one.items()} for one in data["questions"]]
    return Draft(proposals, tuple(Question(**one) for one in questions))


def _proposal(data: Mapping[str, Any]) -> Proposal:
    claims = tuple(claim_from_json(claim) for claim in data["claims"])
    return Proposal(BY_NAME[data["field"]].name, claims, drafter=text_from_json(data["drafter"]))
