"""Programs that apply their migrations themselves when they start: the call, followed to what starts.

From the call of the library (`m.Migrate()`, `Database.MigrateAsync()`) over the functions that hold it to a file that
is run: a `main`, a server. What only a word of the command line asks for, as `app migrate`, is no start.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...sources.change import Kind
from ...sources.kinds import kind_of
from ...wording import named, printable
from ..configuration.secrets import hide
from ..fact import Finding
from ..production import is_beside, is_program
from .pages import HeadTree, Page
from .rules import rules

_MOST_FILES = 40
_MOST_SEARCHES = 4
_LONGEST = 160  # characters of a call in a sentence
_FOLLOWED = 6  # letters from which on a name is told apart by itself
_SWITCHED = 8  # lines above a call in which a command line's word for it would stand
_REMARK = re.compile(r"\s*(?:#|//|\*|/\*|import\b|use\b|from\b|using\b|export\s*\{)")
_DEFINES = re.compile(
    r"^\s*(?:export\s+|default\s+|pub(?:\([a-z]+\))?\s+|public\s+|private\s+|protected\s+|internal\s+|static\s+|override\s+|async\s+|final\s+)*"
    r"(?:func\s+(?P<receiver>\([^)]{0,80}\)\s*)?|fn\s+|function\s+|def\s+|fun\s+|(?:const|let)\s+(?=\w+\s*=\s*(?:async\s*)?\()"
    r"|(?:void|Task|ValueTask|bool|boolean|int)(?:<[^<>]{0,40}>)?\s+(?=\w+\s*\())(?P<name>\w+)"
)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line of a program that applies the migrations, or that calls what does."""

    page: Page
    index: int
    first: "_Spot | None" = None  # the call of the library that it comes to

    @property
    def told(self) -> str:
        """The line and its place."""
        call = named(hide(self.page.lines[self.index].strip()), _LONGEST)
        return f"{call} ({self.page.path}:{self.page.numbers[self.index]})"


def programs(tree: HeadTree) -> Iterator[Finding]:
    """`command.entrypoint` with the data of `entrypoints`: the call, and what it starts from, once."""
    if not any(map(rules().programs.changes.search, (file.path for file in tree.change.files))):
        return
    front, seen = _calls(tree), set[str]()
    for _ in range(_MOST_SEARCHES):
        if started := next((spot for spot in front if _starts(spot)), None):
            yield _finding(started, tree)
            return
        front = list(_callers(front, seen, tree))


def _calls(tree: HeadTree) -> list[_Spot]:
    """Where a library is asked to apply the migrations."""
    found = tree.change.content.search(rules().programs.words, "new", tree.cancel)
    paths = dict.fromkeys(one.path for one in found.matches if _is_product(one.path)) if found else {}
    return [
        _Spot(page, index)
        for path in list(paths)[:_MOST_FILES]
        if (page := tree.page(path))
        for index in _of_library(page)
    ]


def _is_product(path: str) -> bool:
    return is_program(path) and kind_of(path) in (Kind.CODE, Kind.MIGRATION) and not is_beside(path)


def _of_library(page: Page) -> Iterator[int]:
    text = "\n".join(page.lines)
    for call in rules().programs.calls:
        if page.path.endswith(call.suffixes) and call.holds.search(text):
            yield from (
                index for index, line in enumerate(page.lines) if call.runs.search(line) and not _REMARK.match(line)
            )


def _starts(spot: _Spot) -> bool:
    """Whether a line stands in what is run, and not behind a word of its command line."""
    of_programs = rules().programs
    above = spot.page.lines[max(0, spot.index - _SWITCHED) : spot.index + 1]
    path = "/" + spot.page.path
    return bool(
        of_programs.starts.search(path)
        and not of_programs.tools.search(path)
        and not any(map(of_programs.asked.search, above))
    )


def _callers(front: list[_Spot], seen: set[str], tree: HeadTree) -> Iterator[_Spot]:
    """The lines that call a function in which one of the spots stands."""
    wanted: dict[re.Pattern[str], tuple[str, _Spot]] = {}
    for spot in front:
        if (found := _holder(spot)) and (asked := _asked(found, spot.page.path)) and asked[0] not in seen:
            seen.add(asked[0])
            wanted[re.compile(asked[0])] = asked[1], spot.first or spot
    words = frozenset(word for word, _ in wanted.values())
    lines = tree.change.content.search(words, "new", tree.cancel) if words else None
    for line in lines.matches if lines else ():
        if "(" not in line.text or not _is_product(line.path) or _REMARK.match(line.text) or _DEFINES.match(line.text):
            continue
        called = next((spot for pattern, (_, spot) in wanted.items() if pattern.search(line.text)), None)
        if called and (page := tree.page(line.path)):
            yield _Spot(page, line.line - 1, called)


def _holder(spot: _Spot) -> re.Match[str] | None:
    """The head of the function that a line stands in."""
    lines = reversed(spot.page.lines[: spot.index + 1])
    return next((found for line in lines if (found := _DEFINES.match(line))), None)


def _asked(head: re.Match[str], path: str) -> tuple[str, str] | None:
    """The pattern of a function's calls, and the word to search for it; None where its name says too little."""
    name, (folders, _, file) = head["name"], path.rpartition("/")
    if len(name) >= _FOLLOWED:
        return rf"(?<!\w){name}(?!\w)", name
    if path.endswith(".go"):
        module, sign = "" if head["receiver"] else folders.rpartition("/")[2], r"\."
    else:
        module, sign = file.removesuffix(".rs") if path.endswith(".rs") else "", "::"
    return (rf"\b{re.escape(module)}{sign}{name}\(", module) if len(module) > 2 else None


def _finding(spot: _Spot, tree: HeadTree) -> Finding:
    page, index, first = spot.page, spot.index, spot.first or spot
    how = first.told if first is spot else f"{spot.told} comes to {first.told}"
    evidence = tuple(dict.fromkeys((tree.cite(page, index), tree.cite(first.page, first.index))))
    data: dict[str, str | int | bool | list[str] | None] = {
        "what": "migrates on start",
        "path": page.path,
        "line": page.numbers[index],
        "command": hide(first.page.lines[first.index].strip()),
        "start": "",
        "start_path": page.path,
    }
    text = printable(f"The program applies the database migrations itself when it starts: {how}.")
    return Finding("command.entrypoint", text, evidence, data, weight=30)
