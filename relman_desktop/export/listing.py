"""What the command line prints for people: manifest, facts and work items as aligned lines of plain text."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..sources.change import Change
from ..wording import printable

if TYPE_CHECKING:
    from ..facts.book import Facts
    from ..sources.work.item import WorkItem


def files_text(change: Change) -> str:
    """A line a file: id, status, kind, counts, path; then the totals and what is odd."""
    lines = [
        f"{file.id:<6}{file.status:<9} {file.kind:<15}{_counts(file.added, file.removed, file.binary):>15}  "
        + printable(f"{file.old_path} → {file.path}" if file.old_path else file.path)
        for file in change.files
    ]
    total = f"{len(change.files)} files, +{change.added} −{change.removed}, {len(change.commits)} commits"
    return "\n".join([*lines, "", total, *change.warnings]) + "\n"


def facts_text(facts: "Facts") -> str:
    """A line a fact, heaviest first, with what it stands on."""
    lines = (f"{fact.id:<5}{printable(fact.text)}  [{', '.join(fact.evidence[:6])}]" for fact in facts.items)
    return "".join(line + "\n" for line in lines) or "Nothing that a deployment must know was found.\n"


def work_text(work: "Iterable[WorkItem]", warnings: Iterable[str]) -> str:
    """A line a work item, with where it was found."""
    lines = [f"{item.id:<5}{item.key:<24}{_found(item)}" for item in work]
    return "\n".join([*(lines or ["No work item is referred to."]), *warnings]) + "\n"


def _found(item: "WorkItem") -> str:
    shown = [f"{found.where} {printable(found.ref)}" for found in item.found[:4]]
    more = len(item.found) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _counts(added: int, removed: int, binary: bool) -> str:
    return "binary" if binary else f"+{added} −{removed}"
