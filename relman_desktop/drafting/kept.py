"""A model's draft as plain values, for keeping it until the person has decided on all of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from .. import __version__
from ..fields import BY_NAME
from ..sources.meant import bounded
from ..ticket import Claim, claim_from_json, text_from_json
from .proposal import Draft, Proposal, Question


def draft_to_json(draft: Draft, meant: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the model said: its proposals and its questions. `meant`: what its ids mean, as a ticket keeps it."""
    proposals = [
        {"field": one.field, "drafter": one.drafter, "claims": [asdict(claim) for claim in one.claims]}
        for one in draft.proposals.values()
    ]
    all_cited = _cited(draft)
    cited = {one: key for one, key in (meant or {}).items() if one in all_cited}
    told = {"product": __version__, "proposals": proposals, "questions": [asdict(one) for one in draft.questions]}
    return {**told, "meant": cited} if cited else told


def draft_from_json(data: Mapping[str, Any] | None, ids: Mapping[str, str] | None = None) -> Draft | None:
    """The draft that was kept; None where there is none, it cannot be read, or another version of ours wrote it.

    What it cites are facts by their numbers, which another version may number otherwise. `ids` are the keys of the
    profile's entries, work items and answers by the ids that they have now: sentences that rest on one that is gone
    are left out.
    """
    if not isinstance(data, Mapping) or data.get("product") != __version__:
        return None
    try:
        draft = _draft(data)
        return _renumbered(draft, bounded(data.get("meant", {})), ids) if ids is not None else draft
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _cited(draft: Draft) -> set[str]:
    claims = (claim for proposal in draft.proposals.values() for claim in proposal.claims)
    return {one for claim in claims for one in claim.evidence}


def _renumbered(draft: Draft, was: Mapping[str, str], now: Mapping[str, str]) -> Draft:
    """The draft with the ids that all it cites has now."""
    ids = {(one[:1], key): one for one, key in now.items()}
    moved = {one: new for one, key in was.items() if (new := ids.get((one[:1], key), "")) != one}
    if not moved:
        return draft
    draft = draft.without_evidence([one for one, new in moved.items() if not new])
    proposals = {name: replace(one, claims=_with_ids(one.claims, moved)) for name, one in draft.proposals.items()}
    return replace(draft, proposals=proposals)


def _with_ids(claims: Iterable[Claim], moved: Mapping[str, str]) -> tuple[Claim, ...]:
    return tuple(replace(one, evidence=tuple(moved.get(cited, cited) for cited in one.evidence)) for one in claims)


def _draft(data: Mapping[str, Any]) -> Draft:
    proposals = {one["field"]: _proposal(one) for one in data["proposals"]}
    questions = [{name: text_from_json(value) for name, value in one.items()} for one in data["questions"]]
    return Draft(proposals, tuple(Question(**one) for one in questions))


def _proposal(data: Mapping[str, Any]) -> Proposal:
    claims = tuple(claim_from_json(claim) for claim in data["claims"])
    return Proposal(BY_NAME[data["field"]].name, claims, drafter=text_from_json(data["drafter"]))
