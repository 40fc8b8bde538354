"""A model's answer, read while it arrives: the claims of each field, and what it asks.

The answer is text of a stranger: it may stand in a fence, in prose, in another shape, or stop anywhere. What can be
read is read, everything else is left out, and nothing raises. Beginnings are completed by jiter.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import jiter

from ...fields import BY_NAME, DRAFTED, WRITTEN, Shape
from ...ticket import Layout
from ..verify.raw import RawClaim
from .strictness import strict

_MOST_STARTS = 40  # braces of the prose before it that are tried as its beginning
_MOST_CLAIMS = 400  # of one field
_MOST_QUESTIONS = 30
_NAMES = frozenset(one.name for one in WRITTEN)
_ASKED = frozenset(one.name for one in DRAFTED)
_LAYOUTS = {Shape.STEPS: Layout.STEP, Shape.PROSE: Layout.PARAGRAPH}


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What a model says that the evidence does not tell."""

    field: str
    question: str
    why: str


@dataclass(frozen=True)
class Reply:
    """What could be read so far."""

    fields: Mapping[str, tuple[RawClaim, ...]] = field(default_factory=dict)  # those that it has begun, in its order
    whole: tuple[str, ...] = ()  # the fields of which nothing more will come
    questions: tuple[AskedQuestion, ...] = ()
    complete: bool = False  # whether the whole object is there

    @property
    def is_empty(self) -> bool:
        return not any(self.fields.values()) and not self.questions


def read_reply(text: str, *, growing: bool = False) -> Reply:
    """The claims in an answer, or in the beginning of one; with `growing` also the one that is not whole yet."""
    text = strict(text)
    for start in _starts(text):
        found = _begun(text[start:], growing)
        fields = found.get("fields", found)
        if isinstance(fields, dict) and any(name in BY_NAME for name in fields):
            claims = {name: _claims(said, BY_NAME[name].shape) for name, said in fields.items() if name in _NAMES}
            complete = _is_whole(text[start:])
            ended = complete or (fields is not found and next(reversed(found)) != "fields")
            whole = tuple(name for name in claims if ended or name != next(reversed(fields)))
            return Reply(claims, whole, _questions(found.get("questions")), complete)
    return Reply()


def _starts(text: str) -> Iterator[int]:
    start = -1
    for _ in range(_MOST_STARTS):
        start = text.find("{", start + 1)
        if start < 0:
            return
        yield start


def _begun(text: str, growing: bool) -> dict[str, Any]:
    mode: Literal["on", "trailing-strings"] = "trailing-strings" if growing else "on"
    try:
        found = jiter.from_json(text.encode("utf-8", "replace"), partial_mode=mode)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _is_whole(text: str) -> bool:
    try:
        json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return True


def _claims(said: Any, shape: Shape) -> tuple[RawClaim, ...]:
    """The claims of a field; one that a model wrote as plain text has no evidence, and shows so."""
    usual = _LAYOUTS.get(shape, Layout.SENTENCE)
    items = said if isinstance(said, list) else [said]
    claims = (_claim(item, usual) for item in items[:_MOST_CLAIMS])
    return tuple(claim for claim in claims if claim)


def _claim(said: Any, usual: Layout) -> RawClaim | None:
    if isinstance(said, str):
        return RawClaim((), "", said, usual.value) if said.strip() else None
    if not isinstance(said, dict):
        return None
    text, layout = _text(said.get("text")), _text(said.get("layout"))
    if not text.strip():
        return None
    known = layout if layout in set(Layout) else usual.value
    return RawClaim(_ids(said.get("evidence")), _text(said.get("quote")), text, known)


def _ids(said: Any) -> tuple[str, ...]:
    items: Sequence[Any] = [said] if isinstance(said, str) else said if isinstance(said, list) else ()
    return tuple(dict.fromkeys(item.strip() for item in items if isinstance(item, str) and item.strip()))


def _questions(said: Any) -> tuple[AskedQuestion, ...]:
    items = said[:_MOST_QUESTIONS] if isinstance(said, list) else ()
    asked = (
        AskedQuestion(_text(item.get("field")), _text(item.get("question")), _text(item.get("why")))
        for item in items
        if isinstance(item, dict)
    )
    return tuple(one for one in asked if one.question.strip() and one.field in _ASKED)


def _text(said: Any) -> str:
    return said if isinstance(said, str) else ""
