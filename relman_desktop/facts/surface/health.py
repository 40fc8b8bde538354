"""The health and readiness routes of the product: the first thing to ask after a deployment."""

import re
from collections.abc import Iterator
from itertools import chain

from ...jobs import Cancel
from ...sources.change import Change, Kind
from ...sources.kinds import kind_of
from ...wording import named
from ..fact import Finding, Place
from ..production import is_program, production
from ..sides import piece

_MOST = 3  # routes
_MOST_READ = 12  # files that are not part of the change
_LONGEST_LINE = 400
_ROUTE = re.compile(
    r"""["'`](?:[A-Z]{3,7} )?(?P<route>/(?:[\w{}.-]{1,40}/){0,4}"""
    r"""_{0,2}(?:health(?:z|check|[-_]check)?|heartbeat|readyz|livez|readiness|liveness)_{0,2}/?)["'`]"""
)
_PROBE = re.compile(r"""https?://[^/\s"']{1,80}(?P<route>/[\w/.-]{1,80})""")  # what a container's health check asks
_IS_PROBE = re.compile(r"\bHEALTHCHECK\b|\btest:|\b(?:curl|wget)\b.{0,200}//(?:localhost|127\.|0\.0\.0\.0|\[::1\]|\$)")
_AUTHORIZED = re.compile(r"@|\s-u\b|--user|token|passw", re.IGNORECASE)  # of another service, and nothing to show
_CONTAINER = re.compile(r"(?:^|/)(?:Dockerfile|Containerfile|(?:docker-)?compose\.ya?ml)$")
_LIKELY = re.compile(
    r"(?:^|/)[^/]*(?:health|readiness|liveness|heartbeat|routes?|router|urls)[^/]*\.\w+$", re.IGNORECASE
)


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`surface.health` for at most three routes, those that the change shows first."""
    found: dict[str, str | Place] = {}
    sightings: Iterator[tuple[str, str | Place]] = chain(_in_change(change, cancel), _in_tree(change, cancel))
    for route, evidence in sightings:
        found.setdefault(route, evidence)
    for route, evidence in list(found.items())[:_MOST]:
        yield Finding(
            "surface.health", f"{named(route)} tells whether the service is healthy.", (evidence,), {"route": route}
        )


def _in_change(change: Change, cancel: Cancel) -> Iterator[tuple[str, str]]:
    for file in production(change.files):
        if is_program(file.path):
            for hunk in change.hunks(file, cancel):
                yield from ((found["route"], hunk.id) for found in _ROUTE.finditer(piece(hunk, "new")))


def _in_tree(change: Change, cancel: Cancel) -> Iterator[tuple[str, Place]]:
    """In the files that are most likely to name the routes, nearest to the top first."""
    tree = change.content.tree(cancel)
    likely = [path for path in tree if _CONTAINER.search(path) or (_LIKELY.search(path) and _is_source(path))]
    for path in sorted(likely, key=lambda path: (path.count("/"), path))[:_MOST_READ]:
        yield from _in_file(path, change.content.read(path, cancel) or "")


def _is_source(path: str) -> bool:
    return is_program(path) and kind_of(path) is not Kind.TEST


def _in_file(path: str, text: str) -> Iterator[tuple[str, Place]]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) <= _LONGEST_LINE and not line.lstrip().startswith("#") and (found := _asked(path, line)):
            yield found["route"], Place(path, number, line.strip())


def _asked(path: str, line: str) -> re.Match[str] | None:
    if not _CONTAINER.search(path):
        return _ROUTE.search(line)
    return _PROBE.search(line) if _IS_PROBE.search(line) and not _AUTHORIZED.search(line) else None
