"""The extras of a package, `package[extra]`, that whoever installs it can ask for no longer."""

from collections.abc import Iterable, Iterator

from ...sources.change import Status
from ...wording import joined, named
from ..fact import Finding
from .moves import Source
from .requirement import Scope
from .scopes import is_development
from .sentences import Locate

_WEIGHT = 45  # a step for those who install with it: what it brought has to be installed by itself
_MOST = 6


def extra_findings(sources: Iterable[Source], locate: Locate) -> Iterator[Finding]:
    """`dependency.extra_removed`, one a manifest; an extra that does not come back under another name."""
    for source in sources:
        gone = [name for name in source.old.extras if name not in source.new.extras]
        kept = source.whole and source.file.status is not Status.DELETED and not is_development(source.file.path)
        if gone and kept and not _are_renamed(source, gone):
            yield _finding(source, gone, locate)


def _are_renamed(source: Source, gone: list[str]) -> bool:
    """Whether each brought what a new extra brings."""
    come = [set(brought) for name, brought in source.new.extras.items() if name not in source.old.extras]
    return all(set(source.old.extras[name]) in come for name in gone)


def _finding(source: Source, gone: list[str], locate: Locate) -> Finding:
    brought = list(dict.fromkeys(key for name in gone for key in source.old.extras[name]))
    lost = [key for key in brought if key not in _always(source)]
    package = next(iter(source.new.own or source.old.own), "")
    noun = "extra" if len(gone) == 1 else "extras"
    asked = [named(f"{package}[{name}]" if package else name) for name in gone]
    text = f"Removes the {noun} {joined([named(name) for name in gone], _MOST)} of the package"
    if lost:
        what = joined([named(key) for key in lost], _MOST)
        text += f": whoever installs {joined(asked, _MOST)} has to install {what} separately"
    return Finding(
        "dependency.extra_removed",
        f"{text} ({source.file.path}).",
        tuple(dict.fromkeys(locate(source, name, ()) for name in gone[:_MOST])),
        {"names": gone, "package": package, "requirements": lost, "path": source.file.path, "old": joined(gone, _MOST)},
        _WEIGHT,
    )


def _always(source: Source) -> set[str]:
    """What the package itself still asks for."""
    return {key for key, one in source.new.requirements.items() if one.scope is Scope.PRODUCTION}
