"""Commands that the repository defines: targets of make, just and task, scripts of package.json, script files."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from .pages import HeadTree, Page
from .quote import Quote, Step

_MAKE = re.compile(r"([A-Za-z0-9][\w./-]*)\s*:(?![=:])(?:[^#=]|=(?!))*?(?:##\s*(.*))?$")
_JUST = re.compile(r"@?([A-Za-z_][\w-]*)(?:\s+[^:=]*)?:(?!=)")
_TASK = re.compile(r"(  |\t)([\w:.-]+):\s*$")
_SCRIPT = re.compile(r'\s*"([\w:./-]+)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_PROCESS = re.compile(r"([\w-]+):\s*(\S.*)$")
_MANAGER = re.compile(r'"packageManager"\s*:\s*"(\w+)@')
_PLAIN_PATH = re.compile(r"[\w./-]+", re.ASCII)
_ARGUMENT = re.compile(r"\$(?:1(?!\d)|\{1\})")  # one that must be given
_OPTIONAL = re.compile(r"\[|\bcase\b|\btest\b|^\s*#")
_LOCKS = {"pnpm-lock.yaml": "pnpm", "yarn.lock": "yarn", "bun.lock": "bun", "bun.lockb": "bun"}
_LONGEST_RECIPE = 12  # lines

Definition = tuple[int, str, str]  # index of its line, name, what is said about it


def make(page: Page, tree: HeadTree) -> Iterator[Quote]:
    """`make <target>` for each target, with its recipe."""
    found = ((index, match) for index, line in enumerate(page.lines) if (match := _MAKE.match(line)))
    definitions = [(index, match[1], match[2] or _comment(page.lines, index)) for index, match in found]
    return _targets("make", page.lines, definitions, indented=r"\t")


def just(page: Page, tree: HeadTree) -> Iterator[Quote]:
    """`just <recipe>` for each recipe."""
    found = ((index, match) for index, line in enumerate(page.lines) if (match := _JUST.match(line)))
    definitions = [(index, match[1], _comment(page.lines, index)) for index, match in found]
    return _targets("just", page.lines, definitions, indented=r"\s+")


def task(page: Page, tree: HeadTree) -> Iterator[Quote]:
    """`task <name>` for each task of a Taskfile."""
    start = next((index for index, line in enumerate(page.lines) if line.startswith("tasks:")), len(page.lines))
    found = ((index, _TASK.match(page.lines[index])) for index in range(start, len(page.lines)))
    definitions = [(index, match[2], "") for index, match in found if match]
    return _targets("task", page.lines, definitions, indented=r"(?:    |\t\t)\s*(?:- (?:cmd: )?)?")


def package(page: Page, tree: HeadTree) -> Iterator[Quote]:
    """The scripts of package.json, run by the package manager that the repository uses."""
    manager = _package_manager(page, tree)
    for index, name, recipe in scripts(page):
        yield Quote("package", (Step(f"{manager} run {name}", (index,)),), name, recipe=recipe)


def scripts(page: Page) -> Iterator[Definition]:
    """The entries of "scripts" in package.json, read by lines so that a part of the file will do."""
    inside = False
    for index, line in enumerate(page.lines):
        if re.match(r'\s*"scripts"\s*:', line):
            inside = True
        elif inside and line.strip().startswith("}"):
            return
        elif inside and (match := _SCRIPT.match(line)):
            yield index, match[1], match[2].replace('\\"', '"')


def processes(page: Page) -> Iterator[Definition]:
    """The processes of a Procfile."""
    return ((index, match[1], match[2]) for index, line in enumerate(page.lines) if (match := _PROCESS.match(line)))


def script(page: Page, tree: HeadTree) -> Iterator[Quote]:
    """A script file, where it can be run by its path alone."""
    runs = bool(page.lines) and page.lines[0].startswith("#!") and _PLAIN_PATH.fullmatch(page.path)
    if runs and not any(_ARGUMENT.search(line) and not _OPTIONAL.search(line) for line in page.lines):
        name = page.path.rpartition("/")[2]
        yield Quote("script", (Step(f"./{page.path}", (0,)),), name, context=_opening_comment(page.lines))


READERS: Mapping[str, Callable[[Page, HeadTree], Iterator[Quote]]] = {
    "make": make,
    "just": just,
    "task": task,
    "package": package,
    "script": script,
}


def _targets(runner: str, lines: Sequence[str], definitions: list[Definition], *, indented: str) -> Iterator[Quote]:
    for index, name, context in definitions:
        recipe = "\n".join(_recipe(lines, index + 1, indented))
        yield Quote(runner, (Step(f"{runner} {name}", (index,)),), name, context=context, recipe=recipe)


def _recipe(lines: Sequence[str], start: int, indented: str) -> Iterator[str]:
    opening = re.compile(indented)
    for line in lines[start : start + _LONGEST_RECIPE]:
        match = opening.match(line)
        if not match:
            return
        yield line[match.end() :].lstrip("@-+ ")


def _comment(lines: Sequence[str], index: int) -> str:
    above = lines[index - 1] if index else ""
    return above.lstrip("#").strip() if above.startswith("#") else ""


def _opening_comment(lines: Sequence[str]) -> str:
    taken: list[str] = []
    for line in lines[1:6]:
        if not line.startswith("#"):
            break
        taken.append(line.strip("# "))
    return " ".join(taken)


def _package_manager(page: Page, tree: HeadTree) -> str:
    named = next((match[1] for line in page.lines if (match := _MANAGER.search(line))), None)
    return named or next((manager for lock, manager in _LOCKS.items() if lock in tree), "npm")
