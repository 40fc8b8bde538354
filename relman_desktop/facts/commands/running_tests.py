"""Which commands run tests, and of which of the four kinds: the table `resources/running_tests.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from ...files import resource
from ..formats import Path, Unread, yaml_scalars
from .pages import Page

HOLD_COMMANDS = ("run", "script", "before_script", "commands", "command")  # the keys of a pipeline
_MOST_PIPELINES = 40
_MOST_LINES = 50  # of one value
_WITH = re.compile(r"^(?:(?:sudo|time|xvfb-run|poetry run|uv run|pipenv run|[A-Z_]+=\S+)\s+(?:-\S+\s+)*)+")
_LEFT_OUT = re.compile(r"\s-x\s+\S+")  # a task that Gradle is told not to run: "build -x test"


@cache
def table() -> Mapping[str, Any]:
    """The table as it is written."""
    return tomllib.loads(resource("running_tests.toml").read_text("utf-8"))


@cache
def pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def kind_of(text: str, by: str) -> str:
    """The kind of tests that a target's name (by "names") or a command (by "commands") speaks of; "" for none."""
    return next((rule["kind"] for rule in table()["testing"] if pattern(rule[by]).search(text)), "")


def kind_of_line(line: str) -> str:
    """The kind of tests that a command line of a pipeline runs; "" where it does not, or not only."""
    bare, rules = _LEFT_OUT.sub("", _WITH.sub("", line)), table()["tests"]
    runs = pattern(rules["starts"]).match(bare) and not pattern(rules["never_commands"]).search(line)
    return kind_of(bare, "commands") if runs else ""


def pipelines(paths: Iterable[str]) -> list[str]:
    """The paths that are those of pipelines, the first of them."""
    likely = pattern(table()["tests"]["pipelines"])
    return [path for path in paths if likely.search("/" + path)][:_MOST_PIPELINES]


def scalars_of(page: Page) -> list[tuple[Path, str]]:
    """What a pipeline says, value by value; nothing where it cannot be read."""
    try:
        return list(yaml_scalars("\n".join(page.lines)))
    except Unread:
        return []


def lines_of(keys: Path, value: str) -> Iterator[str]:
    """The command lines that a value of a pipeline holds."""
    if next((key for key in reversed(keys) if isinstance(key, str)), "") in HOLD_COMMANDS:
        yield from value.replace("\\\n", " ").splitlines()[:_MOST_LINES]
