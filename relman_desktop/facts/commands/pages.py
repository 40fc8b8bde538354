"""The files of the repository in which its commands stand, chosen by their paths and read with a limit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Status
from ..fact import Place
from .rules import Role, rules

_MOST_PAGES = 60
_LONGEST_LINE = 500  # characters; what is longer is no command that a person types
_MOST_LINES = 6_000


@dataclass(frozen=True, slots=True)
class Page:
    """A file's lines; of a diff file those that it shows of the new side, so that numbers may have gaps."""

    path: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...]  # from 1


class HeadTree:
    """The tree at the head of a change; of a diff file, what it shows of its files."""

    def __init__(self, change: Change, cancel: Cancel) -> None:
        self.change = change
        self.cancel = cancel
        self._changed = {file.path: file for file in change.files if file.status is not Status.DELETED}
        self.paths = change.content.tree(cancel) or tuple(self._changed)
        self._known = frozenset(self.paths)
        self._pages: dict[str, Page | None] = {}
        self._names: defaultdict[str, list[str]] = defaultdict(list)

    def __contains__(self, path: str) -> bool:
        return path in self._known

    def by_name(self, name: str) -> Sequence[str]:
        """The paths of the files that are called so, in whatever folder."""
        if not self._names:
            for path in self.paths:
                self._names[path.rpartition("/")[2]].append(path)
        return self._names.get(name, ())

    def pages(self) -> Iterator[tuple[Role, Page]]:
        """The files that have a role, best role first, those nearest to the root first."""
        for role, path in self._chosen()[:_MOST_PAGES]:
            self.cancel.check()
            if page := self.page(path):
                yield role, page

    def page(self, path: str) -> Page | None:
        """The file at a path; None where it is not there or no text."""
        if path not in self._pages:
            self._pages[path] = self._read(path)
        return self._pages[path]

    def cite(self, page: Page, index: int) -> str | Place:
        """The evidence for a line: the hunk that shows it, else the place."""
        number = page.numbers[index]
        if file := self._changed.get(page.path):
            for hunk in self.change.hunks(file, self.cancel):
                if hunk.new_start <= number < hunk.new_start + hunk.new_count:
                    return hunk.id
        return Place(page.path, number, page.lines[index])

    def _chosen(self) -> list[tuple[Role, str]]:
        found = defaultdict(list)
        for number, path in enumerate(self.paths):
            if not number % 1000:
                self.cancel.check()
            if role := role_of(path):
                found[role.name].append(path)
        return [
            (role, path)
            for role in sorted(rules().roles, key=lambda role: role.rank)
            for path in sorted(found[role.name], key=lambda path: (path.count("/"), path))[: role.limit]
        ]

    def _read(self, path: str) -> Page | None:
        text = self.change.content.read(path, self.cancel)
        if text is not None:
            lines = text.split("\n", _MOST_LINES)[:_MOST_LINES]
            return _page(path, list(enumerate(lines, 1)))
        file = self._changed.get(path)
        return self._shown(file) if file and self.change.origin == "diff" else None

    def _shown(self, file: FileChange) -> Page:
        hunks = self.change.hunks(file, self.cancel)
        lines = [(line.new, line.text) for hunk in hunks for line in hunk.lines if line.new is not None]
        return _page(file.path, lines[:_MOST_LINES])


def role_of(path: str) -> Role | None:
    """The role of the file at a path; None where nobody would look for a command in it."""
    rooted = "/" + path.lower()  # ten times as quick as to ignore case
    if not rules().likely.search(rooted):
        return None
    role = next((role for role in rules().roles if role.paths.search(rooted)), None)
    return role if role and not rules().skip.search(rooted) else None


def _page(path: str, lines: list[tuple[int, str]]) -> Page:
    texts = tuple(text.rstrip("\r") if len(text) <= _LONGEST_LINE else "" for _, text in lines)
    return Page(path, texts, tuple(number for number, _ in lines))
