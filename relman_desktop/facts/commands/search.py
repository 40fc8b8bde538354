"""Following a command through scripts to the line that applies the migrations."""

import re
from dataclasses import dataclass, field

from .pages import HeadTree, Page
from .purposes import own_purposes
from .recipes import scripts
from .rules import rules

_QUOTED = re.compile(r"\"([^\"]{4,200})\"|'([^']{4,200})'|`([^`]{4,200})`")
_REMARK = re.compile(r"\s*(#|//|\*|(echo|printf)\b|(print|console\.\w+|logger?\.\w+)\(\s*[frb]?[\"'`])")
_SHELL = re.compile(r"#!.*\b(sh|bash|dash|ash)\b")
_WORD = re.compile(r"[\w./:-]+")
_PACKAGE_RUNNER = re.compile(r"(?:npm|yarn|pnpm|bun|npm-run-all|run-s|run-p)\b")
_MOST_FILES = 12

Reached = tuple[Page, int, str]  # the page, the index of the line, the command that migrates


@dataclass
class Search:
    """Follows a command through the scripts of package.json and the files that it names."""

    """One search; what has been seen is not looked at again, so that scripts that call each other end."""

    tree: HeadTree
    seen: set[str] = field(default_factory=set)

    def follow(self, command: str, depth: int) -> Reached | None:
        """The line that a command comes to over at most so many scripts; None where it comes to none."""
        if not depth:
            return None
        words = _WORD.findall(command)
        return self._through_package(command, words, depth) or self._through_files(words, depth)

    def _through_package(self, command: str, words: list[str], depth: int) -> Reached | None:
        page = self.tree.page("package.json") if _PACKAGE_RUNNER.match(command) else None
        for index, name, recipe in scripts(page) if page else ():
            if page and name in words and f"script {name}" not in self.seen:
                self.seen.add(f"script {name}")
                found = migration(recipe)
                reached = (page, index, found) if found else self.follow(recipe, depth - 1)
                if reached:
                    return reached
        return None

    def _through_files(self, words: list[str], depth: int) -> Reached | None:
        for word in words:
            path = self._path(word)
            page = self.tree.page(path) if path else None
            if not page or page.path in self.seen or len(self.seen) > _MOST_FILES:
                continue
            self.seen.add(page.path)
            if found := self._in(page, depth):
                return found
        return None

    def _in(self, page: Page, depth: int) -> Reached | None:
        lines = [(index, line) for index, line in enumerate(page.lines) if not _REMARK.match(line)]
        shell = bool(page.lines and _SHELL.match(page.lines[0]))
        for index, line in lines:
            if found := migration(line, typed=shell):
                return page, index, found
        followed = (self.follow(line.strip(), depth - 1) for _, line in lines if shell)
        return next((found for found in followed if found), None)

    def _path(self, word: str) -> str | None:
        """The file that a word names: by its path, or by its name where only one file is called so."""
        path = re.sub(r"^(\./|/)+", "", word)
        if path in self.tree:
            return path
        name = path.rpartition("/")[2]
        same = self.tree.by_name(name) if re.search(r"\.(sh|py|js|mjs)$|entrypoint", name) else ()
        return same[0] if len(same) == 1 else None


def migration(line: str, *, typed: bool = True) -> str:
    """The command on a line that applies the migrations, as it stands there; "" where there is none.

    typed: the line is a command itself, and not code in which one is quoted.
    """
    if not rules().entrypoints.mentions.search(line):
        return ""
    quoted = [next(filter(None, match), "") for match in _QUOTED.findall(line)]
    for command in quoted + ([line.strip()] if typed else []):
        if any(purpose.name == "migrate" for purpose in own_purposes(command)):
            return command
    call = rules().entrypoints.calls.search(line)
    return str(call[0]) if call else ""
