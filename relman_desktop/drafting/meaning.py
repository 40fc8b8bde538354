"""What a ticket keeps of the meaning of ids: of all that its sentences cite, its answers and its given work items."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..sources.meant import UNKNOWN, is_own, numbered
from ..ticket import Claim, Ticket
from .proposal import Material

_MOST_READ = 2_000  # characters of a sentence
_KEY = re.compile(r"(?:AB|[\w.-]{1,80}(?:/[\w.-]{1,80}){1,8})?[#!][0-9]{1,8}\b|\b[A-Z][A-Z0-9_]{0,9}-[0-9]{1,8}\b")


def keeping(ticket: Ticket, material: Material) -> Ticket:
    """The ticket after an act, with what its ids mean.

    `material`: what was known before the act, by whose ids its sentences cite. What it cites and nobody knows is kept
    without a meaning: nothing else may get its id.
    """
    means = material.means
    cited = {one.id: one.ref for one in material.said}  # an answer that is taken back now may be cited by a draft
    cited |= {one: means.get(one, UNKNOWN) for one in ticket.cited if is_own(one)}
    taken = {**means, **cited, **ticket.meant}
    ids = (*numbered("W", ticket.work, taken).items(), *numbered("A", ticket.answers, taken).items())
    meant = {**cited, **{one: key for key, one in ids}, **ticket.meant}
    return replace(ticket, meant=meant) if meant != ticket.meant else ticket


def told_by_sentences(ticket: Ticket) -> dict[str, str]:
    """What the ids of work items meant in a ticket that does not keep it, where all sentences that tell it agree.

    "It settles PAY-12 and #7." on `W1` and `W2` tells it. Versions before this kept no more, and the references of a
    change are found in another order since.
    """
    unkept = {one for one in ticket.cited if one[:1] == "W" and one not in ticket.meant}
    found: dict[str, set[str]] = {}
    for entry in ticket.entries.values() if unkept else ():
        for one, key in (pair for claim in entry.claims for pair in _named_in(claim)):
            found.setdefault(one, set()).add(key)
    return {one: next(iter(keys)) for one, keys in found.items() if one in unkept and len(keys) == 1}


def _named_in(claim: Claim) -> Iterator[tuple[str, str]]:
    cited = [one for one in claim.evidence if one[:1] == "W" and is_own(one)]
    keys = list(dict.fromkeys(_KEY.findall(claim.text[:_MOST_READ]))) if cited else []
    if len(keys) == len(cited):
        yield from zip(cited, keys, strict=True)
