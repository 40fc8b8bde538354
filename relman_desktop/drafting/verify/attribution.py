"""Whose words a claim tells, and whether it says so.

A model repeats what it reads. Words that only a comment, a document, a commit or a ticket says may stand in a ticket as
what they are: a quotation with its source, or reported speech that keeps to that one source's words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...fields import Shape
from ...sources.evidence import Trust
from ...stems import stem, words
from ..acceptance import TOLD
from . import scan
from .candidate import Candidate
from .cited import Cited, squeezed
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .numbers import is_shown
from .quotes import stands_in
from .rules import Source, rules
from .words import telling

ONLY_SAID = "Only what somebody said stands behind this."
_LEAST_OWN = 0.6  # of the telling words of reported speech stand in what is reported; of any, in code that carries them
_LEAST_RUN = 3  # words in a row that are somebody else's
_LEAST_CLAUSE = 5  # words of a clause that can be somebody else's in part
_LEAST_CARRIED = 0.5  # of a clause's telling words stand in code, so that it is no matter who else says it
_NAME = re.compile(r"`[^`\s]*`")
_MOST_BORROWED = 0.6  # of a sentence's words
_LEAST_SHARE = (
    0.34  # of a sentence's telling words stand in the code and the facts that it cites; tried from 0.3 to 0.6
)
_FIGURE = 2  # words that a version, a number of three digits or a shown text counts for: none stands there by chance
_LEAST_ADDED = 2  # telling words of a clause that hangs on another, so that it says something by itself
_LEAST_JOINED = 3  # of one that only stands beside it, as an item of a list does
_HANGS = re.compile(r"(?i)(?:so that|which|because|since|while|after|before|as|although|until|unless|where|when|if)\s")
_LEAST_PROMPT = 8  # words in a row of our own instructions


def is_told(candidate: Candidate) -> bool:
    """Whether a claim tells somebody's words as such: it names a source that it cites, and keeps to it."""
    frame = candidate.around_quotations
    if not rules().saying.search(frame):
        return False
    spoken = [one for one in candidate.sources if not one.is_own_word]
    named = [one for source in rules().sources if source.pattern.search(frame) for one in spoken if _is_of(one, source)]
    if not named and is_by_pronoun(candidate):
        named = [one for one in spoken if one.is_prose]
    if not candidate.quotations:
        return any(_keeps_to(candidate, one) for one in named)
    if not all(any(stands_in(squeezed(said), one) for one in named) for said in candidate.quotations):
        return False
    return not _says_more(candidate, spoken)


def _says_more(candidate: Candidate, spoken: Sequence[Cited]) -> bool:
    """Whether a sentence says something beside its quotations and whose they are; after them, it may say nothing."""
    known = frozenset[str]().union(*(one.said_stems | one.solid_stems for one in spoken))
    after = _without_source(candidate.text.rpartition(candidate.quotations[-1])[2])
    if any(word not in rules().function_words | rules().pointing for word in words(after)):
        return True
    between = _without_source(candidate.around_quotations)
    return any(word not in known for word in telling(between))


def _without_source(text: str) -> str:
    """A text without the words for a source and for saying."""
    for pattern in (*(source.pattern for source in rules().sources), rules().saying):
        for found in reversed(list(pattern.finditer(text))):
            text = f"{text[: found.start()]} {text[found.end() :]}"
    return text


def is_by_pronoun(candidate: Candidate) -> bool:
    """Whether a claim tells the words of whoever the sentence before it spoke of: "They also say"."""
    return bool(rules().by_pronoun.search(candidate.around_quotations))


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
    if _only_points(candidate):
        return
    if candidate.told:
        told = TOLD if candidate.field.shape is Shape.PROSE and candidate.quotations else ONLY_SAID
        yield weak(told, About.WORDS)
    elif candidate.rests_on_words and not _is_carried_by_code(candidate):
        yield weak(ONLY_SAID, About.WORDS)
    elif candidate.field.name == "justification" and not candidate.own_words and not _has_words(candidate):
        yield weak("Code cannot support a reason.")


def _only_points(candidate: Candidate) -> bool:
    """Whether a claim says no more than which tickets there are."""
    keys = [token.text for token in candidate.tokens if token.kind == "key"]
    text = candidate.text
    for key in keys:
        text = text.replace(key, " ")
    pointing = all(word in rules().pointing for word in words(text) if telling(word))
    return bool(keys) and pointing and candidate.field.shape is Shape.PROSE


def _is_carried_by_code(candidate: Candidate) -> bool:
    """Whether the cited code holds most words of a claim, though what it quotes is somebody's."""
    known = frozenset[str]().union(*(one.solid_stems for one in candidate.solid if not one.is_template))
    told = set(telling(candidate.text))
    return bool(told) and sum(word in known for word in told) >= _LEAST_OWN * len(told)


