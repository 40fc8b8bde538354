"""The prompts that a repository suggests in `.relman/prompts`: hostile until the person has read and agreed to them.

They are read from the commit, not from the folder, and say only how a field is written: the rules that keep evidence
from being obeyed are not a repository's to change. What the person agrees to is one text for one repository; another
text, of a later commit, is asked about anew.
"""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ...fields import WRITTEN
from ...jobs import Cancel
from ...sources.change import Content
from .names import NAMES
from .prompt import fault

LONGEST = 20_000  # characters; ten times our own
_HIDING = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}  # categories of Unicode that show nothing or reorder what is shown
_FIELDS = frozenset(field.name for field in WRITTEN)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A prompt that the repository holds, exactly as it would be used."""

    name: str
    text: str  # without characters that hide anything, so that what the person reads is what a model gets
    fault: str = ""  # why it cannot be used, as a sentence; "" where it can

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def place_of(name: str) -> str:
    """Where a repository keeps the prompt that it suggests."""
    return f".relman/prompts/{name}.md"


def suggested_prompts(content: Content, cancel: Cancel) -> tuple[Suggestion, ...]:
    """What the head of a change suggests, in the order of the table; none of it is in use by that."""
    found = ((name, content.read(place_of(name), cancel)) for name in NAMES)
    return tuple(_suggestion(name, text) for name, text in found if text is not None)


def agreement(repository: str, suggestion: Suggestion) -> str:
    """What the settings keep when the person agrees to a suggestion of the repository at this place."""
    return f"{suggestion.sha256} {suggestion.name} {repository}"


def agreed_texts(suggestions: Iterable[Suggestion], repository: str, agreements: Collection[str]) -> dict[str, str]:
    """The texts, by name, that can be used and that the person agreed to for this repository."""
    return {one.name: one.text for one in suggestions if not one.fault and agreement(repository, one) in agreements}


def _suggestion(name: str, written: str) -> Suggestion:
    text = _plain(written[:LONGEST])
    place = f"The repository's prompt {place_of(name)}"
    if name not in _FIELDS:
        said = f"{place} is not used: a repository may suggest how a field is written, not the rules around it."
    elif len(written) > LONGEST:
        said = f"{place} is not used: it is longer than {LONGEST:,} characters."
    else:
        said = fault(name, text, place)
    return Suggestion(name, text, said)


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return "".join(char for char in lines if char == "\n" or not _hides(char))


def _hides(char: str) -> bool:
    category = unicodedata.category(char)
    return category in _HIDING or (category == "Mn" and "VARIATION SELECTOR" in unicodedata.name(char, ""))
