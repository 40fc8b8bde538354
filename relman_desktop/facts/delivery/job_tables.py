"""The jobs that a YAML or JSON file says run by the clock, and its queues: sidekiq-cron, Solid Queue, serverless."""

import re
from collections.abc import Iterator, Mapping

from .yamltext import Tree, documents, line_at

_WHEN = ("cron", ":cron", "schedule", ":schedule", "every", "rate")
_CALLED = ("class", "command", "job", "task", "path", "url", "worker", "name")
_QUEUES = ("queues", ":queues")
_SCHEDULE = re.compile(
    r"(?:cron|rate)\(.{1,60}\)|@\w+|(?:every|at)\s.{1,60}|\d+\s?[smhd]|(?:[\d*/,?LW#A-Za-z-]+\s+){4,6}[\d*/,?LW#A-Za-z-]+"
)
_QUEUE = re.compile(r"[\w.:-]{1,60}")
_GROUPS = ("events", "jobs", "schedule", ":schedule", "crons", "cron", "production")

Found = tuple[str, str | None, int]  # name, schedule or None for a queue, line


def table_jobs(text: str) -> Iterator[Found]:
    """Each mapping that has a schedule beside what it runs, or stands below its name."""
    waiting: list[tuple[Tree, str, str]] = [(document, "", "") for document in documents(text) or ()]
    if any(isinstance(one, dict) and "apiVersion" in one for one, _, _ in waiting):
        return  # objects of Kubernetes are read as such
    while waiting:
        node, name, key = waiting.pop()
        if isinstance(node, list):
            waiting += [(one, name, key) for one in reversed(node)]
        elif isinstance(node, dict):
            yield from _of_mapping(node, name)
            waiting += [(one, name if inner in _GROUPS else inner, inner) for inner, one in reversed(node.items())]


def _of_mapping(node: Mapping[str, Tree], name: str) -> Iterator[Found]:
    for key in _WHEN:
        when = node.get(key)
        for one in when if isinstance(when, list) else [when]:
            if isinstance(one, str) and _SCHEDULE.fullmatch(one):
                yield name or _called(node), one, line_at(node, key) or 1
    for key in _QUEUES:
        queues = node.get(key)
        for one in queues if isinstance(queues, list) else ():
            queue = one[0] if isinstance(one, list) and one else one
            if isinstance(queue, str) and _QUEUE.fullmatch(queue):
                yield queue, None, line_at(node, key) or 1


def _called(node: Mapping[str, Tree]) -> str:
    return next((value for key in _CALLED if isinstance(value := node.get(key), str)), "")
