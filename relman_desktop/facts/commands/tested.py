"""The tests that pipelines run with each change, so that nobody need say that somebody runs them.

That they passed for a version is not in a repository: it is never said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...wording import joined, named, printable
from ..configuration.secrets import hide
from ..fact import Finding, Value
from ..formats import Path
from .pages import HeadTree, Page
from .purposes import may_be_named
from .running_tests import kind_of_line, lines_of, pattern, pipelines, scalars_of, table

_LONGEST = 160  # characters of a command
_WEIGHT = 1
_STARTS = frozenset({"on", "true"})  # YAML 1.1 reads the key `on` as true
_MOST_NAMED = 3  # commands of a kind

Scalars = list[tuple[Path, str]]


@dataclass(frozen=True, slots=True)
class _Run:
    """A command line that runs tests."""

    kind: str
    command: str
    page: Page
    line: int  # the index in the page
    with_some: bool  # only with changes that a condition names

    @property
    def order(self) -> tuple[bool, str, int]:
        return self.with_some, self.page.path, self.line

    @property
    def told(self) -> str:
        return f"{named(self.command, _LONGEST)} ({self.page.path}:{self.page.numbers[self.line]})"


def pipelined_tests(tree: HeadTree) -> Iterator[Finding]:
    """`tests.pipeline`, one of each kind. data: kind, the commands (at most three), with: "each" change or "some"."""
    found = [run for path in pipelines(tree.paths) for run in _of_page(tree, path)]
    for kind in dict.fromkeys(rule["kind"] for rule in reversed(table()["testing"])):
        runs = {run.command: run for run in sorted(found, key=lambda run: run.order, reverse=True) if run.kind == kind}
        if runs:
            yield _finding(kind, sorted(runs.values(), key=lambda run: run.order), tree)


def _finding(kind: str, runs: list[_Run], tree: HeadTree) -> Finding:
    runs = [run for run in runs if run.with_some is runs[0].with_some]
    shown, some = runs[:_MOST_NAMED], runs[0].with_some
    which = "the changes that their conditions name" if some else "each change"
    text = f"Pipelines run {kind} tests with {which}: {joined([run.told for run in runs], _MOST_NAMED)}."
    cited = tuple(dict.fromkeys(tree.cite(run.page, run.line) for run in shown))
    data: dict[str, Value] = {
        "kind": kind,
        "commands": [run.command for run in shown],
        "with": "some" if some else "each",
    }
    return Finding("tests.pipeline", printable(text), cited, data, _WEIGHT)


def _of_page(tree: HeadTree, path: str) -> Iterator[_Run]:
    tree.cancel.check()
    page = tree.page(path)
    if not page or not any(kind_of_line(_bare(line)) for line in page.lines):
        return
    scalars = scalars_of(page)
    is_workflow = "/workflows/" in path
    with_some = not (_starts_always(scalars) if is_workflow else _names_no_paths(scalars))
    if is_workflow and not _starts(scalars):
        return
    for job in _jobs(scalars, under_jobs=is_workflow):
        if _counts(job):
            some = with_some or _is_of_some(job)
            yield from (run for keys, value in job for run in _of_value(page, keys, value, with_some=some))


def _of_value(page: Page, keys: Path, value: str, *, with_some: bool) -> Iterator[_Run]:
    for line in lines_of(keys, value):
        command = " ".join(line.split())
        kind = kind_of_line(command)
        if kind and len(command) <= _LONGEST and _may_be_named(command):
            stripped = line.strip()
            index = next((at for at, text in enumerate(page.lines) if stripped in text), None)
            if index is not None:
                yield _Run(kind, command, page, index, with_some)


def _may_be_named(command: str) -> bool:
    """As of other commands; the dots of `go test ./...` leave nothing out."""
    return may_be_named(command.replace("/...", "")) and hide(command) == command


def _bare(line: str) -> str:
    """A line as a command, without what a list or a key puts before it."""
    return re.sub(r"^\s*(?:- +)?(?:\w{1,20}: +)?[\[\"']{0,2}", "", line)


def _starts(scalars: Scalars) -> bool:
    """Whether changes start a workflow; one that only tags start does not run with them."""
    return any(name in table()["always"]["events"] and told != {"tags"} for name, told in _events(scalars).items())


def _starts_always(scalars: Scalars) -> bool:
    """Whether all changes start a workflow, whatever files they touch."""
    always = table()["always"]
    events = _events(scalars).items()
    return any(name in always["events"] and not told & set(always["not_events"]) for name, told in events)


def _events(scalars: Scalars) -> dict[str, set[str]]:
    """What starts a workflow, each with what narrows it: "branches", "paths"."""
    events: dict[str, set[str]] = {}
    for keys, value in scalars:
        if keys and str(keys[0]).lower() in _STARTS:
            names = [str(key) for key in keys[1:] if isinstance(key, str)] or [value]
            events.setdefault(names[0], set()).update(names[1:2])
    return events


def _names_no_paths(scalars: Scalars) -> bool:
    """Whether no condition of a pipeline is about paths; which of its jobs it is for, anchors may hide."""
    always = table()["always"]
    conditions, paths = set(always["conditions"]), set(always["not_paths"])
    return not any(conditions & set(keys) and paths & set(keys) for keys, _ in scalars)


def _jobs(scalars: Scalars, *, under_jobs: bool) -> list[Scalars]:
    """What is said of each job, by the job's own keys; of other pipelines what stands under each first key."""
    jobs: dict[str, Scalars] = {}
    depth = 2 if under_jobs else 1
    for keys, value in scalars:
        if len(keys) > depth and (not under_jobs or keys[0] == "jobs"):
            jobs.setdefault(str(keys[depth - 1]), []).append((keys[depth:], value))
        elif not under_jobs and keys:
            jobs.setdefault(str(keys[0]), []).append((keys, value))
    return list(jobs.values())


def _is_of_some(job: Scalars) -> bool:
    """Whether a job runs where another one found that files of a sort change."""
    condition = pattern(table()["always"]["some_if"])
    return any(keys == ("if",) and condition.search(value) for keys, value in job)


def _counts(job: Scalars) -> bool:
    """Whether nothing keeps a job from running with changes, or its failing from counting."""
    always = table()["always"]
    for keys, value in job:
        key = next((key for key in reversed(keys) if isinstance(key, str)), "")
        if key == "if" and pattern(always["not_if"]).search(value):
            return False
        if key in always["not_key"] and value.lower() != "false":
            return False
        if key == "when" and value in always["not_when"]:
            return False
    return True
