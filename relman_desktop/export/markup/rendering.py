"""One text in one markup."""

from ..plain import plain
from .flavour import Flavour


def render(text: str, flavour: Flavour) -> str:
    """A field's Markdown in another markup."""
    if flavour.is_markdown:
        return text.strip()
    return plain(text).replace("\n", "\r\n") if flavour is Flavour.CRLF else plain(text)
