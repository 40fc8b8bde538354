"""Named values that change: a time-out, a limit, a lifetime, paired by their names from old to new."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from .event import Event
from .named import Value, key_of, names_in, squeezed, values, without, words_of, written_value
from .pairing import pairs
from .rules import value_rules, written_in
from .source import Source

_MOST_LINES = 3_000  # of one file that may hold a value
_OTHER = {"-": "+", "+": "-"}


def detect(source: Source) -> Iterator[Event]:
    """An event for each value that goes from one to another."""
    if not source.is_both:
        return
    language = written_in(source.file.path)
    words = source.which(_allwords_of(language))
    rules = [rule for rule in value_rules(language) if any(word in words for word in rule.has)]
    if not rules or not _may_differ(source, words, language):
        return
    found = [value for line in source.lines for value in values(line, words, rules, source)]
    paired = list(pairs(found))
    yield from (_event(source, old, new) for old, new in paired if not old.quantity.same(new.quantity))
    told = {id(value) for pair in paired for value in pair}
    yield from _one_sided(source, [value for value in found if id(value) not in told])


def _one_sided(source: Source, found: Iterable[Value]) -> Iterator[Event]:
    """Values that a line of code gets or loses while the rest of it stays as it is."""
    lines = {(line.block, line.sign, squeezed(line.code)) for line in source.lines}
    for value in found:
        what, other = ("added", "-") if value.line.sign == "+" else ("removed", "+")
        rest = without(value.line.code, *value.span)
        if what in value.rule.told and (value.line.block, other, rest) in lines:
            yield _event(source, value if what == "removed" else None, value if what == "added" else None)


@cache
def _allwords_of(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for rule in value_rules(language) for word in rule.has))


def _may_differ(source: Source, words: list[str], language: str) -> bool:
    """Whether a value may differ, comments and all: the code need not be read else."""
    found: dict[str, Counter[tuple[str, str]]] = {"-": Counter(), "+": Counter()}
    alone: set[tuple[str, str]] = set()
    lines = source.with_any(words)
    if len(lines) > _MOST_LINES:
        return False  # data, and not code that somebody wrote
    for sign, text, _ in lines:
        for name in names_in(text):
            if key := _known(name["name"].rpartition(".")[2], language):
                start, value = written_value(name)
                found[sign][key, squeezed(value)] += 1
                if _may_come_alone(key, language):
                    alone.add((_OTHER[sign], without(text, name.start(), start + len(value))))
    lost, gained = ({key for key, _ in +(found[one] - found[other])} for one, other in _OTHER.items())
    return bool(lost & gained) or bool(alone and alone & {(sign, squeezed(text)) for sign, text, _ in source.raw})


@lru_cache(maxsize=50_000)
def _may_come_alone(key: str, language: str) -> bool:
    words = f" {key} "
    return any(len(rule.told) > 1 and rule.name.search(words) for rule in value_rules(language))


@lru_cache(maxsize=50_000)
def _known(name: str, language: str) -> str:
    """The key of a name that some rule is about, else ""."""
    words = words_of(name)
    return key_of(words) if any(rule.name.search(words) for rule in value_rules(language)) else ""


def _event(source: Source, old: Value | None, new: Value | None) -> Event:
    both = [value for value in (old, new) if value]
    what = "changed" if old and new else "added" if new else "removed"
    last = both[-1]
    return Event(
        kind=last.rule.kind,
        what=what,
        told=last.rule.told[what],
        name=last.name,
        old=old.quantity.text if old else None,
        new=new.quantity.text if new else None,
        unit=last.quantity.kind if last.quantity.kind in ("duration", "size", "rate") else last.unit,
        where=last.where,
        file=source.file,
        evidence=tuple(dict.fromkeys(value.line.hunk for value in both)),
    )
