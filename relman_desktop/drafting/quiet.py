"""Changes of which nothing that runs is another: of documentation and tests alone."""

from ..sources.change import Change, Kind

_QUIET = (Kind.DOCS, Kind.TEST)


def is_quiet(change: Change) -> bool:
    """Whether only documentation and tests change."""
    return bool(change.files) and all(file.kind in _QUIET for file in change.files)


def what_is_quiet(change: Change) -> str:
    """What changes, where that is only this: `documentation and tests`."""
    kinds = {file.kind for file in change.files}
    return "tests" if Kind.DOCS not in kinds else "documentation and tests" if Kind.TEST in kinds else "documentation"
