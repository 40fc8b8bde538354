"""How facts are worded: counts with their nouns, lists that end, and names that cannot break out of their quotes."""

import re
from collections.abc import Sequence

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


def counted(number: int, noun: str) -> str:
    """`1 file`, `1,200 files`, `2 branches`."""
    if number == 1:
        return f"1 {noun}"
    ending = "es" if noun.endswith(("s", "ch", "sh", "x")) else "s"
    return f"{number:,} {noun}{ending}"


def lines(added: int, removed: int) -> str:
    """The size of a change in lines: `+120 −4`."""
    return f"+{added:,} −{removed:,}"


def named(name: str, most: int = 120) -> str:
    """A name of the repository's in backticks: without what could end them or hide text, shortened to `most`."""
    clean = _UNPRINTABLE.sub(" ", name).strip().replace("`", "'")
    return f"`{clean if len(clean) <= most else clean[: most - 1] + '…'}`"


def listed(names: Sequence[str], most: int = 5) -> str:
    """`a`, `b` and 3 more."""
    quoted = [named(name) for name in names[:most]]
    if len(names) > most:
        quoted.append(f"{len(names) - most:,} more")
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1]))) if quoted else ""


def printable(text: str) -> str:
    """Hostile text as one line in which nothing is hidden: what cannot be seen stands as `\\u202e`."""
    return "".join(char if char.isprintable() else _visible(char) for char in text)


def _visible(char: str) -> str:
    return " " if char in "\t\n\r" else f"\\u{ord(char):04x}"
