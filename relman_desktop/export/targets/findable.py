"""Whether the search of a target looks where our id will stand: else one ticket could be made twice."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from .ours import label_of
from .prepared import Part
from .target import Target

_SEARCHES = ("find", "search")


def unfound(parts: Iterable[Part], target: Target) -> Iterator[str]:
    """Why the ticket cannot be sent, where no search would find it again: a sentence."""
    looked = " ".join(json.dumps(asdict(target.calls[name])) for name in _SEARCHES if name in target.calls)
    if not any("our_id" in part.holds and part.theirs in looked for part in parts):
        where = label_of(target.fold.into).lower() if target.fold else "text"
        yield (
            f"The ticket's id would stand nowhere where {target.title} is searched for it, so that a second record "
            f"could be made: let the {where} and the id go to their own fields again in the system's mapping."
        )
