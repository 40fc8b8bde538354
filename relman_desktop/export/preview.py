"""What will be sent to a change system, field by field, for a command line: as text and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from textwrap import indent
from typing import Any

from ..wording import counted, printable, shorten, visible
from .targets.prepared import Aside, Part, Prepared
from .targets.target import Over

_INDENT = "    "
_NAME = 60  # characters of a field's name in its line
_WHERE = {Over.COMMENT: "a comment", Over.ATTACHMENT: "an attachment"}
_TOLD_OF_ASIDE = ("where", "title", "text", "name", "media", "markup")


def preview_text(prepared: Prepared) -> str:
    """Every field with its counter and its text as it will stand there, then all beside the fields."""
    return "\n".join(_lines(prepared)) + "\n"


def _lines(prepared: Prepared) -> Iterator[str]:
    system = prepared.system
    yield f"{prepared.target.title} at {printable(system.host)} ({printable(system.name)}), as {prepared.our_id}"
    for part in prepared.parts:
        yield ""
        yield from _part(part)
    for aside in prepared.asides:
        yield ""
        yield from _aside(aside)
    if prepared.left:
        yield "\nLeft out"
        yield from (f"{_INDENT}{one.ours}: {printable(one.why)}" for one in prepared.left)
    if prepared.said:
        yield "\nTo know"
        yield from (f"{_INDENT}{printable(one)}" for one in prepared.said)
    if prepared.wrong:
        yield f"\nWrong: {counted(len(prepared.wrong), 'thing')} must be mended before it can be sent."
        yield from (f"{_INDENT}!! {printable(one)}" for one in prepared.wrong)


def _part(part: Part) -> Iterator[str]:
    name = printable(shorten(part.field.label or part.theirs, _NAME))
    theirs = f" ({printable(part.theirs)})" if part.theirs not in ("", part.field.label) else ""
    yield f"{name}{theirs}: {counter(part)}"
    if part.text:
        yield indent(visible(part.text.replace("\r\n", "\n")), _INDENT, lambda _: True)
    if part.value != part.text and isinstance(part.value, str | int | float) and str(part.value) != part.text:
        yield f"{_INDENT}(sent as {printable(str(part.value))})"
    yield from (f"{_INDENT}i  {printable(one)}" for one in part.said)
    if part.wrong:
        yield f"{_INDENT}!! {printable(part.wrong)}"


def counter(part: Part) -> str:
    """The length of a text against its limit: "62 of 160 characters"."""
    if part.limit is None:
        return counted(part.length, "character")
    return f"{part.length:,} of {counted(part.limit, 'character')}"


def _aside(aside: Aside) -> Iterator[str]:
    where = _WHERE.get(aside.where, aside.where.value) + (f" ({printable(aside.name)})" if aside.name else "")
    yield f"{printable(aside.title)}: as {where}, {counted(len(aside.text), 'character')}"
    yield indent(visible(aside.text.replace("\r\n", "\n")), _INDENT, lambda _: True)


def preview_object(prepared: Prepared) -> dict[str, Any]:
    """The same as plain values. No token is part of a prepared ticket."""
    system = prepared.system
    return {
        "system": {"name": system.name, "target": system.target, "url": system.address},
        "our_id": prepared.our_id,
        "fields": [_part_object(one) for one in prepared.parts],
        "asides": [{name: getattr(one, name) for name in _TOLD_OF_ASIDE} for one in prepared.asides],
        "left": [asdict(one) for one in prepared.left],
        "notes": list(prepared.said),
        "wrong": list(prepared.wrong),
    }


def _part_object(part: Part) -> dict[str, Any]:
    return {
        "field": part.theirs,
        "label": part.field.label,
        "ours": part.field.ours,
        "sort": part.field.sort,
        "markup": part.field.markup,
        "text": part.text,
        "value": part.value,
        "length": part.length,
        "limit": part.limit,
        "moved": part.moved,
        "notes": list(part.said),
        "wrong": part.wrong,
    }
