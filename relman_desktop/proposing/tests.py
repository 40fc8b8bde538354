"""How the repository is tested: its targets and scripts, the commands of its pipelines, its test runner's own file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..facts.commands.purposes import may_be_named
from ..facts.commands.recipes import READERS
from ..facts.commands.rules import rules
from ..facts.commands.running_tests import kind_of, kind_of_line, lines_of, pattern, pipelines, scalars_of, table
from ..sources.profile.profile import Value
from .head import Head, line_of
from .proposed import Proposed, may_be_proposed
from .running import Running

_RUNNERS = ("make", "just", "task", "package")
_MOST = 2  # of one kind
_LONGEST = 160  # characters of a command


@dataclass(frozen=True)
class _Found:
    kind: str
    command: str
    place: str
    piped: bool  # a pipeline runs it

    @property
    def order(self) -> tuple[bool, bool, int, str]:
        return not self.piped, self.kind not in self.command.lower(), len(self.command), self.command


def testing(head: Head) -> Iterator[Proposed]:
    """[[testing]], at most two of a kind; what a pipeline runs by itself is automated."""
    piped = list(_of_pipelines(head))
    lines = "\n".join(line for line, _ in piped)
    running = Running(head)
    found = [*_of_recipes(head, lines), *(one for line, place in piped for one in _of_line(line, place))]
    found += [] if any(one.kind == "unit" for one in found) else _of_files(head)
    for kind in [rule["kind"] for rule in reversed(table()["testing"])]:
        chosen = {
            one.command: one for one in sorted(found, key=lambda one: one.order, reverse=True) if one.kind == kind
        }
        for one in _apart(sorted(chosen.values(), key=lambda one: one.order), running)[:_MOST]:
            after = pattern(table()["tests"]["after"]).search(one.command)
            values: dict[str, Value] = {"kind": kind, "command": one.command, **({"when": "after"} if after else {})}
            yield Proposed("testing", values | ({"automated": True} if one.piped else {}), one.place)


def _apart(found: Sequence[_Found], running: Running) -> list[_Found]:
    """Those that no better one runs, or is but for options."""
    kept: list[_Found] = []
    for one in found:
        plain = running.plain(one.command)
        if not any(
            plain in running.of(other.command) or f"{plain} ".startswith(f"{running.plain(other.command)} ")
            for other in kept
        ):
            kept.append(one)
    return kept


def _of_recipes(head: Head, piped: str) -> Iterator[_Found]:
    """Targets and scripts whose names say what they test."""
    never, lints = (pattern(table()["tests"][name]) for name in ("never_names", "never_recipes"))
    for path in head.paths:
        role = next(
            (role for role in rules().roles if role.reader in _RUNNERS and role.paths.search("/" + path.lower())), None
        )
        page = head.page(path) if role else None
        for quote in READERS[role.reader](page, head.tree) if role and page else ():
            kind = kind_of(quote.name, "names")
            command = quote.steps[0].text
            if kind and not never.search(quote.name) and not lints.search(quote.recipe) and _usable(command):
                if role and role.reader == "package":
                    command = re.sub(r"^npm run (test)$", r"npm \1", command)
                place = f"{path}:{page.numbers[quote.steps[0].lines[0]]}" if page else path
                runs = re.search(rf"{re.escape(command)}(?![\w:./-])", piped) or f" {quote.name}\n" in f"{piped}\n"
                yield _Found(kind, command, place, bool(runs))


def _of_pipelines(head: Head) -> Iterator[tuple[str, str]]:
    """Every command line of the pipelines, with its place."""
    for path in pipelines(head.paths):
        page = head.page(path)
        for keys, value in scalars_of(page) if page else ():
            for line in lines_of(keys, value):
                yield " ".join(line.split()), f"{path}:{line_of(page, line.strip()[:60])}"


def _of_line(line: str, place: str) -> Iterator[_Found]:
    kind = kind_of_line(line)
    if kind and _usable(line):
        yield _Found(kind, line, place, True)


def _of_files(head: Head) -> list[_Found]:
    chosen = (
        (rule["command"], path)
        for rule in table()["tests"]["files"]
        for path in head.paths
        if re.search(rule["path"], "/" + path)
    )
    return [_Found("unit", command, f"{path}:1", False) for command, path in chosen][:1]


def _usable(command: str) -> bool:
    return len(command) <= _LONGEST and may_be_named(command) and may_be_proposed(command)
