"""The table `resources/verify.toml`: what words mean to the checks."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from ...files import resource


class Found(Protocol):
    """A match of a pattern."""

    def start(self) -> int: ...
    def end(self) -> int: ...
    def group(self) -> str: ...


class Pattern(Protocol):
    """A compiled pattern whose matching is linear in the text."""

    def search(self, text: str) -> Found | None: ...
    def finditer(self, text: str) -> Iterator[Found]: ...


@dataclass(frozen=True, slots=True)
class Act:
    """What a sentence may do besides telling: assure, approve, ask for something dangerous."""

    name: str  # "that there is no downtime", after "assures"
    pattern: Pattern
    borne_out: tuple[str, ...] = ()  # conditions on facts, as the table says
    against: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    evidence: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Whose words a sentence may say that it tells."""

    letters: str  # the first letters of the evidence that such a source has
    pattern: Pattern
    in_code: bool  # whether it may be a comment or a string of a file of code


@dataclass(frozen=True)
class Rules:
    elements: frozenset[str]
    languages: frozenset[str]
    top_domains: frozenset[str]
    addressed: frozenset[str]
    function_words: frozenset[str]
    ordinary: frozenset[str]
    ordinary_names: frozenset[str]
    synonyms: dict[str, Pattern]
    programs: frozenset[str]
    sure_programs: frozenset[str]
    dangerous: Pattern
    code_openings: frozenset[str]
    code_articles: frozenset[str]
    code_signs: Pattern
    code_statements: Pattern
    sql: Pattern
    pages: Pattern
    templates: Pattern
    approvals: tuple[Act, ...]
    assurances: tuple[Act, ...]
    hazards: tuple[Act, ...]
    spoken_of: tuple[Act, ...]
    any_act: Pattern  # one of all of these
    sources: tuple[Source, ...]
    saying: Pattern
    by_pronoun: Pattern  # "they also say": of whom the sentence before spoke
    pointing: frozenset[str]
    showing: Pattern
    heading_words: frozenset[str]
    denials: frozenset[str]
    boilerplate: Pattern
    goals: Pattern  # what speaks of a goal of the team's
    goals_as_goals: Pattern  # what tells a goal as one, and not as reached
    not_about: Pattern  # what says that a change is not about something
    much: Pattern  # what says by one word that something was tested or approved
    contrary: dict[str, Pattern]  # what turns a sentence round, by its name in the table


def compiled(patterns: Sequence[str]) -> Pattern:
    """Patterns as one, case ignored, matched in linear time whatever the text."""
    import re2  # only here and slow to import

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = 1 << 26
    options.log_errors = False
    pattern: Pattern = re2.compile("|".join(f"(?:{one})" for one in patterns), options)
    return pattern


_ACTS = ("approval", "assurance", "hazard", "spoken_of")


@cache
def rules() -> Rules:
    table: dict[str, Any] = tomllib.loads(resource("verify.toml").read_text("utf-8"))
    return Rules(
        elements=_words(table["elements"]),
        top_domains=_words(table["top_domains"]),
        languages=_words(table["languages"]),
        addressed=_words(table["addressed"]),
        function_words=_words(table["function_words"]),
        ordinary=_words(table["ordinary"]),
        ordinary_names=_words(table["ordinary_names"]["words"]),
        synonyms={name: compiled([pattern]) for name, pattern in table["synonyms"].items()},
        programs=_words(table["commands"]["programs"]),
        sure_programs=_words(table["commands"]["sure"]),
        dangerous=compiled(table["commands"]["dangerous"]),
        code_openings=_words(table["code"]["openings"]),
        code_articles=_words(table["code"]["articles"]),
        code_signs=compiled([table["code"]["signs"]]),
        code_statements=compiled(table["code"]["statements"]),
        sql=compiled([table["code"]["sql"]]),
        pages=compiled([table["code"]["pages"]]),
        templates=compiled([table["code"]["templates"]]),
        approvals=_acts(table["approval"]),
        assurances=_acts(table["assurance"]),
        hazards=_acts(table["hazard"]),
        spoken_of=_acts(table["spoken_of"]),
        any_act=compiled([one for kind in _ACTS for row in table[kind] for one in row["patterns"]]),
        sources=tuple(
            Source(row["of"], compiled(row["patterns"]), row.get("in_code", False)) for row in table["source"]
        ),
        saying=compiled([table["saying"]["verbs"], table["saying"]["phrases"]]),
        by_pronoun=compiled([table["saying"]["pronouns"] + table["saying"]["verbs"]]),
        pointing=_words(table["pointing"]["words"]),
        showing=compiled(table["showing"]["patterns"]),
        heading_words=_words(table["headings"]["words"]),
        denials=_words(table["headings"]["denials"]),
        boilerplate=compiled(table["boilerplate"]["patterns"]),
        goals=compiled(table["goals"]["patterns"]),
        goals_as_goals=compiled([table["goals"]["as_goals"]]),
        not_about=compiled([table["goals"]["not_about"]]),
        much=compiled([table["much"]["words"]]),
        contrary={name: compiled([pattern]) for name, pattern in table["contrary"].items()},
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _acts(rows: Sequence[dict[str, Any]]) -> tuple[Act, ...]:
    return tuple(
        Act(
            row["name"],
            compiled(row["patterns"]),
            tuple(row.get("borne_out", ())),
            tuple(row.get("against", ())),
            tuple(row.get("absent", ())),
            compiled([row["evidence"]]) if "evidence" in row else None,
        )
        for row in rows
    )
