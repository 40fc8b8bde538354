"""Work items, and acceptance criteria, of which nothing in the change speaks."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...sources.work.criteria import criteria_of
from ...sources.work.item import WorkItem
from ...wording import counted, joined, quoted
from ..fact import Finding
from .telling import telling
from .vocabulary import Vocabulary

_LEAST = 2  # telling words of a title or a criterion, without which its absence says nothing
_BY_CHANCE = 0.25  # of the words of a body, which any change may hold
_MOST_CRITERIA = 20  # in all; what is over is counted
_MOST_ITEMS = 10
_MOST_OF_ONE = 50  # criteria of an item that are looked at
_LONGEST = 120
_WEIGHT = 20


def untouched(words: Vocabulary, work: Sequence[WorkItem]) -> Iterator[Finding]:
    """`gap.item` for an item as a whole, `gap.criterion` for one criterion of an item that is spoken of otherwise.

    Only words are compared, so nothing is told where a single one of them, or another word for it, is in the change.
    """
    told = [item for item in work if item.is_told and _is_for_this(item)] if words.whole else []
    whole = [item for item in told if _is_missing(words, item)]
    yield from map(_item, whole[:_MOST_ITEMS])
    if len(whole) > _MOST_ITEMS:
        yield _more(whole[_MOST_ITEMS:])
    missing = [
        (item, criterion)
        for item in told
        if item not in whole
        for criterion in _criteria(item)
        if _holds_none(words, criterion)
    ]
    yield from (_criterion(item, criterion) for item, criterion in missing[:_MOST_CRITERIA])
    if len(missing) > _MOST_CRITERIA:
        yield _more_criteria([item for item, _ in missing[_MOST_CRITERIA:]], len(missing) - _MOST_CRITERIA)


def _criteria(item: WorkItem) -> tuple[str, ...]:
    """Those that were told as such, else those that its body tells."""
    return (item.criteria or _criteria_in(item.body))[:_MOST_OF_ONE]


@lru_cache(1 << 11)
def _criteria_in(body: str) -> tuple[str, ...]:
    return criteria_of(body)


def spoken_of(words: Vocabulary, item: WorkItem) -> tuple[tuple[str, bool | None], ...]:
    """The criteria of an item, each with whether the change speaks of it by its words.

    None where the criterion has too few words to tell, or where the change could not be read as a whole.
    """
    return tuple((one, _is_spoken_of(words, one)) for one in _criteria(item))


def _is_spoken_of(words: Vocabulary, text: str) -> bool | None:
    said = telling(text)
    return any(map(words.holds, said)) if words.whole and len(said) >= _LEAST else None


def _is_for_this(item: WorkItem) -> bool:
    return item.is_named and not item.is_request


def _is_missing(words: Vocabulary, item: WorkItem) -> bool:
    """No word of the title, and of body and criteria no more than by chance."""
    if not _holds_none(words, item.title):
        return False
    more = telling("\n".join((*item.criteria, item.body)))
    return sum(map(words.holds, more)) <= len(more) * _BY_CHANCE


def _holds_none(words: Vocabulary, text: str) -> bool:
    said = telling(text)
    return len(said) >= _LEAST and not any(map(words.holds, said))


def _item(item: WorkItem) -> Finding:
    return Finding(
        "gap.item",
        f"Nothing in this change speaks of {item.key} {quoted(item.title, _LONGEST)} by its words: "
        "it may be told in others here, or belong to another change.",
        (item.id, *item.commits[:5]),
        {"name": item.key, "words": [*telling(item.title)]},
        _WEIGHT,
    )


def _criterion(item: WorkItem, criterion: str) -> Finding:
    return Finding(
        "gap.criterion",
        f"Nothing in this change speaks of {quoted(criterion, _LONGEST)} by its words, a criterion of {item.key}: "
        "worth a look whether it is met.",
        (item.id,),
        {"name": f"{item.key} {criterion}", "key": item.key, "words": [*telling(criterion)]},
        _WEIGHT,
    )


def _more(items: Sequence[WorkItem]) -> Finding:
    keys = joined([item.key for item in items], 5)
    text = f"The same holds for {counted(len(items), 'more work item')}: {keys}."
    return Finding("gap.item_rest", text, tuple(item.id for item in items[:10]), {"items": len(items)}, _WEIGHT // 2)


def _more_criteria(items: Sequence[WorkItem], number: int) -> Finding:
    cited = tuple(dict.fromkeys(item.id for item in items))[:10]
    text = f"The same holds for {counted(number, 'more criterion', 'more criteria')} of the work items."
    return Finding("gap.criterion_rest", text, cited, {"criteria": number}, _WEIGHT // 2)
