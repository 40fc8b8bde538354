"""The sentences of a field as they stand in its editor."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ..ticket import Claim, Entry, Span, spans


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim where it stands. Positions are Qt's: UTF-16 code units, of which an emoji takes two."""

    start: int
    end: int
    claim: Claim
    dismissed: tuple[str, ...] = ()  # the facts among its evidence that the person dismissed


def find_sentences(text: str, claims: Iterable[Claim], dismissed: Collection[str] = ()) -> tuple[Sentence, ...]:
    """The claims that still stand in the text, and the person's own words between them, in order."""
    at = int if text.isascii() else lambda position: units(text[:position])
    return tuple(
        Sentence(
            at(span.start), at(span.end), span.claim, tuple(one for one in span.claim.evidence if one in dismissed)
        )
        for span in _with_own_words(text, spans(text, claims))
    )


def _with_own_words(text: str, ours: Iterable[Span]) -> Iterator[Span]:
    position = 0
    for span in ours:
        yield from _own_words(text, position, span.start)
        yield span
        position = span.end
    yield from _own_words(text, position, len(text))


def _own_words(text: str, start: int, end: int) -> Iterator[Span]:
    """What the person wrote between two sentences of ours, which mostly is a blank."""
    if end - start < 2:
        return
    for claim in Entry(text[start:end]).current:
        start = text.index(claim.text, start)
        yield Span(start, start + len(claim.text), claim)
        start += len(claim.text)


def sentence_at(sentences: Iterable[Sentence], position: int) -> Sentence | None:
    """The sentence in which or at whose end a caret at `position` stands; where two meet, the one that begins."""
    return next((one for one in reversed(tuple(sentences)) if one.start <= position <= one.end), None)


def units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str, position: int) -> int:
    """How many characters of a text stand before a position of Qt's; in an emoji's middle the emoji counts."""
    if text.isascii():
        return min(max(0, position), len(text))
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, position)].decode("utf-16-le", "replace"))
