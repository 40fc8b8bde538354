"""The key taken out of an answer while it comes, for a draft is shown and kept before its answer is whole."""

import re

from ..net.words import BEGINNING, echo_of


class Echoes:
    """Takes a text piece by piece and gives it back as `masked` would the whole; what could be the key is held back."""

    def __init__(self, key: str) -> None:
        self._pattern = echo_of(key)
        self._beginning = key[:BEGINNING]
        self._held = ""

    def rest(self, piece: str) -> str:
        """What of the text is clear with this piece."""
        if self._pattern is None:
            return piece
        text = self._held + piece
        clear = self._clear(text, self._pattern)
        self._held = text[clear:]
        return self._pattern.sub("[key]", text[:clear])

    def last(self) -> str:
        """What was held back, at the text's end."""
        held, self._held = self._held, ""
        return self._pattern.sub("[key]", held) if self._pattern else held

    def _clear(self, text: str, pattern: re.Pattern[str]) -> int:
        """Where what may go on in the next piece begins: a key, or the beginning of one."""
        start, end = next(reversed([one.span() for one in pattern.finditer(text)]), (0, 0))
        if end and end == len(text):
            return start
        lengths = range(min(len(self._beginning) - 1, len(text) - end), 0, -1)
        return len(text) - next((one for one in lengths if text.endswith(self._beginning[:one])), 0)
