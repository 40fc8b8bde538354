"""What looks like a secret is never shown: names that hold secrets, values that are secrets, and lines with either.

`resources/secrets.toml` is the table. All of it is linear in the length of the text.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ...files import resource

HIDDEN = "(hidden)"

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ASSIGNED = re.compile(
    r"""(?<![\w.])(?<!\w-)(?P<quote>["']?)(?P<name>[A-Za-z_][\w.-]{0,80})(?P=quote)(?P<sign>\s{0,8}(?>:=|=>|={1,3}|:)\s{0,8})"""
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
class _Table:
    names: re.Pattern[str]
    innocent: re.Pattern[str]
    placeholders: re.Pattern[str]
    patterns: tuple[re.Pattern[str], ...]
    public: re.Pattern[str]
    types: frozenset[str]


@cache
def _table() -> _Table:
    raw = tomllib.loads(resource("secrets.toml").read_text("utf-8"))
    names, values = raw["names"], raw["values"]
    secret, qualifiers = "|".join(names["secret"]), "|".join(names["qualifiers"])
    return _Table(
        names=re.compile(rf"(?:^|_)(?:{secret})(?:_(?:{qualifiers}))*$"),
        innocent=re.compile(rf"(?:^|_)(?:{'|'.join(names['innocent'])})$"),
        placeholders=re.compile("|".join(f"(?:{one})" for one in values["placeholders"]), re.IGNORECASE),
        patterns=tuple(re.compile(pattern) for pattern in values["patterns"]),
        public=re.compile(values["public"], re.IGNORECASE),
        types=frozenset(values["types"]),
    )


def secret_name(name: str) -> bool:
    """Whether a variable, key or field of this name holds a secret: `DB_PASSWORD`, `apiKey`, not `TOKEN_TTL`."""
    words = "_".join(_WORDS.findall(name[-120:])).lower()
    table = _table()
    return bool(table.names.search(words)) and not table.innocent.search(words)


def secret_value(value: str) -> bool:
    """Whether a value is, or has in it, something that looks like a secret by itself."""
    return _masked(value) != value


def placeholder(value: str) -> bool:
    """Whether a value stands for one that is given elsewhere, or for none: ``, `${TOKEN}`, `changeme`, `true`."""
    return bool(_table().placeholders.fullmatch(value.strip().strip("\"'").strip()))


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
    return _masked(_ASSIGNED.sub(_assignment, text))


def _masked(text: str) -> str:
    table = _table()
    for pattern in table.patterns:
        text = pattern.sub(_keeping, text)
    return _RANDOM.sub(_random, text)


def _keeping(found: re.Match[str]) -> str:
    kept = found.groupdict().get("keep") or ""
    if kept and placeholder(found[0].removeprefix(kept).rstrip("@")):
        return found[0]
    return kept + HIDDEN + ("@" if kept.endswith("://") else "")


def _assignment(found: re.Match[str]) -> str:
    value, quote = found["value"], found["quote"]
    bare = value.strip("\"'")
    if placeholder(bare) or not secret_name(found["name"]) or (bare == value and _is_code(found)):
        return found[0]
    mark = value[0] if bare != value else ""
    return f"{quote}{found['name']}{quote}{found['sign']}{mark}{HIDDEN}{mark}"


def _is_code(found: re.Match[str]) -> bool:
    """Whether an unquoted value is rather a type or another name: `token: string`, `key = self.key`, `f(token=token)`.

    A plain word is a value only where the assignment is all of its line, or is written as a shell writes it.
    """
    value = found["value"]
    if value.lower().rstrip("?!|&") in _table().types or _CODE.fullmatch(value):
        return True
    if not _PLAIN_WORD.fullmatch(value) or (found["sign"] == "=" and found["name"].isupper()):
        return False
    text, start, end = found.string, found.start(), found.end()
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return not _NOTHING_BEFORE.fullmatch(before) or not _LINE_END.match(text, end)


def _random(found: re.Match[str]) -> str:
    """Hide a word that looks drawn by lot, unless what stands before it says that it is a checksum."""
    before = found.string[max(0, found.start() - 40) : found.start()].rpartition("\n")[2]
    pinned = before.endswith("@") and _COMMIT.fullmatch(found[0])  # owner/action@commit
    return found[0] if pinned or _table().public.search(before) or not looks_random(found[0]) else HIDDEN


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
