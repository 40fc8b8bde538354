"""The one JSON schema of every answer: what a model may say, evidence before text.

It is the same for all fields and for one, because it is part of the prefix that a server caches. Nothing is referred
to by `$ref`: not every server that takes a schema resolves it.
"""

from functools import cache
from typing import Any

from ...fields import WRITTEN
from ...ticket import Layout

NAME = "change_ticket"


@cache
def answer_schema() -> dict[str, Any]:
    """The schema, strict: every property is required and there are no others."""
    fields = {field.name: _array(_claim()) for field in WRITTEN}
    return _object({"fields": _object(fields), "questions": _array(_question())})


def _claim() -> dict[str, Any]:
    """A sentence. Its evidence and its layout come first, so that a text that is still arriving has both."""
    return _object(
        {
            "evidence": _array(_text()),
            "quote": _text(),
            "layout": _one_of(*(layout.value for layout in Layout)),
            "text": _text(),
        }
    )


def _question() -> dict[str, Any]:
    return _object({"field": _one_of(*(field.name for field in WRITTEN)), "question": _text(), "why": _text()})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _text() -> dict[str, Any]:
    return {"type": "string"}


def _one_of(*choices: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(choices)}
