"""A model's draft as plain values, for keeping it until the person has decided on all of it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .. import __version__
from ..ticket import claim_from_json
from .proposal import Draft, Proposal, Question


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """What the model said: its proposals and its questions."""
    proposals = [
        {"field": one.field, "drafter": one.drafter, "claims": [asdict(claim) for claim in one.claims]}
        for one in draft.proposals.values()
    ]
    return {"product": __version__, "proposals": proposals, "questions": [asdict(one) for one in draft.questions]}


def draft_from_json(data: Mapping[str, Any] | None) -> Draft | None:
    """The draft that was kept; None where there is none, or another version of ours wrote it.

    What it cites are facts by their numbers, which another version may number otherwise.
    """
    if not data or data.get("product") != __version__:
        return None
    proposals = {one["field"]: _proposal(one) for one in data["proposals"]}
    return Draft(proposals, tuple(Question(**one) for one in data["questions"]))


def _proposal(data: Mapping[str, Any]) -> Proposal:
    claims = tuple(claim_from_json(claim) for claim in data["claims"])
    return Proposal(data["field"], claims, drafter=data["drafter"])
