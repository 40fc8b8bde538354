"""The public surface that validation can name: endpoints, pages, metrics, commands, flags, jobs, alerts, health."""

import re
from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change
from ...wording import counted, listed, named
from ..fact import Finding, Value
from ..production import production
from . import announced, exports, fields, health
from .contracts import graphql, openapi, protobuf
from .differences import Deprecation, Sighting, Touch, sightings, unreadable
from .events import Event, events, together
from .rules import wordings

_OF_ITS_MAKERS = re.compile(r"^(?:scripts?|tools?|dev|devtools|hack|misc|utils/dev)/|(?:^|/)(?:setup|noxfile)\.py$")
_MOST = 15  # findings of one surface and event
_MOST_LISTED = 30  # names in the data of the finding for the rest
_NAMED = 8  # in a sentence for many
_KINDS = dict.fromkeys(
    ("regrouped", "moved", "widened", "narrowed"), "changed"
)  # what they are to a reader of the facts
_MORE = {
    "added": "new",
    "widened": "changed",
    "narrowed": "changed",
    "regrouped": "declared below another path",
    "moved": "changed",
}


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`surface.<what>_added`, `_removed`, `_changed` and `_touched`, worded by the rules, and what contracts say."""
    files = [file for file in production(change.files) if not _OF_ITS_MAKERS.search(file.path)]
    seen = sightings(change, files, cancel)
    for one in openapi.detect(change, cancel):
        if isinstance(one, Finding):
            yield one
        else:
            seen.append(one)
    for file, reason in unreadable(change, files, cancel):
        text = f"The routes in {named(file.path)} were not read: {reason}."
        yield Finding("surface.unread", text, (file.id,), {"path": file.path, "name": file.path}, 30)
    told = [Event("touched", one.item, one.file, one.evidence) for one in seen if isinstance(one, Touch)]
    told += [Event("deprecated", one.item, one.file, (one.evidence,)) for one in seen if isinstance(one, Deprecation)]
    told += events(one for one in seen if isinstance(one, Sighting))
    told = together(_once(told))
    for surface, what in wordings():
        same = [event for event in told if (event.item.surface, event.what) == (surface, what)]
        yield from map(_finding, same[:_MOST])
        yield from _rest(same[_MOST:])
    for detect_more in (
        graphql.detect,
        protobuf.detect,
        fields.detect,
        announced.detect,
        exports.detect,
        health.detect,
    ):
        yield from detect_more(change, cancel)


def _once(told: list[Event]) -> list[Event]:
    """Each name once, and without the code of an endpoint of which more is told: that it is new, or changes itself."""
    more = {event.item for event in told if event.what != "touched"}
    told = [event for event in told if event.what != "touched" or event.item not in more]
    first: dict[tuple[str, str, str], Event] = {}
    for event in told:
        first.setdefault((event.what, event.item.surface, event.item.shown), event)
    return list(first.values())


def _finding(event: Event) -> Finding:
    item, old = event.item, event.old or event.item
    wording = wordings()[item.surface, event.what]
    path = event.file.old_side_path if event.what in ("removed", "undescribed") else event.file.path
    words = {
        "name": item.shown,
        "route": item.name,
        "path": path,
        "old": old.detail,
        "new": item.detail,
        "before": old.shown,
    }
    data: dict[str, Value] = {"name": item.name, "path": path}
    if item.surface == "endpoint":
        data = {"method": item.detail, "route": item.name, "path": path}
    elif old.detail != item.detail:
        data |= {"old": old.detail, "new": item.detail}
    if wording.breaking is not None:
        data["breaking"] = wording.breaking
    quoted = {key: named(value) for key, value in words.items()}
    if event.names:
        quoted["name"] = listed(event.names, _NAMED)
        data["names"] = list(event.names)
    text = wording.text.format_map({**quoted, "count": counted(event.count, wording.noun)})
    return Finding(_kind(event), text, event.evidence, data, wording.weight)


def _rest(rest: list[Event]) -> Iterator[Finding]:
    """One finding for those that are too many to be told one by one."""
    if len(rest) == 1:
        yield _finding(rest[0])
    elif rest:
        first = rest[0]
        wording = wordings()[first.item.surface, first.what]
        such = f"such as {listed([event.item.shown for event in rest[:3]])}"
        text = f"{counted(len(rest), f'more {wording.noun}')} are {_MORE.get(first.what, first.what)}, {such}."
        ids = tuple(dict.fromkeys(one for event in rest for one in event.evidence))[:5]
        names: list[str] = [event.item.shown for event in rest[:_MOST_LISTED]]
        yield Finding(_kind(first), text, ids, {"count": len(rest), "names": names}, wording.weight)


def _kind(event: Event) -> str:
    own = wordings()[event.item.surface, event.what].kind
    return f"surface.{own or f'{event.item.surface}_{_KINDS.get(event.what, event.what)}'}"
