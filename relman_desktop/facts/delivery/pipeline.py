"""A pipeline as far as it reaches production: what starts it, the jobs that publish or deploy, what they publish.

GitHub's workflows (and those made like them), GitLab, CircleCI, Woodpecker and Drone, goreleaser, Jenkins' stages.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .compose import line_of
from .pipeline_rules import rules
from .yamltext import Block, Tree, line_at, read

_SEPARATOR = re.compile(r"[\s,]+")
_EXPRESSION = re.compile(r"\$\{\{\s*(?:env|vars|inputs)\.(\w+)\s*\}\}|\$\{?(\w+)\}?(?!\{)")
_INSERTED = re.compile(r"\$\{\{[^{}]{0,200}\}\}")
_COMPUTED = re.compile(r"\$\{\{|\{\{|\$")
_IMAGE = re.compile(r"(?:[\w.-]+(?::\d+)?/)+[\w./-]+")
_PLATFORM = re.compile(r"[A-Za-z][\w./-]*")
_TAGS = frozenset({"tag", "tags"})
_MOVING = re.compile(r"(?:latest|stable|edge|next|nightly|lts|main|master|dev(?:elop)?)(?:-[a-z][a-z0-9.]*)*")
_STAGE = re.compile(r"""stage\s*\(?\s*['"]([^'"\n]{1,80})['"]""")
_TRIED = re.compile(r"^\s*#|--dry[-_]run")
_LONGEST_LINE = 4_000  # characters of a command that are looked at
_STEP = ("uses", "image", "run", "plugin", "script", "commands")
_ASKS = ("when", "type")  # whose value `manual` or `approval` makes it wait for a person


@dataclass(frozen=True, slots=True)
class Job:
    """A job that publishes or deploys. asks: a person must let it go on. platforms: with the line of their key."""

    name: str
    line: int | None
    environment: str | None
    condition: str | None
    permissions: str | None
    asks: bool
    body: Tree = field(compare=False)
    platforms: Mapping[str, int | None] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What of a pipeline reaches production. recipes: the Dockerfiles of what is published.

    platforms, images, recipes: with the line of their key, where known.
    """

    jobs: Mapping[str, Job] = field(default_factory=dict)
    starts: str | None = None
    text: str = ""  # all of it
    platforms: Mapping[str, int | None] = field(default_factory=dict)
    images: Mapping[str, int | None] = field(default_factory=dict)
    recipes: Mapping[str, int | None] = field(default_factory=dict)
    tags: Mapping[str, int | None] = field(default_factory=dict)  # that move from version to version: `latest`


def pipeline(path: str, text: str) -> Pipeline:
    """What a pipeline's file says. Raises `Unread`."""
    if path.rpartition("/")[2].lower().startswith("jenkinsfile"):
        return Pipeline(dict(_stages(text)), text=text)
    if not path.lower().endswith((".yml", ".yaml")) or rules().documents.search(path):
        return Pipeline()
    top = next(iter(read(text)), None)
    if not isinstance(top, dict):
        return Pipeline()
    if "goreleaser" in path.lower():
        return Pipeline({}, None, text, dict(_found(top, rules().platforms)), dict(_named_below(top, {})))
    called = bool(rules().names.search(f"{path.rpartition('/')[2]} {line_of(top.get('name')) or ''}"))
    jobs = {name: body for name, body in _jobs(top) if _ships(name, body) or (called and _uses_own(body))}
    if not jobs:
        return Pipeline(text=text)
    told = {name: _job(name, body, top) for name, body in jobs.items()}
    return Pipeline(
        told,
        _starts(top),
        text,
        {name: line for job in told.values() for name, line in job.platforms.items()},
        {name: line for body in jobs.values() for name, line in _images(body, _variables(top, body))},
        {name: line for body in jobs.values() for name, line in _recipes(body)},
        {name: line for body in jobs.values() for name, line in _tags(body)},
    )


def _stages(text: str) -> Iterator[tuple[str, Job]]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in _STAGE.finditer(line[:_LONGEST_LINE]) if not line.lstrip().startswith("//") else ():
            if rules().names.search(match[1]):
                yield match[1], Job(match[1], number, None, None, None, False, "")


def _jobs(top: Mapping[str, Tree]) -> Iterator[tuple[str, Tree]]:
    """The jobs by their names: below `jobs`, below `steps` or `pipeline`, or at the top."""
    if isinstance(top.get("runs"), dict):  # an action of GitHub's
        yield "runs", top["runs"]
    for key in ("jobs", "steps", "pipeline"):
        inner = top.get(key)
        if isinstance(inner, dict):
            yield from inner.items()
        elif isinstance(inner, list):
            yield from ((str(one.get("name", "")), one) for one in inner if isinstance(one, dict))
    if not any(key in top for key in ("jobs", "steps", "pipeline", "runs")):
        for name, body in top.items():
            if isinstance(body, dict) and name not in rules().reserved and not name.startswith("."):
                yield name, body


def _ships(name: str, body: Tree) -> bool:
    if not isinstance(body, dict):
        return False
    called = f"{name} {line_of(body.get('stage')) or ''} {line_of(body.get('uses')) or ''}"
    named = bool(rules().names.search(called)) and ("uses" in body or "trigger" in body)
    return named or bool(_environment(body)) or any(_publishes(step) for step in _steps(body))


def _uses_own(body: Tree) -> bool:
    """Whether a job uses an action of the repository's own."""
    return any(step is not body and str(step.get("uses", "")).startswith("./") for step in _steps(body))


def _steps(body: Tree) -> Iterator[Mapping[str, Tree]]:
    """The steps of a job, or the job itself where it is one."""
    if isinstance(body, dict):
        steps = body.get("steps")
        inner = steps if isinstance(steps, list) else []
        yield from (one for one in inner if isinstance(one, dict))
        if any(key in body for key in _STEP):
            yield body


def _publishes(step: Mapping[str, Tree]) -> bool:
    if _is_tried(step):
        return False
    used = (step.get(key) for key in ("uses", "image", "plugin"))
    if any(isinstance(name, str) and rules().uses.search(name) for name in used):
        return True
    commands = (line for key in ("run", "script", "commands") for line in _lines(step.get(key)))
    return any(
        rules().runs.search(line[:_LONGEST_LINE]) for line in commands if not _TRIED.search(line[:_LONGEST_LINE])
    )


def _is_tried(step: Mapping[str, Tree]) -> bool:
    """Whether a step only tries, or shows a proposal."""
    when = step.get("when")
    if isinstance(when, dict) and when.get("event") in ("pull_request", ["pull_request"]):
        return True
    settings = [one for key in ("with", "settings") if isinstance(one := step.get(key), dict)]
    return any(one.get("push") == "false" or "true" in (one.get("dry_run"), one.get("dry-run")) for one in settings)


def _lines(value: Tree | None) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield from one.replace("\\\n", " ").split("\n")


def _job(name: str, body: Tree, top: Mapping[str, Tree]) -> Job:
    block = body if isinstance(body, dict) else {}
    condition = block.get("if") or block.get("rules") or block.get("only")
    permissions = block.get("permissions") or top.get("permissions")
    asks = any(block.get(key) in ("manual", "approval") for key in _ASKS)
    line = next(iter(block.lines.values()), None) if isinstance(block, Block) else None
    platforms = dict(_platforms(body))
    return Job(name, line, _environment(body), line_of(condition), line_of(permissions), asks, body, platforms)


def _environment(body: Tree) -> str | None:
    """The environment that a job goes to; elsewhere the word stands for variables."""
    environment = body.get("environment") if isinstance(body, dict) else None
    name = environment.get("name") if isinstance(environment, dict) and "name" in environment else environment
    return name if isinstance(name, str) and name else None


def _starts(top: Mapping[str, Tree]) -> str | None:
    """What starts a release: the pushes, tags and releases, in one line."""
    events = top.get("on")
    if isinstance(events, str):
        events = [events]
    if isinstance(events, list):
        events = {str(one): "" for one in events}
    if not isinstance(events, dict):
        return None
    told = {name: _without_paths(value) for name, value in events.items() if name not in rules().idle_triggers}
    return "; ".join(f"{name} {line_of(told[name]) or ''}".strip() for name in sorted(told)) or None


def _without_paths(event: Tree) -> Tree:
    """An event but for the files that matter to it."""
    if not isinstance(event, dict):
        return event
    return {name: value for name, value in event.items() if name not in ("paths", "paths-ignore")}


def _platforms(body: Tree) -> Iterator[tuple[str, int | None]]:
    """Those of the publishing steps, and of the matrix that the job goes through."""
    strategy = body.get("strategy") if isinstance(body, dict) else None
    matrix = strategy.get("matrix") if isinstance(strategy, dict) else None
    for tree in [matrix, *(step for step in _steps(body) if _publishes(step))]:
        yield from _found(tree, rules().platforms)


def _found(tree: object, keys: frozenset[str]) -> Iterator[tuple[str, int | None]]:
    for key, line, text in _scalars(tree, keys):
        for word in _SEPARATOR.split(_INSERTED.sub(" ", text)):
            if key in keys and _PLATFORM.fullmatch(word):
                yield word, line


def _images(body: Tree, variables: Mapping[str, str]) -> Iterator[tuple[str, int | None]]:
    """The images that a job's steps name where they publish them, or describe what is published."""
    for step in _steps(body):
        if _publishes(step) or rules().describes.search(str(step.get("uses", ""))):
            for key in ("with", "settings"):
                yield from _named_below(step.get(key), variables)


def _recipes(body: Tree) -> Iterator[tuple[str, int | None]]:
    """The Dockerfiles of which a job publishes the images."""
    for step in _steps(body):
        for key in ("with", "settings") if _publishes(step) else ():
            for _, line, text in _scalars(step.get(key), rules().recipes):
                if not _COMPUTED.search(text) and text.strip():
                    yield text.strip().removeprefix("./"), line


def _tags(body: Tree) -> Iterator[tuple[str, int | None]]:
    """The tags without a version that a job gives the images that it publishes, or describes."""
    for step in _steps(body):
        if _publishes(step) or rules().describes.search(str(step.get("uses", ""))):
            for key in ("with", "settings"):
                for _, line, text in _scalars(step.get(key), _TAGS):
                    words = (word.rpartition("=")[2].rpartition(":")[2] for word in _SEPARATOR.split(text))
                    yield from ((word, line) for word in words if _MOVING.fullmatch(word))


def _named_below(tree: object, variables: Mapping[str, str]) -> Iterator[tuple[str, int | None]]:
    for _, line, text in _scalars(tree, rules().images):
        yield from ((name, line) for name in _named(text, variables))


def _named(text: str, variables: Mapping[str, str]) -> Iterator[str]:
    for word in _SEPARATOR.split(_EXPRESSION.sub(lambda use: variables.get(use[1] or use[2], use[0]), text)):
        name, colon, tag = word.rpartition(":")
        image = name if colon and "/" not in tag else word
        if "=" not in word and not _COMPUTED.search(image) and _IMAGE.fullmatch(image):
            yield image


def _variables(*levels: Tree) -> dict[str, str]:
    """What the environment of a pipeline, and of a job, sets."""
    tables = (level.get(key) for level in levels if isinstance(level, dict) for key in ("env", "variables"))
    items = (item for table in tables if isinstance(table, dict) for item in table.items())
    return {name: text for name, text in items if isinstance(text, str)}


def _scalars(tree: object, keys: frozenset[str]) -> Iterator[tuple[str, int | None, str]]:
    """The texts below one of the keys, each with its key and the line of it."""
    waiting: list[tuple[object, str, int | None]] = [(tree, "", None)]
    while waiting:
        node, key, line = waiting.pop()
        if isinstance(node, str):
            if key:
                yield key, line, node
        elif isinstance(node, list):
            waiting += [(one, key, line) for one in reversed(node)]
        elif isinstance(node, dict):
            inside = [(value, name if name in keys else "", line_at(node, name)) for name, value in node.items()]
            waiting += reversed(inside)
