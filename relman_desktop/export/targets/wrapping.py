"""What is put around a value, and what is filled into a fixed one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...errors import InputError
from ...settings import System
from .target import Emptied, Sort, Target, TargetField

_NAME = re.compile(r"\{([a-z_]{1,40})\}")
_WHOLE = "{value}"


def wrapped(wrap: Any, value: Any) -> Any:
    """The value in what its field wants around it: `{"name": "{value}"}`."""
    if wrap is None or wrap == _WHOLE:
        return value
    if isinstance(wrap, str):
        return wrap.replace(_WHOLE, str(value))
    if isinstance(wrap, Mapping):
        return {name: wrapped(one, value) if one is not None else None for name, one in wrap.items()}
    return [wrapped(one, value) for one in wrap] if isinstance(wrap, list) else wrap


def label_value(field: TargetField, words: Sequence[str]) -> Any:
    """Labels as they are sent: a list, or one text."""
    return wrapped(field.wrap, field.join.join(words) if field.join else [*words])


def empty_value(field: TargetField) -> Any:
    """What is sent to empty a field; None, JSON's null, also where it cannot be emptied."""
    if field.sort is Sort.LABELS:
        return label_value(field, [])
    if isinstance(field.wrap, list):
        return []
    return {Emptied.TEXT: "", Emptied.ZERO: 0}.get(Emptied(field.emptied or Emptied.NULL))


def setting_of(name: str, target: Target, system: System) -> str:
    """What a system says for a setting of its target. Raises `InputError` where it must and does not."""
    row = next((one for one in target.settings if one.name == name), None)
    said = system.values.get(name, "").strip() or (row.default if row else "")
    if row and row.required and not said:
        raise InputError(f"{target.title} must be told its {row.label.lower()}; fill it in under “Change systems…”.")
    return said


def filled(template: str, target: Target, system: System) -> str:
    """A fixed value with the system's settings in it. Raises `InputError` where one is not told."""
    return _NAME.sub(lambda found: setting_of(found[1], target, system), template)
