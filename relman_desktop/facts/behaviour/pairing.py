"""Which old value and which new one are of the same thing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from .named import Value, without

Place = tuple[str, ...]


def pairs(values: Iterable[Value]) -> Iterator[tuple[Value, Value]]:
    """The old and the new value of a name, where it is plain which belongs to which.

    First those of lines that are the same but for the value, then of one run of lines, of one function, of the file.
    """
    left = list(values)
    for place in (_line, _block, _function, _file):
        paired: set[int] = set()
        olds, news = _grouped(left, "-", place), _grouped(left, "+", place)
        for key, old in olds.items():
            new = news.get(key, [])
            if len(old) == len(new) and (len(old) == 1 or place is _line) and _may_pair(new[0], place):
                yield from zip(old, new, strict=True)
                paired |= {id(value) for value in (*old, *new)}
        left = [value for value in left if id(value) not in paired]


def _may_pair(value: Value, place: Callable[[Value], Place]) -> bool:
    """Whether values are of one thing: a name of one word stands for many, and only lines nearby speak of the same."""
    if value.rule.same_line:
        return place is _line
    return place in (_line, _block) or " " in value.key


def _line(value: Value) -> Place:
    return *_block(value), without(value.line.code, *value.span)


def _block(value: Value) -> Place:
    return value.rule.kind, value.key, str(value.line.block)


def _function(value: Value) -> Place:
    return value.rule.kind, value.key, value.where


def _file(value: Value) -> Place:
    """By its name alone, where it is a constant's."""
    return value.rule.kind, value.key, "" if value.name.isupper() else str(id(value))


def _grouped(values: Iterable[Value], sign: str, place: Callable[[Value], Place]) -> dict[Place, list[Value]]:
    groups: dict[Place, list[Value]] = defaultdict(list)
    for value in values:
        if value.line.sign == sign:
            groups[place(value)].append(value)
    return groups
