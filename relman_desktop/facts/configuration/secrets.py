"""What looks like a secret is never shown: names that hold secrets, values that are secrets, and lines with either."""

from .secret_spans import secret_spans, value_spans
from .secret_table import placeholder, secret_name

__all__ = ["HIDDEN", "cover", "hide", "is_secret", "placeholder", "secret_name", "secret_value"]

HIDDEN = "(hidden)"


def secret_value(value: str) -> bool:
    """Whether a value is, or has in it, something that looks like a secret by itself."""
    return next(value_spans(value), None) is not None


def is_secret(name: str, value: str | None) -> bool:
    """Whether the value of this name must not be shown."""
    if value is None or placeholder(value):
        return False
    return secret_name(name) or secret_value(value)


def cover(name: str, value: str | None) -> str | None:
    """The value as it may be shown: `(hidden)` where it is secret."""
    return HIDDEN if is_secret(name, value) else value


def hide(text: str) -> str:
    """The text with everything that looks like a secret replaced by `(hidden)`; the rest stays as it is."""
    pieces, shown = [], 0
    for span in secret_spans(text):
        pieces += [text[shown : span.start], HIDDEN]
        shown = span.end
    return "".join([*pieces, text[shown:]])
