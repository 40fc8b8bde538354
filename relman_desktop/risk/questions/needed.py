"""Which questions a change does not need, by what of it shows that."""

from collections.abc import Callable, Iterator, Mapping

from ...drafting.quiet import is_quiet
from ...facts.delivery.formats import format_at
from ...sources.change import FileChange, Kind
from .seen import Seen, Shown
from .table import NOT_NEEDED, Row, not_needed, stored

_MOST_CITED = 5
_UNTOLD = (Kind.TEST, Kind.DOCS, Kind.DEPENDENCY)  # of what nobody would look for in a document


def needless(row: Row, seen: Seen) -> Shown | None:
    """Why a question is not needed; None where it is."""
    if not row.needed or not seen.change.files or NEEDS[row.needed](seen):
        return None
    # What is quiet shows that nothing runs otherwise, whichever it is that the question needs
    reason = not_needed(row.needed if _runs(seen) else "runs")
    return Shown(NOT_NEEDED, reason, tuple(file.id for file in seen.change.files[:_MOST_CITED]))


def _runs(seen: Seen) -> bool:
    return not is_quiet(seen.change)


def _data(seen: Seen) -> bool:
    """Whether stored data may change. A diff file shows too little of the rest to tell that they do not."""
    if not _runs(seen):
        return False
    known = stored()
    return (
        seen.change.origin == "diff"
        or bool(seen.facts.of(*known.facts))
        or any(_may_store(file) or known.paths.search(path) for file, path in _paths(seen))
    )


def _told(seen: Seen) -> bool:
    return _runs(seen) and any(file.kind not in _UNTOLD for file in seen.change.files)


def _may_store(file: FileChange) -> bool:
    """Whether a file's kind speaks of data; a pipeline is infrastructure and stores nothing."""
    form = format_at(file.path) if file.kind is Kind.INFRASTRUCTURE else None
    return file.kind is Kind.MIGRATION or (file.kind is Kind.INFRASTRUCTURE and not (form and form.name == "ci"))


def _paths(seen: Seen) -> Iterator[tuple[FileChange, str]]:
    """The files that may be shipped by each of their paths: what only tests or documents stores nothing."""
    files = (file for file in seen.change.files if file.kind not in (Kind.TEST, Kind.DOCS))
    return ((file, path) for file in files for path in (file.path, file.old_path) if path)


NEEDS: Mapping[str, Callable[[Seen], bool]] = {"runs": _runs, "data": _data, "told": _told}
