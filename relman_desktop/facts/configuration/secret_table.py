"""The table of what looks like a secret, `resources/secrets.toml`: names that hold one, and stand-ins for values."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from ...files import resource

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A part of a value that is secret wherever it stands; a group named `keep` stands before it and is not."""

    rule: str
    keywords: tuple[str, ...]  # one of them, in lower case, stands in every text that it matches
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Table:
    names: re.Pattern[str]
    innocent: re.Pattern[str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    placeholders: re.Pattern[str]
    patterns: tuple[Pattern, ...]
    public: re.Pattern[str]
    types: frozenset[str]


@cache
def table() -> Table:
    """The table, read once."""
    raw = tomllib.loads(resource("secrets.toml").read_text("utf-8"))
    names, values = raw["names"], raw["values"]
    secret, qualifiers = "|".join(names["secret"]), "|".join(names["qualifiers"])
    return Table(
        names=re.compile(rf"(?:^|_)(?:{secret})(?:_(?:{qualifiers}))*$"),
        innocent=re.compile(rf"(?:^|_)(?:{'|'.join(names['innocent'])})$"),
        kinds=tuple((kind, re.compile(pattern)) for kind, pattern in names["kinds"].items()),
        placeholders=re.compile("|".join(f"(?:{one})" for one in values["placeholders"]), re.IGNORECASE),
        patterns=tuple(
            Pattern(rule, tuple(one["keywords"]), re.compile(one["regex"])) for rule, one in raw["patterns"].items()
        ),
        public=re.compile(values["public"], re.IGNORECASE),
        types=frozenset(values["types"]),
    )


def words_of(name: str) -> str:
    """The words of a name, joined by `_` in lower case: `api_key` of `apiKey` and `API-KEY`."""
    return "_".join(_WORDS.findall(name[-120:])).lower()


def secret_name(name: str) -> bool:
    """Whether a variable, key or field of this name holds a secret: `DB_PASSWORD`, `apiKey`, not `TOKEN_TTL`."""
    words = words_of(name)
    return bool(table().names.search(words)) and not table().innocent.search(words)


def kind_of_name(name: str) -> str:
    """Which kind of secret a name of one tells of: `password`, `token`, `key`, else `secret`."""
    words = words_of(name)
    return next((kind for kind, pattern in table().kinds if pattern.search(words)), "secret")


def placeholder(value: str) -> bool:
    """Whether a value stands for one that is given elsewhere, or for none: ``, `${TOKEN}`, `changeme`, `true`."""
    return bool(table().placeholders.fullmatch(value.strip().strip("\"'").strip()))
