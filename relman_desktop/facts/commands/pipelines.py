"""The pipelines that deploy: what starts one, and which environment it goes to (GitHub Actions, GitLab CI)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...wording import joined, named, printable
from ..fact import Finding, Value
from ..formats import Path, Unread, yaml_scalars
from .pages import HeadTree, Page
from .purposes import own_purposes
from .rules import rules

_MOST = 3
_MOST_READ = 30
_MOST_LINES = 200  # of a command
_ELSEWHERE = ("kubernetes", "platform", "infrastructure")
_PATHS = re.compile(r"^(?:\.(?:github|forgejo|gitea)/workflows/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml)$")
_KEYWORDS = frozenset({"on", "true"})  # YAML 1.1 reads the key `on` as true
_GITLAB_WORDS = frozenset({"default", "include", "stages", "variables", "workflow", "image", "cache"})
_TRIGGERS = {
    "push.tags": "pushing a tag {}",
    "push.branches": "a push to {}",
    "release.types": "publishing a release",
    "workflow_dispatch": "somebody who starts it by hand",
    "schedule": "its schedule",
}
_SENTENCE = "The pipeline {path} deploys{where}; {trigger} starts it ({path}:{line})."

Scalars = list[tuple[Path, str]]


@dataclass(frozen=True, slots=True)
class _Pipeline:
    page: Page
    trigger: str  # what starts it, as the subject of a sentence
    environment: str
    manual: bool
    line: int  # the index of the line that says what starts it

    def finding(self, tree: HeadTree) -> Finding:
        where = f" to {named(self.environment)}" if self.environment else ""
        number = self.page.numbers[self.line]
        text = _SENTENCE.format(path=self.page.path, where=where, trigger=self.trigger, line=number)
        data: dict[str, Value] = {
            "path": self.page.path,
            "line": number,
            "trigger": self.trigger,
            "environment": self.environment,
            "manual": self.manual,
        }
        return Finding("command.pipeline", printable(text), (tree.cite(self.page, self.line),), data, weight=20)


def pipelines(tree: HeadTree) -> Iterator[Finding]:
    """`command.pipeline` for at most three, those to production first.

    data: path, line, trigger (what starts it), environment ("" where none is named), manual.
    """
    found: list[_Pipeline] = []
    for path in [path for path in tree.paths if _may_deploy(path)][:_MOST_READ]:
        tree.cancel.check()
        if page := tree.page(path):
            found += _of_page(page)
    found.sort(key=lambda one: (not rules().pipelines.production.search(one.environment), one.page.path))
    yield from (one.finding(tree) for one in found[:_MOST])


def _may_deploy(path: str) -> bool:
    """Whether a file is a pipeline; a workflow's name may say that it is for something else, such as tests."""
    return bool(_PATHS.match(path)) and not ("/" in path and rules().pipelines.others.search(path))


def _of_page(page: Page) -> Iterator[_Pipeline]:
    try:
        scalars = list(yaml_scalars("\n".join(page.lines)))
    except Unread:  # the delivery facts say so where it changes
        return
    read = _gitlab if page.path.startswith(".gitlab") else _github
    yield from read(page, scalars)


def _github(page: Page, scalars: Scalars) -> Iterator[_Pipeline]:
    jobs: dict[str, Scalars] = {}
    for path, value in scalars:
        if len(path) > 2 and path[0] == "jobs":
            jobs.setdefault(str(path[1]), []).append((path[2:], value))
    deploying = [job for job in jobs.values() if _deploys(job)]
    started, line = _started(page, scalars)
    if deploying and started:
        manual = started == [_TRIGGERS["workflow_dispatch"]]
        yield _Pipeline(page, joined(started).replace(" and ", " or "), _environment(deploying), manual, line)


def _started(page: Page, scalars: Scalars) -> tuple[list[str], int]:
    """What starts a workflow, and the index of the line that says so."""
    events: dict[str, list[str]] = {}
    for path, value in scalars:
        if path and path[0] in _KEYWORDS:
            names = [str(part) for part in path[1:] if isinstance(part, str)] or [value]
            events.setdefault(".".join(names[:2]), []).append(value)
    told = [
        text.format(joined([named(one) for one in events[key]], 3)) for key, text in _TRIGGERS.items() if key in events
    ]
    bare = {"push": "any push", "release": _TRIGGERS["release.types"]}
    told += [text for key, text in bare.items() if key in events and not any(text == one for one in told)]
    return told, _line_of(page, r"""^["']?on["']?\s*:""")


def _gitlab(page: Page, scalars: Scalars) -> Iterator[_Pipeline]:
    jobs: dict[str, Scalars] = {}
    for path, value in scalars:
        if len(path) > 1 and str(path[0]) not in _GITLAB_WORDS:
            jobs.setdefault(str(path[0]), []).append((path[1:], value))
    for name, job in jobs.items():
        environment = _environment([job])
        if environment and _deploys(job):
            manual = any(path[-1] == "when" and value == "manual" for path, value in job)
            on_tag = any("CI_COMMIT_TAG" in value or (path[0] == "only" and value == "tags") for path, value in job)
            trigger = f"somebody who starts its job {named(name)} by hand" if manual else "a push"
            yield _Pipeline(
                page,
                trigger if manual or not on_tag else "pushing a tag",
                environment,
                manual,
                _line_of(page, rf"^[\"']?{re.escape(name)}[\"']?\s*:"),
            )


def _deploys(job: Scalars) -> bool:
    """Whether a job runs what deploys, by its commands, its actions or its environment and name."""
    return any(_is_deploying(path, value) for path, value in job)


def _is_deploying(path: Path, value: str) -> bool:
    if path[-1] == "uses" or (path[0] == "uses" and len(path) == 1):
        return bool(rules().pipelines.actions.search(value))
    if "run" in path or "script" in path:
        return any(map(_is_deployment, value.splitlines()[:_MOST_LINES]))
    return False


def _is_deployment(line: str) -> bool:
    """Whether a command deploys to somewhere else; a pipeline starts containers for its own tests, too."""
    purposes = own_purposes(line.strip())
    return any(purpose.name == "deploy" for purpose in purposes) and rules().way_of(line) in _ELSEWHERE


def _environment(jobs: Iterable[Scalars]) -> str:
    named_there = [
        value
        for job in jobs
        for path, value in job
        if path[0] == "environment" and path[1:] in ((), ("name",)) and "$" not in value
    ]
    return next((one for one in named_there if rules().pipelines.production.search(one)), next(iter(named_there), ""))


def _line_of(page: Page, pattern: str) -> int:
    compiled = re.compile(pattern)
    return next((index for index, line in enumerate(page.lines) if compiled.match(line)), 0)
