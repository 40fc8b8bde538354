"""Pointers into answers: names and numbers with dots between them, which lead to a value or to nothing."""

from collections.abc import Mapping
from typing import Any, Final

NOTHING: Final = object()
_MOST_ID = 200  # characters of what a system calls a record


def at(answer: Any, pointer: str) -> Any:
    """What a pointer leads to; `NOTHING` where it leads nowhere, and the whole for "".

    A name may hold dots itself ("fields.System.Title"): the longest one that is there counts. `*` is the first value.
    """
    names = pointer.split(".") if pointer else []
    while names:
        answer, names = _step(answer, names)
    return answer


def _step(answer: Any, names: list[str]) -> tuple[Any, list[str]]:
    if names[0] == "*" and isinstance(answer, list | dict):
        values = list(answer.values()) if isinstance(answer, dict) else answer
        return (values[0] if values else NOTHING), names[1:]
    if isinstance(answer, list):
        place = int(names[0]) if names[0].isdecimal() and len(names[0]) < 8 else len(answer)
        return (answer[place] if place < len(answer) else NOTHING), names[1:]
    if isinstance(answer, dict):
        for count in range(len(names), 0, -1):
            if (name := ".".join(names[:count])) in answer:
                return answer[name], names[count:]
    return NOTHING, []


def rows_at(answer: Any, pointer: str) -> list[Mapping[str, Any]] | None:
    """The records of a list, or of all values of an object where the pointer ends with `*`; [] for null.

    None where the pointer leads to anything else: that is no answer of "there is none".
    """
    every = pointer == "*" or pointer.endswith(".*")
    place = at(answer, pointer[:-1].rstrip(".") if every else pointer)
    rows = list(place.values()) if every and isinstance(place, dict) else place
    if rows is None:
        return []
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else None


def words_at(answer: Any, pointer: str, most: int = _MOST_ID) -> str:
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
