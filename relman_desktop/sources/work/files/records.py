"""A record of an export (an object of a JSON list, a row of a table) as a work item."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol
from urllib.parse import urlsplit

from ....errors import InputError
from ....wording import shorten, unhidden
from ..addresses import reference_at
from ..criteria import criteria_of
from ..item import Found, WorkItem
from ..markup import adf_to_markdown, html_to_markdown, plain_markdown, textile_to_markdown, wiki_to_markdown
from ..typed import typed
from .shapes import Shape, first, shapes

_MOST_TITLE, _MOST_KEY, _MOST_WORD, _MOST_LISTED = 500, 100, 200, 100
_MOST_VALUES = 500
_NAMES = ("displayName", "name", "title", "value", "login", "username", "key")
_SPLIT = re.compile(r"[,;]")
_YES = frozenset({"yes", "true", "1", "x", "done", "ja", "oui"})
_NO = frozenset({"no", "false", "0", "nein", "non"})
_REVISION = re.compile(r"rest/api/\d+/issue/[^/]*$|rest/api/latest/issue/[^/]*$")


class Record(Protocol):
    """What is looked up by name: the values that stand under it, () where there is none."""

    def get(self, name: str) -> tuple[Any, ...]: ...


def item_of(record: Record, shape: Shape, source: str) -> WorkItem | None:
    """The work item that a record tells of; None where it has neither a key nor a title."""
    told = _Told(record, shape)
    title = shorten(told.line("title"), _MOST_TITLE)
    reference = _reference(told, shape)
    if not reference and not title:
        return None
    body = told.markdown("body")
    item = replace(reference or WorkItem("", shorten(title, 60), shape.tracker, ()), found=(Found("given", source),))
    criteria = told.criteria()
    return replace(
        item,
        title=title,
        body=body,
        criteria=criteria or criteria_of(body),
        url=item.url or told.url(item.key),
        status=told.word("status"),
        done=told.done(),
        kind=told.word("kind") or item.kind,
        labels=told.listed("labels"),
        assignee=", ".join(told.listed("assignee", split=False)),
        parent=told.word("parent"),
        links=told.listed("links"),
        updated=told.word("updated"),
        source=source,
    )


class _Told:
    """The parts of a record, as texts."""

    def __init__(self, record: Record, shape: Shape) -> None:
        self._record = record
        self._shape = shape

    def values(self, part: str) -> tuple[Any, ...]:
        """All values of the first name that has some."""
        return next(filter(None, map(self.named, self._shape.names[part])), ())

    def named(self, name: str) -> tuple[Any, ...]:
        """The values that stand under a name, those of a list one by one."""
        told = (value if isinstance(value, list) else [value] for value in self._record.get(name))
        return tuple(one for values in told for one in values[:_MOST_VALUES] if one not in (None, "", [], {}))

    def line(self, part: str) -> str:
        """The first value, in one line with nothing hidden in it."""
        return " ".join(unhidden(first(map(_plain, self.values(part)))).split())

    def word(self, part: str) -> str:
        return shorten(self.line(part), _MOST_WORD)

    def listed(self, part: str, *, split: bool = True) -> tuple[str, ...]:
        texts = [_plain(value) for value in self.values(part)]
        told = [piece for text in texts for piece in (_SPLIT.split(text, _MOST_LISTED) if split else [text])]
        words = (shorten(" ".join(unhidden(piece).split()), _MOST_WORD) for piece in told[: _MOST_LISTED * 2])
        return tuple(dict.fromkeys(word for word in words if word))[:_MOST_LISTED]

    def markdown(self, part: str) -> str:
        return next(filter(None, map(self._converted, self.values(part))), "")

    def criteria(self) -> tuple[str, ...]:
        """The acceptance criteria that stand in a field of their own: a list of them, or a text that tells them."""
        texts = [self._converted(value) for value in self.values("criteria")]
        if len(texts) > 1:
            return tuple(" ".join(text.split()) for text in texts if text.strip())[:_MOST_LISTED]
        return criteria_of(f"## Acceptance criteria\n\n{texts[0]}") if texts else ()

    def done(self) -> bool | None:
        """Whether it counts as done, by what the export says of it, or by its status."""
        for value in self.values("done"):
            said = str(value).strip().lower()
            if isinstance(value, bool) or said in _YES | _NO:
                return value is True or said in _YES
        for part in ("category", "status"):
            if (known := shapes().is_done.get(self.line(part).lower())) is not None:
                return known
        return None

    def url(self, key: str) -> str:
        """Where a person sees the item; never an address of an interface."""
        told = self.line("url")
        if not told.startswith(("https://", "http://")) or len(told) > 2_000:
            return ""
        if _REVISION.search(told):
            parts = urlsplit(told)
            return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/browse/{key}"
        return told

    def _converted(self, value: Any) -> str:
        if isinstance(value, Mapping):
            return adf_to_markdown(value)
        text = _plain(value)
        if self._shape.markup == "jira":
            return adf_to_markdown(text) if text.lstrip().startswith('{"') else wiki_to_markdown(text)
        return _CONVERTERS[self._shape.markup](text)


_CONVERTERS: Mapping[str, Callable[[str], str]] = {
    "html": html_to_markdown,
    "textile": textile_to_markdown,
    "markdown": plain_markdown,
}


def _plain(value: Any) -> str:
    """A value as text; of an object the name that it has for people."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in _NAMES if isinstance(value.get(name), str)), "")
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _reference(told: _Told, shape: Shape) -> WorkItem | None:
    """The item with its key alone, as it is written in this app; None where it has no key."""
    said = told.word("tracker_at")
    tracker = said if said and any(said == known.tracker for known in shapes().known) else shape.tracker
    for name in shape.names["key"]:
        given = first(map(_plain, told.named(name)))
        if given and (item := _keyed(" ".join(given.split()), tracker)):
            return replace(item, tracker=tracker or item.tracker)
    return None


def _keyed(given: str, tracker: str) -> WorkItem | None:
    if "://" in given:
        reference = reference_at(given)
        return WorkItem("", reference.key, reference.tracker, (), url=reference.url) if reference else None
    if given.isdecimal() and given.isascii():
        return WorkItem("", f"{'AB' if tracker == 'azure' else ''}#{int(given[:15])}", tracker, ())
    try:
        items = typed(given)
    except InputError:
        items = ()
    if len(items) == 1:
        return items[0]
    return WorkItem("", shorten(unhidden(given), _MOST_KEY), tracker, ())
