"""A service while it is looked for: what is known of it, from however many places."""

import json
import re
from dataclasses import dataclass, field

from ..wording import printable, shorten
from .head import Head, line_of
from .proposed import pattern, table

_LONGEST = 160  # characters of what is said about one


@dataclass
class Service:
    """What is known of one."""

    name: str
    place: str
    folder: str = ""  # "" for all of the repository
    text: str = ""
    paths: dict[str, None] = field(default_factory=dict)


def is_other(name: str) -> bool:
    """Whether a name is one of other people's programs, or of something that helps only."""
    return bool(
        pattern(table()["services"]["others"]).search(name) or pattern(table()["services"]["helpers"]).match(name)
    )


def manifests() -> frozenset[str]:
    """The names of files that make a folder one of a program."""
    return frozenset(table()["services"]["manifests"])


def description(head: Head, path: str) -> str:
    """What a manifest in JSON says the program is."""
    page = head.page(path) if path.endswith(".json") else None
    number = line_of(page, '"description"')
    line = page.lines[number - 1] if page and 0 < number <= len(page.lines) else ""
    found = re.search(r'"description"\s*:\s*("(?:[^"\\]|\\.)*")', line)
    try:
        return said(json.loads(found[1])) if found else ""
    except ValueError:
        return ""


def said(text: object) -> str:
    """A description on a line; "" for what only names the thing's form."""
    said = shorten(" ".join(printable(text).split()), _LONGEST) if isinstance(text, str) else ""
    return "" if re.fullmatch(r"(?i)(a|the) helm chart for kubernetes|", said) else said
