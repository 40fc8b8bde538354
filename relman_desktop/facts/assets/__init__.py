"""What must be built anew because its source changes: front ends, translations, generated code, search indexes."""

from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change
from ..fact import Finding
from . import derived, front_end


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`assets.build`, `.translations`, `.static`, `.generated` and `.search`."""
    yield from front_end.detect(change, cancel)
    yield from derived.detect(change, cancel)
