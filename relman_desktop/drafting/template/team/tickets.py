"""What the work tickets say the change is for: their titles, and the sentences that say why it matters."""

import re
from collections.abc import Iterator

from ....sources.work.item import WorkItem
from ....sources.work.sentences import sentences
from ....ticket import Claim, Layout, Status
from ....wording import counted, joined
from ...proposal import Material
from ...team.plain import bare, in_quotes, plain
from ...team.words import team_words

A_TICKETS_WORDS = "Rests on a work ticket's own words, not on the code."
_MOST = 5  # tickets that are told by their titles
_MOST_QUOTED = 3  # of which sentences are quoted
_LONGEST_TITLE = 120  # characters
_SHORTEST, _LONGEST = 24, 260  # of a sentence that is quoted
_LEAST_WORTH = 2
_OF_SECTION = 3  # what a section that tells why adds
_NO_SENTENCE = re.compile(r"https?://\S{30}|^\s*[|{<]|^\W*_?no response_?\W*$", re.IGNORECASE)


def told_items(material: Material) -> tuple[WorkItem, ...]:
    """The work items that somebody named and of which more than the key is known; a pull request is no reason."""
    return tuple(one for one in material.work if one.is_told and one.is_named and not one.is_request)


def what_it_is_for(material: Material) -> Iterator[Claim]:
    """The tickets by their titles, each with what it says of why it matters."""
    told = told_items(material)
    if len(told) == 1:
        text = f"It is for {_titled(told[0])}{_status(told[0])}."
        yield _claim(text, told[0], Layout.PARAGRAPH, told[0].title)
        yield from _why(told[0], 2)
        return
    if told:
        opening = "It is for these work tickets:"
        yield Claim(opening, tuple(item.id for item in told[:_MOST]), layout=Layout.PARAGRAPH)
    quoted = 0
    for item in told[:_MOST]:
        yield _claim(f"{_titled(item)}{_status(item)}.", item, Layout.ITEM, item.title)
        why = tuple(_why(item, 1)) if quoted < _MOST_QUOTED else ()
        quoted += len(why)
        yield from why
    if rest := told[_MOST:]:
        keys = joined([plain(item.key, 60) for item in rest], _MOST)
        text = f"And {counted(len(rest), 'further ticket')}: {keys}."
        yield Claim(text, tuple(item.id for item in rest)[:8], layout=Layout.ITEM)


def with_title(item: WorkItem) -> Claim:
    """The only ticket, for the description."""
    return _claim(f"Work ticket: {_titled(item)}{_status(item)}.", item, Layout.PARAGRAPH, item.title)


def _titled(item: WorkItem) -> str:
    title = bare(item.title, _LONGEST_TITLE)
    return f"{plain(item.key, 60)}, {in_quotes(title)}" if title else plain(item.key, 60)


def _status(item: WorkItem) -> str:
    return f" ({bare(item.status, 40)})" if item.status.strip() else ""


def _why(item: WorkItem, most: int) -> Iterator[Claim]:
    for sentence in reasons(item, most):
        text = f"It says: {in_quotes(sentence, _LONGEST)}"
        yield _claim(text, item, Layout.SENTENCE, sentence)


def reasons(item: WorkItem, most: int) -> list[str]:
    """The sentences of a ticket that say most of why it matters, in their order."""
    worth = {text: value for text, value in _sentences(item.body) if value >= _LEAST_WORTH}
    best = sorted(worth, key=lambda text: -worth[text])[:most]
    return [text for text in worth if text in best]


def _sentences(body: str) -> Iterator[tuple[str, int]]:
    """The sentences of a Markdown text with what they are worth: nothing of code and of lists of steps."""
    for one in sentences(body):
        if one.is_prose and not team_words().skipped.search(one.under) and (value := _worth(one.text)):
            of_section = _OF_SECTION if team_words().sections.search(one.under) else 0
            yield plain(one.text, _LONGEST), value + of_section


def _worth(sentence: str) -> int:
    if not _SHORTEST <= len(sentence) <= _LONGEST or _NO_SENTENCE.search(sentence):
        return 0
    return sum(bool(pattern.search(sentence)) for pattern in team_words().matters)


def _claim(text: str, item: WorkItem, layout: Layout, quote: str) -> Claim:
    return Claim(text, (item.id,), quote, Status.WEAK, (A_TICKETS_WORDS,), layout)
