"""Opening what the person names: a range of a repository, or a diff file."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError
from ..jobs import Cancel, Progress, silent
from .change import Change
from .repository import Repository
from .work.origin import origin_project


@dataclass(frozen=True)
class Opened:
    """A change, and where it was read."""

    location: str  # the repository's root or the diff file's path; "-" for standard input
    range: str  # as asked for; "" for a diff
    repository: Repository | None
    change: Change

    @property
    def project(self) -> tuple[str, str]:
        """Where the repository lives: (host, path) as of `origin_project`; ("", "") where that is not known."""
        return origin_project(self.repository.origin) if self.repository else ("", "")


def open_diff(source: Path | BinaryIO, cancel: Cancel, progress: Progress = silent) -> Opened:
    """Read a diff file, or standard input."""
    from .diff import read_diff  # not needed for a range

    if isinstance(source, Path):
        return Opened(str(source.resolve()), "", None, read_diff(source, source.name, cancel, progress))
    return Opened("-", "", None, read_diff(source, "standard input", cancel, progress))


def open_range(
    path: Path, text: str, cancel: Cancel, progress: Progress = silent, *, trusted: Iterable[str] = ()
) -> Opened:
    """Read a range of the repository at `path`; "" stands for its default range."""
    from .range import load_range
    from .repository import default_range, open_repository

    progress("Opening the repository")
    repository = open_repository(path, cancel, trusted=frozenset(map(Path, trusted)))
    chosen = text or default_range(repository, cancel)
    if not chosen:
        raise InputError(f"{repository.root} has no commits yet, so there is no change to describe.")
    change = load_range(repository, chosen, cancel, progress)
    return Opened(str(repository.root), chosen, repository, change)


def open_pinned(
    path: Path,
    text: str,
    base: str,
    head: str,
    cancel: Cancel,
    progress: Progress = silent,
    *,
    trusted: Iterable[str] = (),
) -> Opened:
    """Read a range of the repository at `path` as it was when it was pinned to these full ids, wherever it is now.

    `text` is the range as it was asked for. Raises CommitsGone where the commits are not there any more.
    """
    from .range import load_pinned
    from .repository import open_repository

    progress("Opening the repository")
    repository = open_repository(path, cancel, trusted=frozenset(map(Path, trusted)))
    change = load_pinned(repository, text, base, head, cancel, progress)
    return Opened(str(repository.root), text, repository, change)


def open_change(
    path: Path, text: str, cancel: Cancel, progress: Progress = silent, *, trusted: Iterable[str] = ()
) -> Opened:
    """Read what is at `path`: a file is a diff, a folder is a repository."""
    if not path.is_file():
        return open_range(path, text, cancel, progress, trusted=trusted)
    if text:
        raise InputError(f"{path} is a file, so {text!r} has no meaning; give a repository to choose a range.")
    return open_diff(path, cancel, progress)
