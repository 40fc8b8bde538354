"""What a site told of its fields, and what of its answers is believed: short words, no more than a form has."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...export.targets.schema import SiteField
from ...export.targets.target import Choice
from ...net.words import told as shown
from ..pointers import at, words_at

MOST_FIELDS = 2_000
MOST_CHOICES = 500  # of a field
MOST_PEOPLE = 2_000
_MOST_LIMIT = 1 << 31


@dataclass(frozen=True, slots=True)
class Told:
    fields: tuple[SiteField, ...]
    complete: bool = False  # whether the site has no others for this kind of record


def name_at(row: Any, *pointers: str) -> str:
    """The first name that there is, fit to be shown; "" for none."""
    for pointer in pointers:
        value = at(row, pointer)
        if isinstance(value, str) and value.strip():
            return shown(" ".join(value.split()))
    return ""


def number_at(row: Any, pointer: str) -> int | None:
    """A limit; None where there is none, and for what can be none."""
    value = at(row, pointer)
    if isinstance(value, str) and value.isdecimal() and len(value) < 12:
        value = int(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 < value < _MOST_LIMIT else None


def is_true(row: Any, pointer: str) -> bool:
    """Whether it says so, as a truth value or in words."""
    return at(row, pointer) in (True, "true", "1", 1)


def choices(rows: Any, value: str, *labels: str) -> tuple[Choice, ...]:
    """The choices in a list: each with a value and a name, and no value twice."""
    found: dict[str, Choice] = {}
    for row in rows if isinstance(rows, list) else ():
        if (word := words_at(row, value)) and len(found) < MOST_CHOICES:
            found.setdefault(word, Choice(word, name_at(row, *labels) or word))
    return tuple(found.values())


def people(rows: Iterable[tuple[str, str, str]]) -> tuple[Choice, ...]:
    """Accounts as choices, of `(value, name, login)`; a name that two have is nobody's, and told with the login."""
    known = [row for row in rows if row[0]][:MOST_PEOPLE]
    names = Counter(name.casefold() for _, name, _ in known if name)
    return tuple(dict.fromkeys(_accounts(known, {name for name, count in names.items() if count > 1})))


def _accounts(known: list[tuple[str, str, str]], doubled: set[str]) -> Iterator[Choice]:
    for value, name, login in known:
        label = name or login or value
        yield Choice(value, f"{label} ({login or value})" if name.casefold() in doubled else label)
        if login and login not in (value, label):
            yield Choice(value, login)
