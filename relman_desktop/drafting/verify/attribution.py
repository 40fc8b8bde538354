"""Whose words a claim tells, and whether it says so.

A model repeats what it reads. Words that only a comment, a document, a commit or a ticket says may stand in a ticket as
what they are: a quotation with its source, or reported speech that keeps to that one source's words.
"""

from collections.abc import Iterator

from ...fields import Shape
from ...sources.evidence import Trust
from ..acceptance import TOLD
from .candidate import Candidate
from .cited import Cited
from .finding import Finding, unsupported, weak
from .grounds import Grounds
from .rules import Source, rules
from .words import stem, telling, words

ONLY_SAID = "Only what somebody said stands behind this."
_LEAST_OWN = 0.6  # of the telling words of reported speech stand in what is reported
_MOST_AROUND = 3  # telling words beside a quotation
_LEAST_RUN = 3  # words in a row that are somebody else's
_MOST_BORROWED = 0.6  # of a sentence's words
_LEAST_SHARE = (
    0.34  # of a sentence's telling words stand in the code and the facts that it cites; tried from 0.3 to 0.6
)
_LEAST_PROMPT = 8  # words in a row of our own instructions


def is_told(candidate: Candidate) -> bool:
    """Whether a claim tells somebody's words as such: it names a source that it cites, and keeps to it."""
    frame = candidate.around_quotations
    if not rules().saying.search(frame):
        return False
    spoken = [one for one in candidate.sources if not one.is_own_word]
    named = [one for source in rules().sources if source.pattern.search(frame) for one in spoken if _is_of(one, source)]
    if not named:
        return False
    if candidate.quotations:
        around = telling(frame)
        known = set().union(*(one.said_stems | one.solid_stems for one in spoken))
        return sum(word not in known for word in around) <= _MOST_AROUND
    return any(_keeps_to(candidate, one) for one in named)


def _is_of(one: Cited, source: Source) -> bool:
    """Whether a piece of evidence is what a sentence calls its source: no comment in code is a runbook."""
    if one.letter not in source.letters:
        return False
    return one.is_prose or (source.in_code and bool(one.parts.said))


def _keeps_to(candidate: Candidate, one: Cited) -> bool:
    reported = telling(candidate.text)
    known = one.said_stems | one.solid_stems
    return bool(reported) and sum(word in known for word in reported) >= _LEAST_OWN * len(reported)


def trust(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """Weak, where nothing but somebody's words is behind a claim; told as such they make no title and no step."""
    if candidate.told:
        yield weak(TOLD if candidate.field.shape is Shape.PROSE and candidate.quotations else ONLY_SAID)
    elif candidate.rests_on_words and not _only_points(candidate):
        yield weak(ONLY_SAID)
    elif candidate.field.name == "justification" and not candidate.own_words and not _has_words(candidate):
        yield weak("Code cannot support a reason.")


def _only_points(candidate: Candidate) -> bool:
    """Whether a claim says no more than which tickets there are."""
    keys = [token.text for token in candidate.tokens if token.kind == "key"]
    text = candidate.text
    for key in keys:
        text = text.replace(key, " ")
    return bool(keys) and not telling(text) and all(one.letter == "W" for one in candidate.sources)


def _has_words(candidate: Candidate) -> bool:
    return any(one.evidence.trust is Trust.CLAIM for one in candidate.sources)


def borrowed(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Weak, where a sentence is taken word for word from what somebody says in the evidence, and does not say so."""
    if candidate.told:
        return
    for sentence in candidate.sentences:
        yield from _borrowed(words(sentence), candidate, grounds)


def _borrowed(said: list[str], candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    covered: set[int] = set()
    where = ""
    for start in range(len(said) - _LEAST_RUN + 1):
        three = (said[start], said[start + 1], said[start + 2])
        found = grounds.said_where.get(three)
        if found and not any(three in one.solid_trigrams for one in candidate.solid):
            covered.update(range(start, start + _LEAST_RUN))
            where = where or found
    if len(covered) >= max(_LEAST_RUN, _MOST_BORROWED * len(said)):
        yield weak(f"These are the words of a text in {where}, which is no evidence of what was done.")


def echoes(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Our own instructions, come back as a sentence."""
    said = words(candidate.text) if grounds.prompt else []
    run = 0
    for start in range(len(said) - 2):
        run = run + 1 if (said[start], said[start + 1], said[start + 2]) in grounds.prompt_trigrams else 0
        if run + 2 >= _LEAST_PROMPT:
            yield unsupported("It repeats the instructions that the model was given.")
            return


def quotation_marks(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """What stands between quotation marks is somebody's words, or it is none."""
    for one in candidate.false_quotations[:1]:
        yield unsupported(f"“{one[:80]}” is quoted, but stands word for word in none of {candidate.ids}.")


def overlap(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Weak, where hardly a telling word of a sentence stands in what it cites."""
    if candidate.told or not candidate.solid:
        return
    known = grounds.header_stems.union(*(one.solid_stems for one in candidate.solid))
    for sentence in candidate.sentences:
        yield from _overlap(sentence, known, candidate, grounds)


def _overlap(sentence: str, known: frozenset[str], candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    told = telling(sentence)
    if not told:
        return
    share = sum(stem(word) in known or word in known for word in told) / len(told)
    if share < _LEAST_SHARE if grounds.in_english else not candidate.quote and share == 0:
        yield weak(f"Hardly a word of it stands in {candidate.ids}.")
