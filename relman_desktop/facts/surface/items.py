"""What a text declares: endpoints, metrics, commands and so on, found by the readers of routes and by the rules."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..formats import Unread
from ..production import language
from .routes import Table, is_read, table
from .routes.route import UNKNOWN
from .rules import Rule, rules_for

OPEN = "open"  # a prefix below which something else declares routes: told to nobody
QUIET = ("bases", OPEN)
BASES = "bases"  # of a view class: told to nobody
_LONGEST_LINE = 1000
_LARGEST = 2_000_000  # characters; what is longer was not written by hand
_COMMENT = {  # what begins a line that is only a comment
    "python": ("#",),
    "ruby": ("#",),
    "yaml": ("#",),
    "elixir": ("#",),
}
_SLASHES = ("//", "/*", "* ", "*/")
_REGEX_GROUP = re.compile(r"\(\?P<(\w+)>[^()]{0,100}\)")
_QUIET_FOLDERS = re.compile(r"^(?:\([^/]*\)|@[^/]*)$")  # Next.js: route groups and slots are in no address


@dataclass(frozen=True, slots=True)
class Item:
    """Something declared. `name` says what it is, `detail` what may change about it: a method, a schedule."""

    surface: str
    name: str
    detail: str = ""

    @property
    def shown(self) -> str:
        return f"{self.detail} {self.name}" if self.detail and self.surface == "endpoint" else self.name


@dataclass(frozen=True, slots=True)
class Declared:
    """An item where a text declares it. `owner` is the router below which an endpoint stands, if another file may
    mount that."""

    item: Item
    line: int  # from 1
    heads_code: bool = False
    deprecated: bool = False
    owner: str = ""


def items(text: str, path: str) -> Iterator[Item]:
    """What the text of a file declares; an item may come up more than once."""
    return (one.item for one in declared(text, path) if one.item.surface not in QUIET)


def with_code(text: str, path: str) -> list[Declared]:
    """The declarations that stand at the head of their own code."""
    return [one for one in declared(text, path, only_with_code=True) if one.heads_code]


def reads(text: str, path: str) -> bool:
    """Whether the routes of a text can be read with their groups."""
    return _routes(text, path) is not None


def declared(text: str, path: str, *, only_with_code: bool = False, by_rules: bool = False) -> list[Declared]:
    """What the text of a file declares, each with its place: by the rules, then the routes and their mounts.

    by_rules: routes by the rules for texts that cannot be read, so that two sides are read in the same way.
    """
    routes = None if by_rules else _routes(text, path)
    rules = [rule for rule in rules_for(path) if routes is None or not rule.fallback]
    found = list(_by_rules(text, path, [rule for rule in rules if rule.heads_code or not only_with_code]))
    for route in routes.routes if routes else ():
        item = Item("endpoint", route.path, route.method)
        found.append(Declared(item, route.line, route.heads_code, route.deprecated, route.owner))
    for owner, bases in routes.bases.items() if routes else ():
        found.append(Declared(Item(BASES, owner, bases), 1))
    for mount in routes.mounts if routes else ():
        found.append(Declared(Item(OPEN, mount.prefix, mount.child), mount.line, owner=mount.owner))
        if (
            mount.child != UNKNOWN
            and ":" in mount.child
            and mount.prefix
            and not mount.child.rpartition(":")[2][:1].isupper()
        ):
            found.append(Declared(Item("mount", mount.child.rstrip(":").replace(":", "."), mount.prefix), mount.line))
    return found


def _routes(text: str, path: str) -> Table | None:
    """The routes; None where they cannot be read."""
    try:
        return table(text, path) if is_read(path) else Table()
    except Unread:
        return None


def _by_rules(text: str, path: str, rules: Iterable[Rule]) -> Iterator[Declared]:
    worth_it = [rule for rule in rules if any(word in text for word in rule.has)]
    code = _without_comments(text, path) if worth_it and len(text) <= _LARGEST else ""
    for rule in worth_it:
        around = _groups(rule.path.search(path) if rule.path else None)
        at, line = 0, 1
        for found in rule.pattern.finditer(code):
            item = _item(rule, {**around, **_groups(found)})
            line += code.count("\n", at, found.start())
            at = found.start()
            if item.name:
                yield Declared(item, line, rule.heads_code)


def _without_comments(text: str, path: str) -> str:
    marks = _COMMENT.get(language(path) or "", _SLASHES)
    lines = text.split("\n")
    return "\n".join(" " * len(line) if _is_quiet(line, marks) else line for line in lines)


def _is_quiet(line: str, marks: tuple[str, ...]) -> bool:
    return len(line) > _LONGEST_LINE or line.lstrip().startswith(marks)


def _groups(found: re.Match[str] | None) -> dict[str, str]:
    return {name: value for name, value in found.groupdict().items() if value} if found else {}


def _item(rule: Rule, groups: dict[str, str]) -> Item:
    detail = " ".join(groups.get(group, "") for group in rule.detail).strip()
    if rule.path and "route" in rule.path.groupindex:
        groups["route"] = _address(groups.get("route", ""))
    parts = (next((groups[one] for one in group.split("|") if one in groups), "") for group in rule.name)
    name = " ".join("_".join(part for part in parts if part).split()).strip("\"', ")
    if rule.option and name:
        name = "--" + name.strip("-").replace("_", "-")
    if rule.surface == "endpoint":
        return Item(rule.surface, _readable(name), _methods(detail))
    return Item(rule.surface, name, " ".join(detail.split()))


def _address(folders: str) -> str:
    """The address of a file that is routed by its path."""
    return "/" + "/".join(part for part in folders.split("/") if part and not _QUIET_FOLDERS.match(part))


def _readable(route: str) -> str:
    """A route that is a regular expression, as a person would write it: `/orders/{id}`."""
    return _REGEX_GROUP.sub(r"{\1}", route.removeprefix("^").removesuffix("$"))


def _methods(text: str) -> str:
    """The methods of an endpoint in capitals, in order; `http.MethodGet` is GET."""
    words = re.findall(r"[A-Za-z]+", text.replace("http.Method", ""))
    return ", ".join(sorted({word.upper() for word in words}))
