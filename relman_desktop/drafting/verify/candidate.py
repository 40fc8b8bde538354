"""A claim while it is checked: its text taken apart, and the evidence that it cites."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ...fields import Field
from ...sources.evidence import Trust
from ...ticket import Layout
from . import scan
from .cited import Cited, squeezed
from .finding import Finding
from .grounds import Grounds
from .quotes import shows, stands_in
from .rules import rules

_SENTENCE = re.compile(r"(?<=[.!?…])[”\")]?\s+(?=[^\sa-z])|(?<=[。！？])")
_CLAUSE = re.compile(  # before a clause
    r"[,;:]\s+(?:and\s+)?|\s(?:and\s+|(?=(?:so that|which|because|since|while|after|before|as|although|until|unless"
    r"|where|when|if)\s))",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[“„«]([^“”„«»]{1,4000})[”“»]")
_STRAIGHT = re.compile(r'(?<![\w"])"([^"]{3,4000})"(?![\w"])')
_LONGEST_MESSAGE = 200  # characters of a text that a program shows
_SHOWS = ("description", "validation")  # the fields that tell what a program shows


@dataclass(frozen=True)
class Candidate:
    """`sources` are the pieces of evidence that it cites, all of them sent."""

    field: Field
    text: str
    quote: str
    layout: Layout
    sources: tuple[Cited, ...]
    told: bool = False  # as somebody's words, with whose they are

    @cached_property
    def ids(self) -> str:
        """What it cites, for a reason: `F3.h2, C4`."""
        return ", ".join(one.id for one in self.sources)

    @cached_property
    def spans(self) -> tuple[scan.Token, ...]:
        """What stands in backticks."""
        return tuple(scan.spans(self.text)) if "`" in self.text else ()

    @cached_property
    def prose(self) -> str:
        """The text without what stands in backticks."""
        return scan.without_spans(self.text) if self.spans else self.text

    @cached_property
    def tokens(self) -> tuple[scan.Token, ...]:
        return tuple(scan.tokens(self.prose))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Sentence by sentence, with what stands in backticks."""
        return tuple(one for one in _SENTENCE.split(self.text) if one and one.strip())

    @cached_property
    def sentences_of_its_own(self) -> tuple[str, ...]:
        """The sentences without what they say that the program shows."""
        if not self.messages:
            return self.sentences
        return tuple(one for one in _SENTENCE.split(self.without_messages) if one and one.strip())

    @cached_property
    def clauses_added(self) -> tuple[str, ...]:
        """What follows the first clause of each sentence, clause by clause, without what the program shows."""
        clauses: list[str] = []
        for sentence in self.sentences_of_its_own:
            hidden = scan.masked_spans(sentence)
            starts = [found.end() for found in _CLAUSE.finditer(hidden)]
            stops = [*starts[1:], len(sentence)]
            clauses += [sentence[start:stop].strip(" .,;:") for start, stop in zip(starts, stops, strict=False)]
        return tuple(clauses)

    @cached_property
    def quotations(self) -> tuple[str, ...]:
        """What stands between quotation marks, word for word in a piece of the cited evidence."""
        if not any(mark in self.text for mark in '“„«"'):
            return ()
        return tuple(one for one in self._between_marks if len(one.split()) >= 2 and self.source_of(one))

    @cached_property
    def false_quotations(self) -> tuple[str, ...]:
        """What stands between quotation marks although nobody cited says it so."""
        if not any(mark in self.text for mark in '“„«"'):
            return ()
        return tuple(one for one in self._between_marks if len(one.split()) >= 3 and not self.source_of(one))

    @cached_property
    def _between_marks(self) -> tuple[str, ...]:
        curly = (found[1] for found in _QUOTATION.finditer(self.text))
        marks = scan.masked_spans(self.text) if self.spans else self.text  # `"none"` is code and no quotation
        straight = (self.text[found.start(1) : found.end(1)] for found in _STRAIGHT.finditer(marks))
        return (*curly, *straight)

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """What the sentence says that the program shows, word for word in a string of the cited code."""
        if self.field.name not in _SHOWS or not any(one.texts for one in self.sources):
            return ()
        marked = (*self._between_marks, *(span.text for span in self.spans if " " in span.text))
        found = tuple(one for one in marked if len(one) <= _LONGEST_MESSAGE and self._is_shown(squeezed(one)))
        return found if found and rules().showing.search(_without(found, self.text)) else ()

    def _is_shown(self, text: str) -> bool:
        """Whether a squeezed text is one that the program holds, or the first part of it."""
        return bool(text) and any(
            known.startswith(text) or (text.startswith(known) and known and text in one.squeezed_whole)
            for one in self.sources
            for known in one.texts
        )

    @cached_property
    def without_messages(self) -> str:
        """The text without what it says that the program shows."""
        return _without(self.messages, self.text)

    def source_of(self, quotation: str) -> Cited | None:
        """The cited evidence that holds a quotation word for word."""
        wanted = squeezed(quotation.strip(" .,…"))
        return next((one for one in self.sources if stands_in(wanted, one)), None) if wanted else None

    @cached_property
    def around_quotations(self) -> str:
        """What stands around the true quotations, whoever is said to have said them."""
        return _without(self.quotations, self.text)

    @cached_property
    def without_quotations(self) -> str:
        """The text without what it quotes truly and with its source: what remains, the sentence itself says."""
        return self.around_quotations if self.told else self.text

    @cached_property
    def solid(self) -> tuple[Cited, ...]:
        """The cited evidence that holds more than somebody's words."""
        return tuple(one for one in self.sources if not one.is_prose)

    @cached_property
    def code_beside_facts(self) -> str:
        """The cited code, without what facts say of it."""
        return "\n".join(one.solid for one in self.solid if not one.fact)

    @cached_property
    def own_words(self) -> tuple[Cited, ...]:
        """The cited evidence that the team or the person wrote."""
        return tuple(one for one in self.sources if one.is_own_word)

    @cached_property
    def rests_on_words(self) -> bool:
        """Whether only somebody's words are behind it: claims, documents, comments, or a quote out of those."""
        if not self.solid:
            return True
        if not self.quote or any(shows(one, self.quote) or one.is_own_word for one in self.solid):
            return False
        return not any(one.fact is not None and one.evidence.trust is Trust.CODE for one in self.sources)


def _without(parts: tuple[str, ...], text: str) -> str:
    for part in parts:
        text = text.replace(part, " ")
    return text


Check = Callable[[Candidate, Grounds], Iterator[Finding]]
