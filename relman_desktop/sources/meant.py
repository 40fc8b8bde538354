"""What ids of evidence mean that is not the change's own: N entries of the team's profile, W work items, A answers.

Each has a key that stays: what an entry says, a tracker's key, a question. A ticket keeps the keys by the ids that it
cites, so that an id never turns to another thing, whatever comes, goes, or is found in another order.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import count

KINDS = "NWA"
UNKNOWN = ""  # the key of what an id meant that nobody knows any more
_ID = re.compile(rf"[{KINDS}][1-9][0-9]{{0,5}}")


def is_own(evidence_id: str) -> bool:
    """Whether an id is of a kind that a ticket keeps the meaning of; none of ours is longer than six digits."""
    return bool(_ID.fullmatch(evidence_id))


def bounded(meant: Mapping[str, str]) -> dict[str, str]:
    """Without what is no id of ours, whoever wrote it into a ticket."""
    return {one: key for one, key in meant.items() if is_own(one)}


def numbered(kind: str, keys: Iterable[str], meant: Mapping[str, str]) -> dict[str, str]:
    """The id of each key: the one that means it, and for the others in their order the lowest that mean nothing yet.

    What is added to `meant` of these ids changes none of the others.
    """
    ids: dict[str, str] = {}
    for one in sorted((one for one in meant if one[:1] == kind), key=lambda one: (len(one), one)):
        if meant[one] != UNKNOWN:
            ids.setdefault(meant[one], one)
    free = (one for number in count(1) if (one := f"{kind}{number}") not in meant)
    given: dict[str, str] = {}
    for key in keys:
        if key not in given:
            given[key] = ids.get(key) or next(free)
    return given


def with_more(meant: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """What is meant, and of `more` what neither gives an id another meaning nor a thing another id."""
    there = {(one[:1], key) for one, key in meant.items()}
    added = {one: key for one, key in more.items() if one not in meant and (one[:1], key) not in there}
    return {**added, **meant}
