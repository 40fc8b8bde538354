"""What a text declares: endpoints, metrics, commands and so on, found by the rules."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..production import language
from .rules import Rule, rules_for

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


def items(text: str, path: str) -> Iterator[Item]:
    """What the text of a file declares, in order of the rules; an item may come up more than once."""
    return (item for item, _ in _declared(text, path, rules_for(path)))


def with_code(text: str, path: str) -> Iterator[tuple[Item, int]]:
    """The declarations that stand at the head of their own code, each with its place in the text, from 0."""
    return _declared(text, path, [rule for rule in rules_for(path) if rule.heads_code])


def _declared(text: str, path: str, rules: Iterable[Rule]) -> Iterator[tuple[Item, int]]:
    worth_it = [rule for rule in rules if any(word in text for word in rule.has)]
    code = _without_comments(text, path) if worth_it and len(text) <= _LARGEST else ""
    for rule in worth_it:
        around = _groups(rule.path.search(path) if rule.path else None)
        for found in rule.pattern.finditer(code):
            item = _item(rule, {**around, **_groups(found)})
            if item.name:
                yield item, found.start()


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
    name = " ".join("_".join(groups[group] for group in rule.name if group in groups).split()).strip("\"'")
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
