"""What the command line prints for people: manifest, facts and work items as aligned lines of plain text."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..facts.topics import by_topic, level_of
from ..sources.change import Change
from ..wording import printable

if TYPE_CHECKING:
    from ..facts.book import Facts
    from ..facts.fact import Fact
    from ..sources.work.item import WorkItem

_MOST_PLACES = 4  # of one kind that are named beside a work item


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
    """The facts under their topics, the heaviest first: a line a fact, with what it weighs and what it stands on."""
    groups = [
        "".join([f"{topic.heading} ({len(inside)})\n", *map(_fact_line, inside)])
        for topic, inside in by_topic(facts.items)
    ]
    return "\n".join(groups) or "Nothing that a deployment must know was found.\n"


def _fact_line(fact: "Fact") -> str:
    weight = level_of(fact.weight).words
    return f"  {fact.id:<5}{weight:<18}{printable(fact.text)}  [{', '.join(fact.evidence[:6])}]\n"


def work_text(work: "Iterable[WorkItem]", warnings: Iterable[str]) -> str:
    """A line a work item, with where it was found; below it what is known of it."""
    lines = [line for item in work for line in _work_lines(item)]
    return "\n".join([*(lines or ["No work item is referred to."]), *warnings]) + "\n"


def _work_lines(item: "WorkItem") -> Iterator[str]:
    yield f"{item.id:<5}{item.key:<23} {_found(item)}"
    told = [item.title, item.status, f"read {item.read_at[:10]}" if item.read_at else ""]
    if item.is_told:
        yield "     " + " · ".join(printable(one) for one in told if one)


def _found(item: "WorkItem") -> str:
    """Where it was found, the most believable first, each with how often: "closing C1, mention C4 C7 and 9 more"."""
    places: dict[str, list[str]] = {}
    for found in item.found:
        places.setdefault(found.where, []).append(printable(found.ref))
    kind = [item.kind] if item.kind else []
    return ", ".join([*kind, *(_places(where, refs) for where, refs in places.items())])


def _places(where: str, refs: list[str]) -> str:
    more = len(refs) - _MOST_PLACES
    shown = " ".join([where, *refs[:_MOST_PLACES]]).strip()
    return f"{shown} and {more} more" if more > 0 else shown


def _counts(added: int, removed: int, binary: bool) -> str:
    return "binary" if binary else f"+{added} −{removed}"