def _has_words(candidate: Candidate) -> bool:
    return any(one.evidence.trust is Trust.CLAIM for one in candidate.sources)


def borrowed(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Weak, where a sentence is taken word for word from what somebody says in the evidence, and does not say so."""
    if candidate.told or _only_points(candidate):
        return
    for sentence in candidate.sentences_of_its_own:
        yield from _borrowed(words(sentence), candidate, grounds)
    known = frozenset[str]().union(*(one.solid_stems for one in candidate.solid))
    for clause in map(_without_names, candidate.clauses_added):
        if _share(clause, known, 0) < _LEAST_CARRIED:
            yield from _borrowed(words(clause), candidate, grounds, is_clause=True)


def _without_names(clause: str) -> str:
    """A clause without the names in backticks, which are looked up as such."""
    return _NAME.sub(" ", clause)


def _borrowed(said: list[str], candidate: Candidate, grounds: Grounds, *, is_clause: bool = False) -> Iterator[Finding]:
    """From one text, since all texts together hold the words of most sentences; one that is cited is named first.

    Of a clause only what is cited counts, and a short one must be somebody else's as a whole.
    """
    covered: Counter[str] = Counter()
    until: dict[str, int] = {}  # how far a text covers the sentence
    for start in range(len(said) - _LEAST_RUN + 1):
        three = (said[start], said[start + 1], said[start + 2])
        found = grounds.said_where.get(three)
        if found and not any(three in one.solid_trigrams for one in candidate.solid):
            for one in found:
                covered[one] += start + _LEAST_RUN - max(start, until.get(one, 0))
                until[one] = start + _LEAST_RUN
    cited = {one.id for one in candidate.sources}
    among = covered.keys() & cited if is_clause else covered.keys()
    where = max(among, key=lambda one: (covered[one], one in cited), default="")
    least = 1.0 if is_clause and len(said) < _LEAST_CLAUSE else _MOST_BORROWED
    if where and covered[where] >= max(_LEAST_RUN, least * len(said)):
        why = f"These are the words of a text in {where}, which is no evidence of what was done."
        yield weak(why, About.WORDS)


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
    said = known.union(*(one.said_stems for one in candidate.sources))
    figures = sum(is_shown(token, candidate) for token in candidate.tokens) + len(candidate.messages)
    if grounds.in_english and not _only_points(candidate):
        yield from _added(candidate, known, said)
    for sentence in candidate.sentences_of_its_own:
        share = _share(sentence, known, figures)
        if not grounds.in_english:
            yield from _in_other_words(share, candidate, grounds)
            continue
        if share >= _LEAST_SHARE:
            continue
        if _share(sentence, said, figures) >= _LEAST_SHARE:
            yield weak(ONLY_SAID, About.LIKENESS)
        else:
            yield weak(f"Hardly a word of it stands in {candidate.ids}.", About.LIKENESS)


def _in_other_words(share: float, candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Weak, where nothing in a sentence of another language is of the code; always, where no rule knows it."""
    if grounds.language.strip().casefold() not in rules().languages:
        yield weak(f"Nothing here can check a sentence in {grounds.language[:40]}; read it yourself.", About.LIKENESS)
    elif not share:
        yield weak(f"Hardly a word of it stands in {candidate.ids}.", About.LIKENESS)


def _added(candidate: Candidate, known: frozenset[str], said: frozenset[str]) -> Iterator[Finding]:
    """Weak, where a clause that is added to a sentence speaks of nothing cited, or only of what is said there."""
    for clause in candidate.clauses_added:
        if any(token.kind in ("number", "count") for token in scan.tokens(clause)):
            continue  # "that is ten minutes": its numbers are looked up
        own = _without_names(clause)
        told = telling(own)
        spelt = {*told, *telling(own.casefold())}  # `CloudFront` is two words, and one
        least = _LEAST_ADDED if own == clause and _HANGS.match(clause) else _LEAST_JOINED
        if len(told) < least or spelt & known:
            continue
        if spelt & said:
            yield weak(ONLY_SAID, About.LIKENESS)
        else:
            yield weak(f"Nothing in {candidate.ids} speaks of “{clause}”.", About.LIKENESS)


def _share(sentence: str, known: frozenset[str], figures: int) -> float:
    """How much of a sentence's telling words is known."""
    told = telling(sentence)
    if not told:
        return 1.0
    found = sum(stem(word) in known or word in known for word in told)
    return (found + _FIGURE * figures) / (len(told) + _FIGURE * figures)
