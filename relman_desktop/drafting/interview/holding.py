"""What stands in the field of a question already, beside what the team's profile or the evidence would put there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...fields import BY_NAME
from ...wording import joined
from ..proposal import Proposal
from .asked import Suggestion
from .wording import plain

_LONGEST = 60  # characters of a value that a sentence tells


@dataclass(frozen=True, slots=True)
class Held:
    """A short value that is in a field.

    `evidence`: what knows this value, () for one of the person's own. `better`: what is known instead of it.
    """

    value: str
    evidence: tuple[str, ...] = ()
    better: Suggestion | None = None

    @property
    def why(self) -> str:
        """Why the question is open all the same, in a sentence."""
        if not self.better:
            return ""
        source = "your team's profile" if self.better.evidence[:1] and self.better.evidence[0][0] == "N" else "evidence"
        said = f"{source} suggests “{_short(self.better.text)}” ({joined(self.better.evidence)})"
        return f"The field says “{_short(self.value)}”; {said}."


def held(field: str, value: str, found: Sequence[str], offers: Iterable[Suggestion], drafted: Proposal | None) -> Held:
    """How a field's value stands to what is known.

    found: the evidence that answers the question, of whose words some are `offers`; `drafted` is proposed for the
    field. A text of several sentences is not compared: only short values are held.
    """
    if not value.strip() or field not in BY_NAME or BY_NAME[field].written:
        return Held("")
    known = [*_proposed(drafted), *(one for one in offers if set(one.evidence) & set(found))]
    for one in known:
        if _says(value, one.text):
            return Held(value, one.evidence)
    return Held(value, (), known[0] if found and known else None)


def _proposed(drafted: Proposal | None) -> list[Suggestion]:
    if not drafted or not drafted.text or drafted.growing:
        return []
    cited = tuple(dict.fromkeys(one for claim in drafted.claims for one in claim.evidence))
    kind = "team" if cited[:1] and cited[0][0] == "N" else "evidence"
    return [Suggestion(drafted.text, cited, "drafted for the field", kind)] if cited else []


def _says(value: str, text: str) -> bool:
    """Whether a value is, or names among others, what a text says."""
    return re.search(rf"(?<!\w){re.escape(plain(text))}(?!\w)", plain(value)) is not None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
