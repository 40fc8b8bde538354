"""The rules of `resources/redaction/`, read once; a pattern is compiled when a text first has one of its keywords."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from ...files import resource
from .finding import Rank

_FILES = {"tokens.toml": Rank.TOKEN, "rules.toml": Rank.WRITTEN}


@dataclass(frozen=True)
class Rule:
    """One rule, in the terms of gitleaks' rule files; see `tokens.toml` and `rules.toml` for what each means."""

    id: str
    kind: str
    rank: Rank
    pattern: str
    keywords: tuple[str, ...]
    path: re.Pattern[str] | None
    entropy: float
    strict: bool
    mixed: bool
    unless: re.Pattern[str] | None

    @cached_property
    def regex(self) -> Any:
        """The pattern on RE2, which needs no more than time that grows with the text."""
        import re2  # costs what a start need not pay

        options = re2.Options()
        options.log_errors = False
        return re2.compile(self.pattern, options)

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """The groups that may hold the secret, of which the first that takes part does: `secret`, else all unnamed."""
        named: dict[str, int] = self.regex.groupindex
        if "secret" in named:
            return (named["secret"],)
        return tuple(number for number in range(1, self.regex.groups + 1) if number != named.get("name"))


@dataclass(frozen=True, slots=True)
class Words:
    """What tells a secret from what only resembles one."""

    pairs: frozenset[str]
    none: re.Pattern[str]
    code: re.Pattern[str]
    argument: re.Pattern[str]
    before: re.Pattern[str]
    public: re.Pattern[str]
    checksums: frozenset[int]
    phrases: re.Pattern[str]
    kinds: Mapping[str, str]


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the files."""
    return tuple(_rule(raw, rank) for name, rank in _FILES.items() for raw in _read(name)["rules"])


def rules_for(text: str) -> list[Rule]:
    """The rules of which a keyword stands in a text, in the order of all."""
    lowered = text.lower()
    numbers = {number for keyword, found in _by_keyword().items() if keyword in lowered for number in found}
    return [rules()[number] for number in sorted(numbers)]


@cache
def _by_keyword() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, rule in enumerate(rules()):
        for keyword in rule.keywords:
            found.setdefault(keyword, []).append(number)
    return found


@cache
def words() -> Words:
    """The tables that are no rules."""
    raw = _read("rules.toml")
    allow = raw["allow"]
    return Words(
        pairs=frozenset(raw["words"]["pairs"].split()),
        none=re.compile("|".join(f"(?:{one})" for one in allow["values"])),
        code=re.compile(allow["code"]),
        argument=re.compile(allow["argument"]),
        before=re.compile(allow["before"]),
        public=re.compile(allow["public"]),
        checksums=frozenset(allow["checksums"]),
        phrases=re.compile(allow["phrases"]),
        kinds=raw["kinds"],
    )


def kind_of(rule: str) -> str:
    """The name that a rule gives to its placeholders: `AWS_KEY` of `aws-key`."""
    return words().kinds.get(rule) or rule.upper().replace("-", "_")


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resource("redaction") / name).read_text("utf-8"))


def _rule(raw: dict[str, Any], rank: Rank) -> Rule:
    return Rule(
        id=raw["id"],
        kind=raw.get("kind") or kind_of(raw["id"]),
        rank=rank,
        pattern=raw["regex"],
        keywords=tuple(raw["keywords"]),
        path=_pattern(raw.get("path")),
        entropy=raw.get("entropy", 0.0),
        strict=raw.get("strict", False),
        mixed=raw.get("mixed", False),
        unless=_pattern(raw.get("unless")),
    )


def _pattern(written: str | None) -> re.Pattern[str] | None:
    return re.compile(written) if written else None
