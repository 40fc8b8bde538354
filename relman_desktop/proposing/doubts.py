"""Why a command is asked about, and not taken: it is an example, it deletes data, or it cannot work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..facts.fact import Finding
from .going_back import without_way_back
from .head import Head
from .proposed import pattern, table


@dataclass(frozen=True)
class Doubts:
    """What the repository itself says against its commands."""

    final: str  # the newest migration that cannot be taken back
    by_itself: str  # where the program applies its migrations when it starts

    def of(self, one: Finding) -> Sequence[str]:
        """The reasons, each a few words; none for a command that is what the team types."""
        return tuple(self._of(one))

    def _of(self, one: Finding) -> Iterator[str]:
        command, rules = told(one, "command"), table()["commands"]
        recipe = f"{command}\n{told(one, 'recipe')}"
        if found := pattern(rules["destructive"]).search(recipe) or pattern(rules["removing"]).search(command):
            yield f"it deletes data: {found[0]}"
        if one.data.get("example") or pattern(rules["examples"]).search(command):
            yield "an example"
        elif told(one, "role") in rules["guides"]:
            yield f"the {told(one, 'role')} says so to whoever installs it"
        if one.kind == "command.migrate" and self.by_itself:
            yield f"the program applies them itself when it starts: {self.by_itself}"
        if is_of_migrations(one) and self.final:
            yield f"{self.final} cannot be taken back"


def doubts(head: Head, found: Sequence[Finding]) -> Doubts:
    """What is known against the commands that were found."""
    back = any(map(is_of_migrations, found))
    by_itself = next((place(one) for one in found if told(one, "what") == "migrates on start"), "")
    return Doubts(without_way_back(head) if back else "", by_itself)


def is_of_migrations(one: Finding) -> bool:
    """Whether a command takes migrations back."""
    back = one.kind == "command.rollback"
    return back and bool(pattern(table()["commands"]["migrations"]).search(told(one, "command")))


def place(one: Finding) -> str:
    """Where a command stands: "Makefile:12"."""
    return f"{told(one, 'path')}:{told(one, 'line')}"


def told(one: Finding, key: str) -> str:
    """What a finding says under a key, as text."""
    value = one.data.get(key)
    return "" if value is None else str(value)
