"""What the authors themselves say about a change, all of it a claim: release notes, upgrade notes, messages."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from ...jobs import Cancel
from ...sources.change import Change
from ..fact import Finding
from . import documents, fragments, messages, product_version

_MOST = 200


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`notes.entry`, `.security`, `.upgrade` and `.breaking`, at most 200, heaviest first, and `notes.version`."""
    parts = (documents.detect, fragments.detect, messages.detect)
    found = sorted(chain.from_iterable(part(change, cancel) for part in parts), key=lambda finding: -finding.weight)
    first: dict[tuple[str, str], Finding] = {}
    for finding in found:
        if not _is_named_already(finding, first.values()):
            first.setdefault(_told(finding), finding)
    yield from islice(first.values(), _MOST)
    yield from product_version.detect(change, cancel)


def _told(finding: Finding) -> tuple[str, str]:
    """What a note tells: one may stand in two documents, under two headings of a release, and in a message as well."""
    text, kind = str(finding.data.get("text") or finding.text), finding.kind
    return ("notes.entry" if kind == "notes.breaking" else kind, text)


def _is_named_already(finding: Finding, told: Iterable[Finding]) -> bool:
    """Whether a message names the advisories alone that a document has told of, in the authors' better words."""
    if finding.kind != "notes.security" or "section" in finding.data:
        return False
    known = {one for other in told if other.kind == finding.kind for one in _ids(other)}
    return bool(_ids(finding)) and known.issuperset(_ids(finding))


def _ids(finding: Finding) -> list[str]:
    ids = finding.data.get("ids")
    return [str(one) for one in ids] if isinstance(ids, list) else []
