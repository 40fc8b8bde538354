"""What the checks say of a ticket before it goes into a change system, for the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .check_commands import checks_of, finding_line, finding_object, limits_for
from .checks import Finding, Severity
from .errors import RelmanError
from .jobs import Progress
from .settings import System
from .sources.profile.layers import Layer
from .ticket import Ticket
from .wording import counted

_MOST = 5  # findings that are named; `relman check` tells all
_REFUSE = "refuse"  # in `team.export_checks` of a profile


@dataclass(frozen=True)
class ExportChecks:
    """The findings that block a ticket, and whether somebody wants it held back for them."""

    findings: tuple[Finding, ...] = ()
    refuses: bool = False  # as the words of the command or the team's profile want
    unknown: str = ""  # why it could not be checked, a sentence

    @property
    def said(self) -> tuple[str, ...]:
        """Sentences for the person."""
        return (self.unknown,) if self.unknown else tuple(self._lines())

    @property
    def text(self) -> str:
        """The same for the end of what would be sent; "" where nothing blocks."""
        return "".join(("\nChecks\n", *(f"    {one}\n" for one in self.said))) if self.said else ""

    @property
    def objects(self) -> list[Any]:
        return [finding_object(one) for one in self.findings]

    @property
    def refused(self) -> str:
        """Why it is not sent, a sentence; "" where it may be."""
        if not self.refuses or not self.said:
            return ""
        return self.unknown or f"{_counted(self.findings)} this ticket; mend that, or leave the checks out."

    def _lines(self) -> Iterator[str]:
        if self.findings:
            yield f"{_counted(self.findings)} this ticket:"
            yield from map(finding_line, self.findings[:_MOST])
        if len(self.findings) > _MOST:
            yield f"… and {len(self.findings) - _MOST} more; `relman check` tells all."


def export_checks(
    ticket: Ticket, system: System, layers: Sequence[Layer], progress: Progress, *, wanted: bool
) -> ExportChecks:
    """Check a ticket that is to go to a system. `wanted`: whether the command wants it held back for what blocks."""
    try:
        done = checks_of(ticket, Path(), layers, limits_for(system.name), datetime.now(UTC), progress)
    except RelmanError as error:
        return ExportChecks(refuses=wanted, unknown=f"The ticket could not be checked: {error}")
    found = tuple(one for one in done.findings if one.severity is Severity.BLOCK)
    return ExportChecks(found, wanted or done.profile.said.get("export_checks", "") == _REFUSE)


def _counted(found: Sequence[Finding]) -> str:
    return f"{counted(len(found), 'finding')} of the checks {'blocks' if len(found) == 1 else 'block'}"
