"""Where secrets stand in a text: the one engine, for facts (which hide them) and for redaction (which replaces them).

`resources/secrets.toml` is its table. All of it is linear in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .secret_table import Pattern, kind_of_name, placeholder, secret_name, table

_ASSIGNED = re.compile(
    r"""(?<![\w.])(?<!\w-)(?P<quote>["']?)(?P<name>[A-Za-z_][\w.-]{0,80})(?P=quote)"""
    r"""(?P<sign>[ \t]{0,8}(?>:=|=>|={1,3}|:)\s{0,8})"""
    r"""(?P<value>"[^"\n]*"|'[^'\n]*'|\$?\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|[^\s"'(){}\[\],;]+)(?![\w(\[{.])"""
)
_CODE = re.compile(r"[a-z_]\w*(?:\.\w+)+[!?]?|[&*@]\w+", re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[A-Za-z_]+[!?]?")
_LINE_END = re.compile(r"[ \t]{0,80}(?:\r?\n|$|#)")
_NOTHING_BEFORE = re.compile(r"[\s+-]*(?:export\s+|set\s+)?")
_RANDOM = re.compile(r"(?<![\w+/=.-])[A-Za-z0-9+/_-]{20,}={0,2}(?![\w+/=-])")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_LONGEST_RANDOM = 4096  # more is a file, not a key
_SHORTEST_HEXADECIMAL = 32


@dataclass(frozen=True, slots=True)
class Span:
    """A secret in a text, without the quotes or the name around it."""

    start: int
    end: int
    rule: str  # a name of `[patterns]`, `random`, or the kind that an assigned name tells of: `password`


def secret_spans(text: str) -> Iterator[Span]:
    """All that looks like a secret, in order; the spans do not touch each other."""
    return apart(overlapping_spans(text))


def overlapping_spans(text: str) -> Iterator[Span]:
    """Every span that a rule finds, also within that of another: the token in `password = "Bearer ghp_..."`."""
    yield from _assignments(text)
    yield from value_spans(text)


def value_spans(text: str) -> Iterator[Span]:
    """What looks like a secret by itself, whatever is assigned to; spans of different rules may overlap."""
    lowered = text.lower()
    for pattern in table().patterns:
        for keyword in pattern.keywords:
            if keyword in lowered:
                yield from _matches(pattern, text)
                break
    for found in _RANDOM.finditer(text):
        if _is_random(found):
            yield Span(found.start(), found.end(), "random")


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order, those that overlap as one, with the rule of the one that begins first."""
    last: Span | None = None
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if last and span.start < last.end:
            last = Span(last.start, max(last.end, span.end), last.rule)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _matches(pattern: Pattern, text: str) -> Iterator[Span]:
    for found in pattern.regex.finditer(text):
        kept = found.groupdict().get("keep") or ""
        start = found.start() + len(kept)
        if not kept or not placeholder(text[start : found.end()]):
            yield Span(start, found.end(), pattern.rule)


def _assignments(text: str) -> Iterator[Span]:
    for found in _ASSIGNED.finditer(text):
        value = found["value"]
        bare = value.strip("\"'")
        if placeholder(bare) or not secret_name(found["name"]) or (bare == value and _is_code(found)):
            continue
        quoted = bare != value
        yield Span(found.start("value") + quoted, found.end("value") - quoted, kind_of_name(found["name"]))


def _is_code(found: re.Match[str]) -> bool:
    """Whether an unquoted value is rather a type or another name: `token: string`, `key = self.key`, `f(token=token)`.

    A plain word is a value only where the assignment is all of its line, or is written as a shell writes it.
    """
    value = found["value"]
    if value.lower().rstrip("?!|&") in table().types or _CODE.fullmatch(value):
        return True
    if not _PLAIN_WORD.fullmatch(value) or (found["sign"] == "=" and found["name"].isupper()):
        return False
    text, start, end = found.string, found.start(), found.end()
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return not _NOTHING_BEFORE.fullmatch(before) or not _LINE_END.match(text, end)


def _is_random(found: re.Match[str]) -> bool:
    """Whether a word looks drawn by lot, and what stands before it does not say that it is a checksum."""
    before = found.string[max(0, found.start() - 40) : found.start()].rpartition("\n")[2]
    pinned = before.endswith("@") and _COMMIT.fullmatch(found[0])  # owner/action@commit
    return not pinned and not table().public.search(before) and looks_random(found[0])


def looks_random(word: str) -> bool:
    """Whether a word of at least 20 characters looks drawn by lot: its kinds of character change all the time.

    Letters, capitals and digits of a random base64 word change in 60 % of its places, those of `someCamelCaseName`
    in 25 %. A hexadecimal word counts from 32 characters on; an UUID names things and is no secret.
    """
    if len(word) > _LONGEST_RANDOM or _UUID.fullmatch(word):
        return False
    digits, letters = sum(map(str.isdigit, word)), sum(map(str.isalpha, word))
    if _HEXADECIMAL.fullmatch(word):
        return len(word) >= _SHORTEST_HEXADECIMAL and 0 < digits < len(word) and len(set(word)) > 7
    kinds = [_kind(char) for char in word]
    changes = sum(first != second for first, second in pairwise(kinds))
    return (
        digits >= 2
        and letters > len(word) / 3
        and len(set(word)) >= 12
        and changes / len(word) >= (0.42 if len(set(kinds)) > 2 else 0.5)
    )


def _kind(char: str) -> str:
    if char.isdigit():
        return "0"
    if char.isupper():
        return "A"
    return "a" if char.islower() else "-"
