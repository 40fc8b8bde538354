"""A command with its place and its purpose, and the sentence that says so."""

import re
from dataclasses import dataclass

from ...wording import named, printable
from ..fact import Finding
from .pages import HeadTree, Page
from .purposes import Serving
from .rules import Role, rules
from .versions import example_of

_SENTENCES = {
    "docs": "The {role} says how to {phrase}: {command} ({place}).",
    "script": "The repository has a script to {phrase}: {command} ({place}).",
    "healthcheck": "The {role} has a health check: {command} ({place}).",
}
_TARGET = "The {role} has a target to {phrase}: {command} ({place})."
_CONTINUED = re.compile(r"\s*\\?\n\s*")
_LONGEST = 240  # characters of a command in a sentence
_EXAMPLE = " The version {version} in it is an example."


@dataclass(frozen=True, slots=True)
class Found:
    role: Role
    page: Page
    serving: Serving

    @property
    def order(self) -> tuple[int, bool, int, str, int]:
        """Best first: the kind of the place, what can be run as it stands, the nearest to the root, its line."""
        path = self.page.path
        return self.role.rank, bool(example_of(self.serving.command)), path.count("/"), path, self._first

    @property
    def _first(self) -> int:
        return self.serving.quote.steps[0].lines[0]

    def finding(self, tree: HeadTree) -> Finding:
        """data: command (verbatim, lines joined by newlines), path, line, title, context, recipe, source, role.

        source: docs, make, just, task, package, script or healthcheck. title: the heading above it, or the name of the
        target. context: the sentence or the remark before. example: the version that the command names, if any.
        way: the way of installing that it belongs to ("containers", "host", ...), "" where it fits any.
        """
        quote, page = self.serving.quote, self.page
        evidence = (tree.cite(page, index) for step in quote.steps for index in step.lines)
        example = example_of(self.serving.command)
        return Finding(
            f"command.{self.serving.purpose.name}",
            printable(self._sentence()) + (_EXAMPLE.format(version=example) if example else ""),
            tuple(dict.fromkeys(evidence)),
            {
                "command": self.serving.command,
                "path": page.path,
                "line": page.numbers[self._first],
                "title": quote.titles[0] if quote.titles else quote.name,
                "context": quote.context,
                "recipe": quote.recipe,
                "source": quote.source,
                "role": self.role.name,
                "example": example,
                "way": rules().way_of(self.serving.command + "\n" + quote.recipe),
            },
            weight=20,
        )

    def _sentence(self) -> str:
        quote = self.serving.quote
        *most, last = (named(_CONTINUED.sub(" ", step.text), _LONGEST) for step in quote.steps)
        return _SENTENCES.get(quote.source, _TARGET).format(
            role=self.role.name,
            phrase=self.serving.purpose.phrase,
            command=f"{', '.join(most)} and {last}" if most else last,
            place=f"{self.page.path}:{self.page.numbers[self._first]}",
        )
