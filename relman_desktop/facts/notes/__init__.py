"""What the authors themselves say about a change, all of it a claim: release notes, upgrade notes, messages."""

from collections.abc import Iterator
from itertools import chain

from ...jobs import Cancel
from ...sources.change import Change
from ..fact import Finding
from . import documents, fragments, messages, product_version

_MOST = 200


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`notes.entry`, `.security`, `.upgrade` and `.breaking`, at most 200, heaviest first, and `notes.version`."""
    parts = (documents.detect, fragments.detect, messages.detect)
    first: dict[tuple[str, str], Finding] = {}  # a note may stand in two documents
    for finding in chain.from_iterable(part(change, cancel) for part in parts):
        first.setdefault((finding.kind, finding.text), finding)
    yield from sorted(first.values(), key=lambda finding: -finding.weight)[:_MOST]
    yield from product_version.detect(change, cancel)
