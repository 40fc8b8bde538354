"""A field's value as it can be compared, whatever a site made of what it was sent."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ...sources.work.markup import Outline, adf_outline, adf_to_markdown, html_outline, html_to_markdown
from ..markup import Flavour
from .prepared import Part
from .target import Sort

_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\ufeff]")
_BLANKS = re.compile(r"[ \t\xa0]+$")
_ID = re.compile(r"[0-9a-f]{24,40}|\d{1,20}|[0-9]{1,6}:[0-9a-f-]{36}", re.IGNORECASE)
_NAMES = (
    "value", "display_value", "name", "label", "title", "displayName", "display_name", "emailAddress", "email",
    "accountId", "account_id", "key", "id", "login", "username", "uniqueName", "friendlyname",
)  # fmt: skip
_DEEP = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """What a field holds: `words` any of which may be compared, `shown` for people."""

    words: frozenset[str]
    shown: str = ""
    opaque: bool = False  # ids and no names

    def same(self, other: "Seen") -> bool:
        return bool(self.words & other.words) or (not self.words and not other.words)


def sent(part: Part) -> Seen:
    """What we have for a field."""
    if part.emptied:
        return Seen(frozenset())
    told = seen(part, part.value)
    if part.field.sort in (Sort.CHOICE, Sort.PERSON, Sort.NUMBER):
        return Seen(told.words | {folded(part.text)}, part.text, told.opaque)
    return told


def seen(part: Part, value: Any) -> Seen:
    """What stands in a field there."""
    return _SORTS.get(part.field.sort, _choice)(part, value)


def _text(part: Part, value: Any) -> Seen:
    flavour = part.field.markup if part.field.sort is Sort.TEXT else Flavour.PLAIN
    value = of_object(value)
    if flavour is Flavour.ADF or isinstance(value, Mapping):
        return _document(adf_outline(value or ""), adf_to_markdown(value or ""))
    text = value if isinstance(value, str) else "" if value in (None, [], {}) else str(value)
    if flavour is Flavour.HTML:
        return _document(html_outline(text), html_to_markdown(text))
    shown = _clean(text)
    return Seen(frozenset({shown} if shown else ()), shown)


def _document(outline: Outline, markdown: str) -> Seen:
    """A document by its words and what they are set as; a site may set it anew, and change none of that."""
    return Seen(frozenset({json.dumps(outline)} if outline else ()), _clean(markdown))


def of_object(value: Any) -> Any:
    """The text of an object that holds it beside how it is shown."""
    if isinstance(value, Mapping) and value.get("type") != "doc":
        return next((value[name] for name in ("value", "display_value", "description") if name in value), value)
    return value


def _clean(text: str) -> str:
    lines = [_BLANKS.sub("", line) for line in _LINE_END.split(_UNSEEN.sub("", unicodedata.normalize("NFC", text)))]
    kept = (line for at, line in enumerate(lines) if line or (at and lines[at - 1]))
    return "\n".join(kept).strip()


def _line(part: Part, value: Any) -> Seen:
    told = _text(part, value)
    shown = " ".join(told.shown.split())
    return Seen(frozenset({shown} if shown else ()), shown)


def _choice(_part: Part, value: Any) -> Seen:
    found = [one for one in _leaves(value) if one.strip()]
    words = frozenset(map(folded, found))
    opaque = bool(found) and all(map(_ID.fullmatch, found))
    return Seen(words, _best(value, found), opaque)


def _leaves(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, str | int | float):
        yield f"{value:g}" if isinstance(value, float) else str(value)
    elif depth < _DEEP and isinstance(value, Mapping):
        for name in _NAMES:
            yield from _leaves(value.get(name), depth + 1)
    elif depth < _DEEP and isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one, depth + 1)


def _best(value: Any, found: list[str]) -> str:
    names = [one for one in found if not _ID.fullmatch(one)]
    if isinstance(value, Mapping) and isinstance(value.get("display_value"), str):
        return str(value["display_value"])
    return (names or found or [""])[0]


def label_words(part: Part, value: Any) -> tuple[str, ...]:
    """The labels of a field."""
    if isinstance(value, str):
        found = [one.strip() for one in value.split(part.field.join.strip() or ",")]
    else:
        rows = value if isinstance(value, list | tuple) else [value]
        found = [_best(row, [*_leaves(row)]) for row in rows]
    return tuple(one for one in found if one)


def _labels(part: Part, value: Any) -> Seen:
    found = label_words(part, value)
    return Seen(frozenset(map(folded, found)), ", ".join(found))


def _moment(part: Part, value: Any) -> Seen:
    is_exact = isinstance(value, Mapping) and "display_value" in value  # then its value is in UTC
    told = next(_leaves(value), "")
    when = _read(told, part, timedelta() if is_exact else _shift(part))
    if when is None:
        return Seen(frozenset({told} if told else ()), told)
    shown = when.strftime("%Y-%m-%d %H:%M UTC")
    return Seen(frozenset({shown}), shown)


def _read(told: str, part: Part, shift: timedelta) -> datetime | None:
    """The moment of a text, to the minute; one that names no zone is `shift` away from UTC."""
    for read in (_iso, lambda text: datetime.strptime(text, part.field.form or "%Y-%m-%d %H:%M:%S")):
        try:
            when = read(told.strip())
            return when.astimezone(UTC) if when.tzinfo else (when - shift).replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text))


def _shift(part: Part) -> timedelta:
    """How far what was sent is from UTC."""
    form = part.field.form
    if part.when is None or not form or "%z" in form.lower():
        return timedelta()
    written = datetime.strptime(part.text, form)
    return written - part.when.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _day(_part: Part, value: Any) -> Seen:
    told = next(_leaves(value), "")[:10]
    return Seen(frozenset({told} if told else ()), told)


def folded(text: str) -> str:
    """A word as it is compared."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


_SORTS: Mapping[Sort, Callable[[Part, Any], Seen]] = {
    Sort.TEXT: _text,
    Sort.LINE: _line,
    Sort.LABELS: _labels,
    Sort.MOMENT: _moment,
    Sort.DAY: _day,
}
