"""The rules of `resources/surface.toml`: how source code declares what a person can name, and how it is told."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ...files import resource
from ..production import language


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to declare something; `name` and `detail` are groups of `path` and `pattern`."""

    surface: str
    languages: frozenset[str]
    path: re.Pattern[str] | None
    has: tuple[str, ...]  # a text without any of these has nothing for the pattern; far quicker to look for
    near: tuple[str, ...]  # a changed part without any of these changes nothing of it
    pattern: re.Pattern[str]
    name: tuple[str, ...]
    detail: tuple[str, ...]
    heads_code: bool  # the code of what is declared follows
    option: bool  # the name is an option's, without its dashes
    fallback: bool  # only where the reader of the language's routes cannot read the text


@dataclass(frozen=True, slots=True)
class Wording:
    """How an event of a surface is told. `noun` names the surface in summaries."""

    noun: str
    text: str
    weight: int
    breaking: bool | None = None  # whether clients as they are stop to work; None where that is not known
    kind: str = ""  # of the fact, where it is not made of the surface and the event


@lru_cache(maxsize=10_000)
def rules_for(path: str) -> tuple[Rule, ...]:
    """The rules that read the file at this path."""
    written_in = language(path)
    return tuple(
        rule for rule in _rules() if written_in in rule.languages and (not rule.path or rule.path.search(path))
    )


@cache
def wordings() -> Mapping[tuple[str, str], Wording]:
    """By surface and event, such as `("endpoint", "removed")`; what has no wording is not told."""
    return {
        (surface, event): Wording(
            table["noun"], told["text"], told["weight"], told.get("breaking"), told.get("kind", "")
        )
        for surface, table in _table()["surface"].items()
        for event, told in table.items()
        if event != "noun"
    }


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(map(_rule, _table()["rule"]))


def _rule(table: Mapping[str, Any]) -> Rule:
    return Rule(
        table["surface"],
        frozenset(table["languages"]),
        re.compile(table["path"]) if "path" in table else None,
        tuple(table.get("has", ("",))),
        tuple(table.get("near", table.get("has", ("",)))),
        re.compile(table["pattern"], re.MULTILINE),
        tuple(table.get("name", ("name", "route"))),
        tuple(table.get("detail", ("method",))),
        table.get("heads_code", False),
        table.get("option", False),
        table.get("fallback", False),
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("surface.toml").read_text("utf-8"))
