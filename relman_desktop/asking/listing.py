"""A prepared request as the command line shows it: as text, and as the contract's JSON."""

import json
from collections.abc import Iterator
from typing import Any

from ..drafting.pack.packed import Level
from ..wording import counted, printable
from .prepared import Prepared

_MANY = 12  # files that are listed at each level


def request_object(prepared: Prepared) -> dict[str, Any]:
    """What would be sent, and what the person should know of it."""
    cost = prepared.cost
    return {
        "endpoint": prepared.endpoint.url or None,
        "model": prepared.endpoint.model or None,
        "field": prepared.field or None,
        "body": json.loads(prepared.body),
        "tokens": {"estimated": prepared.tokens, "exact": prepared.exact, "budget": prepared.budget},
        "cost": {"currency": cost.currency, "amount": float(cost.amount)} if cost else None,
        "coverage": coverage_list(prepared),
        "redactions": [
            {"placeholder": one.placeholder, "rule": one.rule, "ref": one.ref, "count": one.count}
            for one in prepared.redactions
        ],
        "warnings": list(prepared.warnings),
    }


def coverage_list(prepared: Prepared) -> list[dict[str, Any]]:
    """Every changed file, and how far it is covered."""
    return [
        {
            "id": one.id,
            "path": one.path,
            "level": one.level,
            "hunks_sent": one.hunks_sent,
            "hunks": one.hunks,
            "reason": one.reason,
        }
        for one in prepared.coverage
    ]


def request_text(prepared: Prepared) -> str:
    """The request for a person: where it would go, how much it covers, what it costs, and all its words."""
    return "\n".join((*_head(prepared), "", *_covered(prepared), "", *_messages(prepared))) + "\n"


def _head(prepared: Prepared) -> Iterator[str]:
    endpoint, counted_how = prepared.endpoint, "" if prepared.exact else "about "
    where = f"{endpoint.model} at {endpoint.url}" if endpoint.url else "nowhere: no model is set up"
    yield f"would be sent to  {where}"
    yield f"tokens            {counted_how}{prepared.tokens:,} of {prepared.budget:,}"
    yield f"costs at most     {prepared.cost or 'not known'}"
    if more := prepared.most_requests - 1:
        yield f"may be followed   by {more} requests with the same evidence: for what is cut off,"
        yield "                  and for the sentences that fail their check, with the reasons"
    masked = sum(one.count for one in prepared.redactions)
    yield f"masked            {counted(masked, 'place')} that {'looks' if masked == 1 else 'look'} like a secret"
    for one in prepared.redactions:
        yield f"                  {one.placeholder} in {one.ref} ({one.rule}), {counted(one.count, 'time')}"
    for warning in prepared.warnings:
        yield f"note              {printable(warning)}"


def _covered(prepared: Prepared) -> Iterator[str]:
    for level in Level:
        files = [one for one in prepared.coverage if one.level is level]
        if not files:
            continue
        yield f"{counted(len(files), 'file')} {_LEVELS[level]}"
        if level is not Level.FULL:
            yield from (f"  {one.id:<6} {printable(one.path)}  {one.reason}" for one in files[:_MANY])
        if level is not Level.FULL and len(files) > _MANY:
            yield f"  and {len(files) - _MANY:,} more; --format json lists all"


_LEVELS = {Level.FULL: "in full", Level.PARTIAL: "in part", Level.CONDENSED: "condensed", Level.NAMED: "by name"}


def _messages(prepared: Prepared) -> Iterator[str]:
    for message in prepared.asking.request(prepared.pack).messages:
        yield f"----- {message.role} -----"
        yield message.text
