"""What must not be shown, kept or sent on: a token, in every form in which a server could echo it."""

import json
from base64 import b64encode
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

from ..net.words import BEGINNING, masked

_LEAST = 4  # characters: a shorter one would be found in any word
_LEAST_LETTERS = 16  # of one that is nothing but letters, to be told from a word of the ticket's
_SHOWN = "[token]"
_DEEPEST, _HIGHEST = 100, 10**40


class Secrets:
    """Takes the secrets of one connection out of what comes over it. It shows none of them."""

    def __init__(self, *values: str) -> None:
        self._forms: tuple[str, ...] = ()  # all, the longest first
        self._odd: tuple[str, ...] = ()  # those that are no words
        self._whole: tuple[str, ...] = ()
        for value in values:
            self.add(value)

    def add(self, value: str) -> None:
        """One more of them, such as that of a session."""
        if len(value) < _LEAST:
            return
        coded = b64encode(value.encode()).decode()
        written = {value, coded, coded.rstrip("="), quote(value, safe=""), quote_plus(value), escape(value)}
        written |= {json.dumps(value)[1:-1], json.dumps(value)[1:-1].replace("/", "\\/")}
        self._forms = _longest_first({*self._forms, *written})
        self._odd = _longest_first(one for one in self._forms if not one.isalpha() or len(one) >= _LEAST_LETTERS)
        self._whole = (*self._whole, value, coded)

    def masked(self, text: str) -> str:
        """A server's words without them, nor the beginning of one that it shortened it to."""
        return masked(_without(text, self._forms), *self._whole)

    def cleaned(self, answer: Any, depth: int = 0) -> Any:
        """JSON whose strings hold none of them. A password that is a word may stand in the ticket, and stays.

        What no system means is nothing: what is nested too deep, and a number that is too long to be written.
        """
        if isinstance(answer, str):
            begun = (one for one in self._whole if not one[:BEGINNING].isalpha())
            return masked(_without(answer, self._odd), *begun)
        if isinstance(answer, list | dict) and depth > _DEEPEST:
            return None
        if isinstance(answer, list):
            return [self.cleaned(one, depth + 1) for one in answer]
        if isinstance(answer, dict):
            return {str(self.cleaned(name)): self.cleaned(value, depth + 1) for name, value in answer.items()}
        return None if isinstance(answer, int) and abs(answer) > _HIGHEST else answer

    def __repr__(self) -> str:
        return "<secrets>"


def _longest_first(forms: Any) -> tuple[str, ...]:
    return tuple(sorted(forms, key=lambda one: (-len(one), one)))


def _without(text: str, forms: tuple[str, ...]) -> str:
    for form in forms:
        text = text.replace(form, _SHOWN)
    return text
