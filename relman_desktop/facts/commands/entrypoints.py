"""What applies the migrations without being asked to: a container that starts, a release phase, an upgrade script.

That changes the deployment: the step is not there to be taken, and cannot be left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ...wording import named, printable
from ..configuration.secrets import hide
from ..fact import Finding
from .containers import starts
from .pages import HeadTree, Page
from .recipes import processes, scripts
from .rules import Role, rules
from .search import Reached, Search, migration

_LONGEST = 160  # characters of a command in a sentence
_WHAT = {
    "start": "migrates on start",
    "release": "migrates on release",
    "build": "migrates on build",
    "script": "migrates in the script",
}
_SENTENCES = {
    "start": "What {path} starts applies the database migrations first: {how}.",
    "release": "Each release first runs {start} ({path}:{line}), which applies the database migrations: {how}.",
    "build": "The build that {path} defines applies the database migrations: {how}.",
    "script": "The script {path} applies the database migrations itself: {how}.",
}


@dataclass(frozen=True, slots=True)
class _Way:
    """How something comes to the migrations: when, the page, the line and the command that starts it, its end."""

    when: str
    page: Page
    index: int
    command: str
    reached: Reached


def entrypoints(pages: list[tuple[Role, Page]], tree: HeadTree) -> Iterator[Finding]:
    """`command.entrypoint`, each line that migrates once.

    data: what, path, line, command (that migrates), start (that comes to it), start_path.
    """
    found = [finding for role, page in pages for finding in _of_page(role, page, tree)]
    once: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        once.setdefault(_same(finding), finding)
    order = list(_WHAT.values())
    yield from sorted(once.values(), key=lambda finding: order.index(str(finding.data["what"])))


def _same(finding: Finding) -> tuple[object, ...]:
    """A line that migrates, or a variable, in however many files it is set."""
    what, command, line, start = (finding.data[name] for name in ("what", "command", "line", "start"))
    return command, line if start else None, what == _WHAT["build"]


def _of_page(role: Role, page: Page, tree: HeadTree) -> Iterator[Finding]:
    for when, index, command in _begins(role, page):
        if way := _way(when, page, index, command, tree):
            yield _finding(way, tree)
    if role.reader in ("image", "compose"):
        yield from _switched_on(page, tree)


def _begins(role: Role, page: Page) -> Iterator[tuple[str, int, str]]:
    """What is run by itself: when, the index of the line, the command."""
    if role.reader in ("image", "compose"):
        yield from (("start", index, command) for index, command in starts(role, page))
    elif role.reader == "procfile":
        for index, name, command in processes(page):
            yield "release" if name == "release" else "start", index, command
    elif role.reader == "package":
        hooks = rules().entrypoints.hooks
        yield from (("build", index, recipe) for index, name, recipe in scripts(page) if name in hooks)
    elif role.reader == "script":
        yield "script", 0, page.path


def _way(when: str, page: Page, index: int, command: str, tree: HeadTree) -> _Way | None:
    found = migration(command)
    reached = (page, index, found) if found else Search(tree).follow(command, rules().entrypoints.follow)
    return _Way(when, page, index, command, reached) if reached else None


def _finding(way: _Way, tree: HeadTree) -> Finding:
    page, index, command = way.reached
    number = page.numbers[index]
    start, command = hide(way.command), hide(command)
    how = f"{named(command, _LONGEST)} ({page.path}:{number})"
    if way.when == "start" and start != command:
        how = f"{named(start, _LONGEST)} comes to {how}"
    text = _SENTENCES[way.when].format(
        path=way.page.path, line=way.page.numbers[way.index], start=named(start, _LONGEST), how=how
    )
    return Finding(
        "command.entrypoint",
        printable(text),
        tuple(dict.fromkeys((tree.cite(way.page, way.index), tree.cite(page, index)))),
        {
            "what": _WHAT[way.when],
            "path": page.path,
            "line": number,
            "command": command,
            "start": start,
            "start_path": way.page.path,
        },
        weight=30,
    )


def _switched_on(page: Page, tree: HeadTree) -> Iterator[Finding]:
    """A variable that tells the application to migrate when it starts."""
    for index, line in enumerate(page.lines):
        if match := rules().entrypoints.variables.match(line):
            setting, number = f"{match[1]}={match[2]}", page.numbers[index]
            yield Finding(
                "command.entrypoint",
                printable(
                    f"{page.path} sets `{setting}`: the application applies the database migrations when it starts "
                    f"({page.path}:{number})."
                ),
                (tree.cite(page, index),),
                {
                    "what": _WHAT["start"],
                    "path": page.path,
                    "line": number,
                    "command": setting,
                    "start": "",
                    "start_path": page.path,
                },
                weight=30,
            )
