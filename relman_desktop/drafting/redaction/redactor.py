"""Masks secrets before anything is packed, and says before a request is sent whether one stands in it after all."""

import string
from bisect import bisect_right
from collections.abc import Iterator
from hashlib import blake2b
from typing import NoReturn

from .finding import Finding, Rank, together
from .masking import MASKED, masked
from .record import Redaction
from .search import search
from .vault import Vault

_ROUNDS = (
    6  # a mask can bring a further secret to light: `password=` before one; each round masks what the last one did
)
_BASE64 = frozenset(string.ascii_letters + string.digits + "+/_-=")


class Redactor:
    """One for all that goes into one pack: the same value has the same placeholder in each of its texts.

    `learn` every text first, then `redact` each: a value that a rule finds in one (`password = "hunter2hunter"`) is
    then masked in all, also where it stands bare in a text before. That holds for telling values (`values.telling`:
    8 characters and more, no ordinary word): `admin` or `1234` is masked only where a rule finds it. Without `learn`, a
    text knows the values of the texts before it.

    The values live in memory only: `repr` shows none, and pickling or copying is refused.
    """

    def __init__(self) -> None:
        self._vault = Vault()
        self._searched: dict[bytes, tuple[Finding, ...]] = {}

    def __repr__(self) -> str:
        return f"Redactor({len(self.redactions)} secrets masked)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("The values of secrets stay in memory: they cannot be copied or pickled.")

    def learn(self, text: str, path: str = "") -> None:
        """Get to know the secrets of a text that is redacted later."""
        self._search(text, path)

    def redact(self, text: str, ref: str, path: str = "") -> str:
        """The text with a placeholder for each secret: `[[SECRET_AWS_KEY_1]]`.

        Args:
            text: source, a hunk with or without the signs of a diff, a message, a note, a name.
            ref: the evidence id that the text has, such as `F3.h2`.
            path: the file that the text is of, where it is of one; some rules hold in some files only.

        The number of lines stays, and redacting the result again changes nothing: of a secret over several lines the
        first becomes the placeholder, and every other that is not empty `[[MASKED]]`.
        """
        for _ in range(_ROUNDS):
            findings = [*self._search(text, path), *self._known(text)]
            places = [(one.start, one.end, self._vault.mask(one, ref)) for one in together(_unmasked(text, findings))]
            if not places:
                break
            text = masked(text, places)
        return text

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        """What was masked, in the order of first sight, never the value."""
        return self._vault.redactions

    def leaked(self, body: bytes) -> tuple[str, ...]:
        """The placeholders of values that stand in these bytes: raw, or encoded for a URL, in base64, in JSON.

        Only telling values count, as in `redact`: an ordinary word says nothing about a secret. A value that was
        learnt and never masked counts too. Empty is what has to come back before a request is sent.
        """
        found = self._vault.found(body.decode("utf-8", "replace"))
        return tuple(dict.fromkeys(self._vault.name(value) for _, _, value in found))

    def _search(self, text: str, path: str) -> tuple[Finding, ...]:
        key = blake2b(f"{path}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if key not in self._searched:
            self._searched[key] = tuple(_unmasked(text, search(text, path)))
            for finding in together(self._searched[key]):
                self._vault.learn(finding)
        return self._searched[key]

    def _known(self, text: str) -> Iterator[Finding]:
        """Values that are known, also in base64: then all of the word that holds them."""
        for start, end, value in self._vault.found(text):
            if value not in text[start:end]:
                start, end = _whole_word(text, start, end)
            yield Finding(start, end, "known-value", "VALUE", Rank.KNOWN, (value,))


def _unmasked(text: str, findings: Iterator[Finding] | list[Finding]) -> list[Finding]:
    """Without what touches a placeholder: that is masked already."""
    if "[[" not in text:
        return list(findings)
    barriers = [found.span() for found in MASKED.finditer(text)]
    ends = [end for _, end in barriers]
    return [
        one
        for one in findings
        if (number := bisect_right(ends, one.start)) == len(ends) or barriers[number][0] >= one.end
    ]


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start - 1] in _BASE64:
        start -= 1
    while end < len(text) and text[end] in _BASE64:
        end += 1
    return start, end
