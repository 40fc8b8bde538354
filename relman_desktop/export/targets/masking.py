"""What will be sent as it may be shown to whoever looks on: the secrets in it masked, its lengths as they are."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from .prepared import Aside, Part, Prepared

Hide = Callable[[str], str]  # a text, each secret in it masked


def masked_in(prepared: Prepared, masked: Prepared, hide: Hide) -> Prepared:
    """`prepared` with the texts of `masked`, which is made of the same ticket without its secrets.

    What stands in it is found by its markup no more, so it is not looked for in what is sent. `hide`: for what quotes
    the ticket in other ways.
    """
    parts = {one.theirs: one for one in masked.parts}
    asides = {(one.where, one.title): one for one in masked.asides}
    return replace(
        prepared,
        parts=tuple(_part(one, parts.get(one.theirs), hide) for one in prepared.parts),
        asides=tuple(_aside(one, asides.get((one.where, one.title)), hide) for one in prepared.asides),
        left=tuple(replace(one, why=hide(one.why)) for one in prepared.left),
        said=_hidden(prepared.said, hide),
        faults=_hidden(prepared.faults, hide),
    )


def _part(part: Part, masked: Part | None, hide: Hide) -> Part:
    text, value = (masked.text, masked.value) if masked else (hide(part.text), _value(part.value, hide))
    return replace(part, text=text, value=value, said=_hidden(part.said, hide), wrong=hide(part.wrong))


def _aside(aside: Aside, masked: Aside | None, hide: Hide) -> Aside:
    """Of an audit, which is of the ticket as it is, its JSON."""
    if masked:
        return replace(aside, text=masked.text)
    try:
        told = json.loads(aside.text)
    except ValueError:
        return replace(aside, text=hide(aside.text))
    return replace(aside, text=json.dumps(_value(told, hide), ensure_ascii=False, indent=2))


def _value(value: Any, hide: Hide) -> Any:
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, dict):
        return {name: _value(one, hide) for name, one in value.items()}
    return [_value(one, hide) for one in value] if isinstance(value, list) else value


def _hidden(texts: Iterable[str], hide: Hide) -> tuple[str, ...]:
    return tuple(map(hide, texts))
