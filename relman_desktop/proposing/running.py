"""What a command runs in its turn: targets of make, just and task, scripts of package.json, script files."""

import re
from collections.abc import Iterator, Mapping

from ..facts.commands.recipes import READERS
from ..facts.commands.rules import rules
from ..facts.commands.search import migration
from .head import Head

_RUNNERS = {"make": "make", "just": "just", "task": "task"} | dict.fromkeys(
    ("npm", "yarn", "pnpm", "bun", "npm-run-all", "run-s", "run-p"), "package"
)
_WORD = re.compile(r"[\w./:-]+")
_APART = re.compile(r"&&|\|\||[;\n()]")
_DEEPEST = 5  # scripts that run one another
_MOST = 400  # commands
_MOST_LINES = 200  # of a script file


class Running:
    """What the repository's own commands run. The files are read once."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._recipes: dict[str, dict[str, str]] = {}
        for role in rules().roles:
            for path in head.paths if role.reader in _RUNNERS.values() else ():
                if role.paths.search("/" + path.lower()) and (page := head.page(path)):
                    known = self._recipes.setdefault(role.reader, {})
                    for quote in READERS[role.reader](page, head.tree):
                        before = page.lines[quote.steps[0].lines[0]].partition(":")[2].partition("#")[0]
                        first = (
                            "\n".join(f"make {name}" for name in _WORD.findall(before)) if role.reader == "make" else ""
                        )
                        known.setdefault(quote.name, f"{first}\n{quote.recipe}")

    def of(self, command: str) -> frozenset[str]:
        """The commands that a command comes to, itself among them, each as `plain` writes it."""
        return frozenset(map(self.plain, self._reached(command)))

    def migrates(self, command: str) -> bool:
        """Whether it comes to what applies the migrations."""
        return any(migration(line) for line in self._reached(command))

    def plain(self, command: str) -> str:
        """A command without what differs only in how it is written: "pnpm run test" is "pnpm test"."""
        words = command.split()
        if words and (known := self._known(words[0])) and len(words) > 1:
            rest = words[2:] if words[1] == "run" and len(words) > 2 else words[1:]
            return " ".join([_RUNNERS[words[0]], *rest]) if rest[0] in known else " ".join(words)
        return " ".join(words)

    def _known(self, runner: str) -> Mapping[str, str]:
        return self._recipes.get(_RUNNERS.get(runner, ""), {})

    def _reached(self, command: str) -> list[str]:
        """All that it runs, itself and its parts first."""
        reached: dict[str, None] = {command: None}
        front = [command]
        for _ in range(_DEEPEST):
            self._head.cancel.check()
            front = [part for one in front for part in self._next(one) if part not in reached][:_MOST]
            reached |= dict.fromkeys(front)
            if not front or len(reached) > _MOST:
                break
        return list(reached)

    def _next(self, command: str) -> Iterator[str]:
        parts = [part.strip() for part in _APART.split(command)]
        yield from filter(None, parts if len(parts) > 1 else ())
        words = _WORD.findall(command) if len(parts) == 1 else []
        bare = [word for word in words if word not in ("sudo", "run", "exec")]
        for word in bare[1:]:
            if recipe := self._known(bare[0]).get(word):
                yield recipe
        for word in bare:
            page = self._head.page(path) if (path := word.removeprefix("./")) in self._head.tree else None
            if page and page.lines and page.lines[0].startswith("#!"):
                yield "\n".join(line for line in page.lines[1:_MOST_LINES] if not line.lstrip().startswith("#"))
