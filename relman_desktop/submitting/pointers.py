"""Pointers into answers: names and numbers with dots between them, which lead to a value or to nothing."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

NOTHING: Final = object()
MOST_WORDS = 200  # characters of what a system calls a record


def at(answer: Any, pointer: str) -> Any:
    """What a pointer leads to; `NOTHING` where it leads nowhere, and the whole for "".

    A name may hold dots itself ("fields.System.Title"): the longest one that is there counts. `*` is the first value,
    `id=12` the first of a list whose `id` is that.
    """
    names = pointer.split(".") if pointer else []
    while names:
        answer, names = _step(answer, names)
    return answer


def _step(answer: Any, names: list[str]) -> tuple[Any, list[str]]:
    if isinstance(answer, dict):
        for count in range(len(names), 0, -1):
            if (name := ".".join(names[:count])) in answer:
                return answer[name], names[count:]
        return (next(iter(answer.values()), NOTHING), names[1:]) if names[0] == "*" else (NOTHING, [])
    if isinstance(answer, list):
        return next(_of_list(answer, names[0]), NOTHING), names[1:]
    return NOTHING, []


def _of_list(values: list[Any], name: str) -> Iterator[Any]:
    key, is_by_key, wanted = name.partition("=")
    if is_by_key:
        yield from (one for one in values if isinstance(one, dict) and str(one.get(key)) == wanted)
    elif name == "*":
        yield from values
    elif name.isdecimal() and len(name) < 8:
        yield from values[int(name) : int(name) + 1]


def rows_at(answer: Any, pointer: str) -> list[Mapping[str, Any]] | None:
    """The records of a list, or of all values of an object; [] for null.

    None where there is anything else, or nothing: that is no answer of "there is none".
    """
    place = at(answer, "" if pointer == "*" else pointer.removesuffix(".*"))
    if pointer and place is None:
        return []
    rows = list(place.values()) if pointer and isinstance(place, dict) else place
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else None


def words_at(answer: Any, pointer: str, most: int = MOST_WORDS) -> str:
    """The name or number at a pointer, as text; "" where there is none, or none that could be one."""
    value = at(answer, pointer) if pointer else NOTHING
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value).strip() if isinstance(value, str) or abs(value) < 10**40 else ""
    return text if len(text) <= most and text.isprintable() else ""


def agrees(answer: Any, wanted: Mapping[str, Any]) -> bool:
    """Whether an answer has all of these values, by pointers; the number 0 is not False."""
    return all(_same(at(answer, pointer), value) for pointer, value in wanted.items())


def _same(value: Any, wanted: Any) -> bool:
    return type(value) is type(wanted) and bool(value == wanted)
