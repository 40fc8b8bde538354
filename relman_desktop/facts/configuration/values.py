"""Values as a sentence shows them: short, on one line, and never a secret."""

from collections.abc import Sequence

from ...wording import named
from .secrets import HIDDEN, cover, hide, is_secret, secret_name

Value = str | tuple[str, ...]  # a scalar's text, or those of a list

COMPUTED = "(computed)"  # stands for a value that is not a literal

_IN_SENTENCE = 80
_IN_DATA = 300
_MOST_ITEMS = 3


_SWITCHES = ("true", "false")


def is_same(old: str, new: str) -> bool:
    """Whether two values differ in nothing that a program sees: `False` and `false`, `30` and `30 `."""
    first, second = old.strip(), new.strip()
    return first == second or (first.lower() == second.lower() and first.lower() in _SWITCHES)


def flat(value: Value) -> str:
    """A value as one text: a list is `[a, b]`."""
    return value if isinstance(value, str) else f"[{', '.join(value)}]"


def kept(name: str, value: Value | None) -> str | None:
    """A value as a finding's data keep it: `(hidden)` where it is secret, cut at 300 characters."""
    if value is None:
        return None
    text = hide(cover(name, flat(value)) or "")
    return text if len(text) <= _IN_DATA else text[: _IN_DATA - 1] + "…"


def quoted(name: str, value: Value) -> str:
    """A value in a sentence: in backticks, `(hidden)` where it is secret, `empty` where there is none."""
    text = kept(name, value) or ""
    if text == COMPUTED:
        return "a computed value"
    return HIDDEN if text == HIDDEN else named(text, _IN_SENTENCE) if text.strip() else "empty"


def is_hidden(name: str, *values: Value | None) -> bool:
    """Whether a name or one of its values is secret."""
    texts = [flat(value) for value in values if value is not None]
    return secret_name(name) or any(is_secret(name, text) or hide(text) != text for text in texts)


def difference(name: str, old: Value, new: Value) -> str | None:
    """What a list gains and loses: "adds `a`, removes `b`"; None where that does not tell it."""
    if isinstance(old, str) or isinstance(new, str):
        return None
    before, after = set(old), set(new)
    gained = [item for item in new if item not in before]
    lost = [item for item in old if item not in after]
    parts = [(verb, items) for verb, items in (("adds", gained), ("removes", lost)) if items]
    return " and ".join(f"{verb} {_some(name, items)}" for verb, items in parts) or "reorders it"


def _some(name: str, items: Sequence[str]) -> str:
    shown = [quoted(name, item) for item in items[:_MOST_ITEMS]]
    more = [f"{len(items) - _MOST_ITEMS:,} more"] if len(items) > _MOST_ITEMS else []
    return ", ".join(shown + more)
