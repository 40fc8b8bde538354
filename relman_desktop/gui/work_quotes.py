"""Where words that a sentence quotes stand in a text that is drawn without its marks."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from ..known import Use

_LEAST = 4  # letters and digits of a quotation that is looked for


def quotes_of(uses: Iterable[Use]) -> tuple[str, ...]:
    """The words of a piece of evidence that sentences quote, or may have taken word for word."""
    return tuple(dict.fromkeys(use.claim.quote or use.claim.text for use in uses))


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where a text begins and ends that has the quotation's letters and digits in its order; None where it has not."""
    wanted = "".join(filter(str.isalnum, quote)).casefold()
    if len(wanted) < _LEAST:
        return None
    kept = [
        (at, folded) for at, character in enumerate(text) if character.isalnum() and (folded := character.casefold())
    ]
    ends = list(accumulate((len(folded) for _, folded in kept), initial=0))
    start = "".join(folded for _, folded in kept).find(wanted)
    if start < 0:
        return None
    first = _letter(ends, start)
    last = _letter(ends, start + len(wanted) - 1)
    return kept[first][0], kept[last][0] + 1


def _letter(ends: list[int], at: int) -> int:
    """The letter to which a place of the folded text belongs: one letter may be folded to several."""
    return bisect_right(ends, at) - 1
