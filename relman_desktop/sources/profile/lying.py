"""A profile that lies in the folder and is not read, for only what is committed is."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ...errors import InputError
from ...files import read_file
from ...jobs import Cancel
from .. import git
from ..repository import Repository
from .keeping import without_calendars
from .layers import FILE, committed, person_files
from .reading import LARGEST

_BYTES = 4 * LARGEST  # of UTF-8, at most


class Why(Enum):
    """Why it is not read; each is a sentence without its end, of a version that is `called` so."""

    NONE = "{file} lies in your folder, but {called} has none, so it does not count"
    OTHER = "{file} in your folder is not what {called} has, so it does not count"
    OLDER = "{called} has no {file}, though HEAD has one"


@dataclass(frozen=True)
class Lying:
    """The file, and how it stands to the version that is deployed."""

    path: Path
    why: Why
    has_own: bool  # whether the person keeps a profile of their own for the repository

    def said(self, called: str) -> str:
        """Why it does not count, without a stop."""
        return self.why.value.format(file=FILE, called=called)


def find_lying(repository: Repository, head: str, cancel: Cancel) -> Lying | None:
    """A profile in the work tree that neither a commit has nor the person; None without one. May run on any thread."""
    path = repository.root / FILE
    lying = _text(path) if repository.root != repository.git_dir else None
    if lying is None:
        return None
    text, said = committed(repository, head, cancel)
    own = _text(person_files(str(repository.root))[1])
    if said or (text is not None and lying == _plain(text)) or _is_kept(lying, own):
        return None
    newest = _newest(repository, cancel)
    if newest == lying and text is not None:
        return None  # an older version has an older profile, as it should
    why = Why.OLDER if newest == lying else Why.NONE if text is None else Why.OTHER
    return Lying(path, why, own is not None)


def _is_kept(text: str, own: str | None) -> bool:
    """Whether the person's own is what is kept of it."""
    try:
        return own is not None and own in (text, without_calendars(text))
    except InputError:
        return False


def _newest(repository: Repository, cancel: Cancel) -> str | None:
    """The profile that HEAD has; None where it has none that can be read."""
    try:
        text, _ = committed(repository, "HEAD", cancel)
    except git.GitFailed:
        return None  # a repository may have no HEAD yet
    return None if text is None else _plain(text)


def _text(path: Path) -> str | None:
    """The text of a file that is there, and no link to another; None where it is none."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _BYTES:
            return None
        return _plain(read_file(path).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
