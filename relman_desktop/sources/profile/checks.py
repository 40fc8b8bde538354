"""What an entry says that cannot be so, though each of its values may stand where it stands."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from .profile import Value
from .schema import Part

_ENDS = ("until", "to")


def odd(part: Part, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """The keys that contradict others, each with why."""
    for end in _ENDS:
        key = part.by_name.get(end)
        if key and key.kind in ("date", "moment") and "from" in values and end in values:
            first, last = (datetime.fromisoformat(str(values[name])) for name in ("from", end))
            if (first.tzinfo is None) == (last.tzinfo is None) and last < first:
                yield end, f"`{end}` is before `from`: {values[end]} comes before {values['from']}"
    if part.name == "windows" and values.get("from") == values.get("to") is not None:
        yield "to", "`to` is the same as `from`; for a whole day write 00:00 to 23:59"
