"""What work items and code say of each other: files that no item explains, items that nothing in the change touches."""

from collections.abc import Iterator, Sequence

from ...sources.change import Change
from ...sources.work.item import WorkItem
from ..book import Facts
from ..fact import Finding


def find_gaps(change: Change, facts: Facts, work: Sequence[WorkItem]) -> Iterator[Finding]:
    """`gap.` findings, each citing files, hunks, commits and work items by their ids."""
    return iter(())
