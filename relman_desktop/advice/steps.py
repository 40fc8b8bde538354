"""The steps of a field as they stand in its text, whoever wrote them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ..ticket import Claim, Entry
from .words import words

_STEP = re.compile(r"\d{1,4}[.)]\s+(?=\S)")
_ITEM = re.compile(r"[-*+]\s+(?:\[[ xX]\]\s+)?(?=\S)")
_CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,})[^\n`]*\n(?P<block>(?s:.*?))\n[ \t]*(?P=fence)[ \t]*$|`(?P<span>[^`\n]+)`", re.MULTILINE
)
_MINUTES = re.compile(r"(?<![\w.])(\d{1,4}(?:\.\d)?)\s*(min(?:ute)?s?|h(?:ours?|rs?)?)\b", re.IGNORECASE)
_MOST = 400  # steps that are read of a field
_LONGEST = 5_000  # characters of one


@dataclass(frozen=True)
class FieldStep:
    """One step of a field."""

    number: int  # from 1
    text: str
    evidence: tuple[str, ...] = ()  # what the sentences cite that stand in it
    quotes: tuple[str, ...] = ()  # what they quote, word for word

    @cached_property
    def commands(self) -> tuple[str, ...]:
        """The commands in it: what the team or the repository says to run, and what reads as a command."""
        code = [(found["block"] or found["span"]).strip() for found in _CODE.finditer(self.text)]
        return tuple(one for one in code if one in self.quotes or words().command.match(one))

    @cached_property
    def prose(self) -> str:
        """It without its code, whose words say nothing of who does it: `.github/workflows/x.yml`."""
        return _CODE.sub("…", self.text)

    @property
    def is_manual(self) -> bool:
        """Whether a person does it by hand: it quotes no command, and nothing else does it."""
        return not self.commands and not words().automation.search(self.prose)

    @property
    def checks_itself(self) -> bool:
        """Whether it is a check that a program can do."""
        return bool(self.commands or words().checking.search(self.prose))

    @property
    def watches(self) -> bool:
        """Whether it looks at a metric, an alert, a dashboard or a log."""
        return bool(words().watching.search(self.prose)) and not words().trying.search(self.prose)

    @property
    def minutes(self) -> float | None:
        """How long it takes, where it says so; of several times the longest."""
        told = [float(number) * (60 if unit[:1] in "hH" else 1) for number, unit in _MINUTES.findall(self.text)]
        return max(told, default=None)


def steps_of(entry: Entry) -> tuple[FieldStep, ...]:
    """The steps: what is numbered, else the items of a list, else each line."""
    spans = entry.spans
    return tuple(
        _step(number, entry.text[start:end], [span.claim for span in spans if start <= span.start < end])
        for number, (start, end) in enumerate(islice(_places(entry.text), _MOST), 1)
    )


def _step(number: int, text: str, claims: Sequence[Claim]) -> FieldStep:
    cited = tuple(dict.fromkeys(one for claim in claims for one in claim.evidence))
    return FieldStep(
        number, text[:_LONGEST].strip(), cited, tuple(claim.quote.strip() for claim in claims if claim.quote)
    )


def _places(text: str) -> Iterator[tuple[int, int]]:
    lines = list(_lines(text))
    for marker in (_STEP, _ITEM):
        begins = [(start, found.end()) for start, line in lines if (found := marker.match(line))]
        if begins:
            yield from _from(begins, len(text), lines)
            return
    yield from ((start, start + len(line)) for start, line in lines if line.strip() and not line.rstrip().endswith(":"))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.split("\n"):
        yield position, line
        position += len(line) + 1


def _from(begins: Sequence[tuple[int, int]], end: int, lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """A step goes on until the next one, or until a line that is not indented under it."""
    outside = [start for start, line in lines if line.strip() and not line[:1].isspace()]
    nexts = dict(zip(outside, [*outside[1:], end], strict=True))
    for start, marker in begins:
        yield start + marker, nexts.get(start, end)
