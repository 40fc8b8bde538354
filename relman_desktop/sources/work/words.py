"""The words by which references to work items are told: `resources/work.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import Any

from ...files import resource


@dataclass(frozen=True, slots=True)
class Words:
    """The table with its patterns. Those whose names begin with `before` match at the end of what stands before."""

    not_projects: frozenset[str]
    doubtful_projects: frozenset[str]
    branch_words: frozenset[str]
    not_counted: frozenset[str]
    branch_number: Pattern[str]  # "issue-12" in a branch: `number`, and `strong` where the word leaves no doubt
    numbered_part: Pattern[str]  # a whole part of a branch that says that the next part is a number
    robot_branches: Pattern[str]
    robot_bodies: Pattern[str]
    trailer: Pattern[str]  # "Refs: ", or "refs " without a colon
    number_trailer: Pattern[str]  # a whole line: `numbers`
    request_trailer: Pattern[str]
    before_closed: Pattern[str]
    before_request: Pattern[str]
    before_other: Pattern[str]  # "step #2"
    glued: Pattern[str]  # what may stand right before the sign: "issue#12"
    files: Pattern[str]
    not_trackers: tuple[str, ...]
    git_hosts: Mapping[str, str]


@cache
def words() -> Words:
    table: dict[str, Any] = tomllib.loads(resource("work.toml").read_text("utf-8"))
    trailers, closing = _any(table["trailers"]), table["closing"]
    strong, weak = _any(table["branch_number"]), _any(table["branch_number_weak"])
    numbers = r"#?[1-9]\d{0,7}(?:[ ,;]{1,3}#?[1-9]\d{0,7}){0,200}"
    return Words(
        not_projects=frozenset(table["not_projects"]),
        doubtful_projects=frozenset(table["doubtful_projects"]),
        branch_words=frozenset(table["branch_words"]),
        not_counted=frozenset(table["not_counted"]),
        branch_number=_pattern(
            rf"(?:(?<=[-_])|^)(?:(?P<strong>{strong})|{weak})[-_#]?(?P<number>[1-9]\d{{0,7}})(?![a-z0-9.]|-\d)"
        ),
        numbered_part=_pattern(rf"^(?:(?P<strong>{strong})|{weak})$"),
        robot_branches=_pattern(table["robot_branches"]),
        robot_bodies=_pattern(table["robot_bodies"]),
        trailer=_pattern(rf"^\s{{0,3}}[*-]?\s?(?:{trailers})(?P<colon>\s?:)?\s"),
        number_trailer=_pattern(
            rf"^\s{{0,3}}(?:(?P<closing>{closing})|{_any(table['number_trailers'])})\s?:\s?(?P<numbers>{numbers})[\s.]*$"
        ),
        request_trailer=_pattern(rf"^\s{{0,3}}(?:{_any(table['request_trailers'])})\s?:?\s"),
        before_closed=_pattern(rf"\b(?:{closing})\b\s?:?\s{{0,3}}(?:{table['nouns']}:?\s{{1,3}})?[\[<*_]{{0,3}}$"),
        before_request=_pattern(rf"\b(?:{table['requests']})\b:?\s{{0,3}}[\[<(*_]{{0,3}}$"),
        before_other=_pattern(rf"(?:^|[^\w])(?:{table['not_before_number']})[\s:]{{0,3}}$"),
        glued=_pattern(rf"^(?:{table['before_number']})$"),
        files=_pattern(rf"\.(?:{'|'.join(table['files'])})$"),
        not_trackers=tuple(table["not_trackers"]),
        git_hosts=table["git_hosts"],
    )


def _any(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _pattern(text: str) -> Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)
