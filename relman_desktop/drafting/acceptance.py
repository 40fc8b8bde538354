"""What of a draft goes into the ticket at one word, and what waits for the person."""

import re
from collections.abc import Sequence

from ..ticket import Claim, Status, is_heading

TOLD = "Rests on somebody's own words, not on the code."  # of a sentence that says itself whose words it tells
_LONGEST_HEADING = 60


def accepted(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """What "accept all supported" inserts: what is supported, and somebody's words that are told as such.

    Any other weak sentence waits for the person; an unsupported one is never inserted so. A heading stays where
    something of its list does.
    """
    kept = [one for one in claims if one.status in (Status.SUPPORTED, Status.USER) or is_told(one)]
    followed = zip(kept, [*kept[1:], None], strict=False)
    return tuple(one for one, after in followed if not opens_list(one) or (after and not opens_list(after)))


def opens_list(claim: Claim) -> bool:
    """Whether a claim only opens a list, in a few words and with nothing that could be looked up."""
    return (
        is_heading(claim) and len(claim.text) <= _LONGEST_HEADING and not re.search(r"[`\d@/_“”„«»\"]|\.\w", claim.text)
    )


def is_told(claim: Claim) -> bool:
    """Whether a weak claim is weak only because it tells somebody's words, and says so itself."""
    return claim.status is Status.WEAK and bool(claim.reasons) and all(reason == TOLD for reason in claim.reasons)
