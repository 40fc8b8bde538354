"""Where the authors of the change themselves say that there is no way back."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ...wording import sentence, shorten
from ..fact import Finding
from .formats import rules
from .reason import Reason, Verdict

_MOST = 3
_LONGEST = 300
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rules()["authors"]["pattern"])


def reasons(findings: Sequence[Finding]) -> Iterator[Reason]:
    """The notes of this range that say so, at most three."""
    said = [(one, words) for one in findings if one.kind.startswith("notes.") and (words := _says(one))]
    for one, words in said[:_MOST]:
        quoted = shorten(sentence(words), _LONGEST)
        yield Reason(
            "authors",
            Verdict.UNSAFE,
            f"The authors' notes say: {quoted}",
            f"its authors say: {shorten(quoted, 120).rstrip('.')}",
            one.evidence[:3],
            "",
            {"text": words},
        )


def _says(note: Finding) -> str:
    """The sentence of a note that says it."""
    text = str(note.data.get("text") or note.text)[:20_000]
    return next((one for one in _SENTENCE.split(text) if _pattern().search(one[:1000])), "")
