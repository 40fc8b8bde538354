"""What an audit tells of a draft of the command line, for the draft's own JSON tells more than is to be kept."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

_PLACES = ("level", "score", "impact", "likelihood")
_POINTS = ("name", "axis", "points")


def drafted_object(told: Mapping[str, Any]) -> dict[str, Any]:
    """By whom it was drafted and from what: names and hashes, and no text of an input.

    Raises `KeyError`, `TypeError` or `AttributeError` where `told` is no draft.
    """
    risk = told.get("risk") or {}
    found = {
        "by": {name: one["drafter"] for name, one in told["fields"].items() if one.get("drafter")},
        "provenance": told.get("provenance", {}),
        "work": {one["key"]: work_digest(one["title"], one["body"], one["criteria"]) for one in told.get("work", ())},
        "profile": {one["ref"]: digest(one["text"]) for one in told.get("team", ())},
        "risk": {name: risk[name] for name in _PLACES if name in risk} | _points(risk),
    }
    return {name: value for name, value in found.items() if value}


def _points(risk: Mapping[str, Any]) -> dict[str, Any]:
    rows = risk.get("contributions") or ()
    return {"points": [{name: one[name] for name in _POINTS} for one in rows]} if rows else {}


def work_digest(title: str, body: str, criteria: Any) -> str:
    """The hash of what a work ticket says."""
    return digest("\n".join((title, body, *criteria)))


def digest(text: str) -> str:
    """The SHA-256 of a text's UTF-8, as hex digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
