"""What opens a list, such as "Before the deployment:", and needs no evidence of its own: it must not claim anything.

A heading that passes by itself is made of the words that headings have, and of names of the code. Any other waits for
the person, and one that assures, approves or asks for something dangerous does not stand.
"""

from collections.abc import Iterator

from ...stems import stem, words
from ...wording import joined, named
from . import acts
from .candidate import Candidate
from .finding import Finding, weak
from .grounds import Grounds
from .rules import rules

_MOST_WORDS = 6
_MOST_NAMED = 3


def heading(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """What speaks against a heading."""
    yield from acts.acts(candidate, grounds)
    told = words(candidate.text)
    unknown = [word for word in dict.fromkeys(told) if not _is_known(word, grounds)]
    if unknown:
        what = joined([named(word) for word in unknown], _MOST_NAMED)
        yield weak(f"It only opens a list, and cites nothing for {what}.")
    elif len(told) > _MOST_WORDS:
        yield weak(f"It only opens a list, in {len(told)} words that need evidence.")


def _is_known(word: str, grounds: Grounds) -> bool:
    """Whether a word says nothing by itself, or is a name of the code: in other languages than English we know none."""
    if word in rules().denials:
        return False
    if word in rules().heading_words | rules().function_words | rules().ordinary:
        return True
    return grounds.in_english and (stem(word) in grounds.header_stems or stem(word) in grounds.solid_stems)
