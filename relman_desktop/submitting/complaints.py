"""Which fields a system complains about, found in whatever its refusal looks like, and in the form's own words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_NAMES = ("field", "fieldReferenceName", "field_name", "attribute", "name", "source")
_SAYS = ("message", "errorMessage", "detail", "description", "code")
_MOST = 400  # leaves that are looked at
_DEEP = 6
_EDGE = r"(?<![A-Za-z0-9_]){}(?![A-Za-z0-9_])"


def complaints(answer: Any, labels: Mapping[str, str]) -> dict[str, str]:
    """What is said of each field, by its name there; "" where only its name comes up.

    `labels`: what the form calls each field, by its name in requests ("customfield_10032": "Backout plan").
    """
    found: dict[str, str] = {}
    for name, said in _named(answer, 0):
        if (theirs := _known(name, labels)) and not found.get(theirs):
            found[theirs] = in_labels(said, labels)
    for said in _leaves(answer, 0):
        for theirs, label in labels.items():
            if theirs not in found and (_stands(theirs, said) or _stands(label, said)):
                found[theirs] = in_labels(said, labels)
    return found


def in_labels(said: str, labels: Mapping[str, str]) -> str:
    """A system's words with the names that its form has in place of those of its requests."""
    for theirs, label in sorted(labels.items(), key=lambda one: -len(one[0])):
        if not theirs.isalpha():  # "title" is a word already
            pattern = _EDGE.format(f"[\"'`]?{re.escape(theirs)}[\"'`]?")
            said = re.sub(pattern, lambda _, label=label: f"“{label}”", said)  # type: ignore[misc]
    return said


def _named(answer: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Names with what is said of them: `{"errors": {"summary": "is needed"}}`, `[{"field": "summary", ...}]`."""
    if depth > _DEEP:
        return
    if isinstance(answer, list):
        for one in answer[:_MOST]:
            yield from _named(one, depth + 1)
    elif isinstance(answer, Mapping):
        says = next((str(answer[name]) for name in _SAYS if isinstance(answer.get(name), str)), "")
        for name in _NAMES:
            if isinstance(answer.get(name), str):
                yield answer[name], says
        for name, value in list(answer.items())[:_MOST]:
            words = [value] if isinstance(value, str) else value if isinstance(value, list) else []
            if words and all(isinstance(word, str) for word in words):
                yield str(name), ", ".join(words[:3])
            yield from _named(value, depth + 1)


def _leaves(answer: Any, depth: int) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer[:2_000]
    elif depth <= _DEEP and isinstance(answer, list | Mapping):
        for one in list(answer.values() if isinstance(answer, Mapping) else answer)[:_MOST]:
            yield from _leaves(one, depth + 1)


def _known(name: str, labels: Mapping[str, str]) -> str:
    """The field that a name is of; a system may leave the objects around it away, or name the outermost one."""
    if name in labels:
        return name
    ends = [theirs for theirs in labels if name and name in (theirs.split(".")[0], theirs.split(".")[-1])]
    return ends[0] if len(ends) == 1 else ""


def _stands(word: str, said: str) -> bool:
    return len(word) > 2 and bool(re.search(_EDGE.format(re.escape(word)), said, re.IGNORECASE))
