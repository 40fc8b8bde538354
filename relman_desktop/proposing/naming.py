"""What the project is called: by its origin or its folder, and where that says nothing, by its own manifests."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..facts.commands.pages import HeadTree, Page
from ..sources.toml import TomlFault, toml_of
from ..wording import printable
from .proposed import may_be_proposed, pattern, table

_NAME = re.compile(r"[\w][\w .+&'-]{0,39}")
_MARKUP = re.compile(r"!?\[!\[[^]]*\][^)]*\)|!\[[^]]*\]\([^)]*\)|<[^>]*>|\|[^|]*\||\[([^]]*)\]\([^)]*\)")
_LINES = 40  # of a README in which its title stands


def name_of(tree: HeadTree, called: str) -> str:
    """What a repository is `called`, or its own name for itself where that is only "repo", "src", ..."""
    if not _says_nothing(called):
        return called
    return next((name for name in _names(tree) if not _says_nothing(name)), called)


def _says_nothing(name: str) -> bool:
    return bool(pattern(table()["names"]["nothing"]).fullmatch(name))


def _names(tree: HeadTree) -> Iterator[str]:
    for path, read in _READERS.items():
        for real in [one for one in tree.paths if one.lower() == path]:
            page = tree.page(real)
            name = " ".join(printable(read(page)).split()) if page else ""
            if _NAME.fullmatch(name) and may_be_proposed(name):
                yield name


def _of_json(page: Page) -> str:
    """The name in a manifest of JSON, without the scope or the vendor before it."""
    try:
        name = _within(json.loads("\n".join(page.lines)), "name")
    except (ValueError, RecursionError):
        return ""
    return name.rpartition("/")[2]


def _of_toml(page: Page) -> str:
    try:
        told = toml_of("\n".join(page.lines))
    except TomlFault:
        return ""
    found = (_within(told, *keys) for keys in (("project", "name"), ("tool", "poetry", "name"), ("package", "name")))
    return next(filter(None, found), "")


def _within(told: Any, *keys: str) -> str:
    for key in keys:
        told = told.get(key) if isinstance(told, Mapping) else None
    return told if isinstance(told, str) else ""


def _of_go(page: Page) -> str:
    module = next((line.split()[1] for line in page.lines if re.match(r"module\s+\S", line)), "")
    return re.sub(r"/v\d+$", "", module).rpartition("/")[2]


def _of_readme(page: Page) -> str:
    """The first heading, without badges and links."""
    for line, below in zip(page.lines[:_LINES], (*page.lines[1 : _LINES + 1], ""), strict=False):
        if found := re.match(r"#\s+(\S.*)", line):
            return _MARKUP.sub(lambda match: match[1] or "", found[1]).strip(" #")
        if line.strip() and re.fullmatch(r"={3,}\s*", below):
            return _MARKUP.sub("", line).strip()
    return ""


_READERS: Mapping[str, Callable[[Page], str]] = {
    "package.json": _of_json,
    "composer.json": _of_json,
    "pyproject.toml": _of_toml,
    "cargo.toml": _of_toml,
    "go.mod": _of_go,
    "readme.md": _of_readme,
    "readme.rst": _of_readme,
}
