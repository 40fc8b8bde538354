"""The documentation that changes with the code."""

import re
from collections.abc import Iterator

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Kind, Status
from ..wording import counted, lines, listed
from .fact import Finding, Value
from .notes.rules import documents, fragments
from .production import largest

_NO_DOCUMENT = re.compile(
    r"(?:^|/)(?:LICEN[CS]E|NOTICE|AUTHORS|CODEOWNERS|robots\.txt|.*requirements.*\.txt)|^\.github/"
    r"|\.LICENSE\.txt$|(?:^|/)(?:AGENTS|CLAUDE|GEMINI|SKILL)\.md$"  # of bundlers; told to an assistant
    r"|\.(?:svg|drawio|css|js|ts|json|ya?ml|toml|lock)$"
)
_MOST_PATHS = 20
_WEIGHT = 4


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`docs.changed`, one for all pages; what is told as notes is not counted."""
    files = [file for file in change.of_kind(Kind.DOCS) if _is_page(file)]
    if files:
        cancel.check()
        paths = [file.path for file in largest(files, _MOST_PATHS)]
        added, removed = sum(file.added for file in files), sum(file.removed for file in files)
        with_code = any(file.kind is Kind.CODE for file in change.files)
        verb = "changes" if len(files) == 1 else "change"
        size = f"{counted(len(files), 'page')} of documentation ({lines(added, removed)})"
        text = f"{size} {verb}{' with the code' if with_code else ''}: {listed(paths, 3)}."
        data: dict[str, Value] = {"files": len(files), "added": added, "removed": removed, "paths": paths}
        yield Finding("docs.changed", text, tuple(file.id for file in largest(files)), data, _WEIGHT)


def _is_page(file: FileChange) -> bool:
    is_note = documents("changelog").search(file.path) or any(one.search(file.path) for one in fragments())
    return not is_note and not file.binary and file.status is not Status.DELETED and not _NO_DOCUMENT.search(file.path)
