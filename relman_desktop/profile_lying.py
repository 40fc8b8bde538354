"""A profile that lies in the folder and is not read, for only what is committed is; and keeping one as one's own."""

from collections.abc import Iterator
from pathlib import Path

from .errors import InputError, cause
from .files import read_file
from .jobs import Cancel
from .sources import git
from .sources.profile.layers import FILE, committed, person_files
from .sources.profile.reading import LARGEST, read_all, read_profile
from .sources.profile.writing import write_profile
from .sources.repository import Repository
from .wording import joined, printable, quoted

_BYTES = 4 * LARGEST  # of UTF-8, at most


def not_read(repository: Repository, head: str, called: str, cancel: Cancel) -> str:
    """What to do about a profile in the work tree that the commit `called` so has not, or not so; "" without one."""
    path = repository.root / FILE
    lying = _lying(path) if repository.root != repository.git_dir else None
    if lying is None:
        return ""
    text, said = committed(repository, head, cancel)
    own = _lying(person_files(str(repository.root))[1])
    if said or lying in (own, text and _plain(text)):
        return ""
    newest = _newest(repository, cancel)
    if newest == lying and text is not None:
        return ""  # an older version has an older profile, as it should
    shown = printable(str(path))
    if newest == lying:
        what = f"{called} has no {FILE}, though HEAD has one"
    elif text is None:
        what = f"{shown} lies in your folder, but {called} has none, so it is not read: commit it"
    else:
        what = f"{shown} is not what {called} has, and only that is read: commit it"
    mark = ": " if newest == lying else ", "
    return (
        f"{what}{mark}give it to a draft with --profile FILE, or keep it as your own with `relman profile --use FILE`."
    )


def _newest(repository: Repository, cancel: Cancel) -> str | None:
    """The profile that HEAD has; None where it has none that can be read."""
    try:
        text, _ = committed(repository, "HEAD", cancel)
    except git.GitFailed:
        return None  # a repository may have no HEAD yet
    return None if text is None else _plain(text)


def use(path: Path, repository: Repository, *, force: bool) -> tuple[str, ...]:
    """Keep a profile as the person's own for a repository; what there is to say.

    Raises `InputError` where it is no profile or another one would be lost, and `ServiceError`.
    """
    text = whole_text(path)
    kept = person_files(str(repository.root))[1]
    if not force and kept.exists() and _lying(kept) != _plain(text):
        raise InputError(f"{kept} is your profile for this repository already; --force puts {path} in its place.")
    write_profile(kept, text, read_file(kept) if kept.exists() else None)
    return tuple(_said(kept, [one.get("source") for one in read_profile(text, path.name).of("calendars")]))


def whole_text(path: Path) -> str:
    """The text of a profile that the person names, of which one can use at least a part. Raises `InputError`."""
    text = profile_text(path)
    problems = read_all(text, path.name).problems
    if problems and problems[0].whole:
        raise InputError(problems[0].told(str(path)))
    return text


def profile_text(path: Path) -> str:
    """The text of a profile that the person names. Raises `InputError`."""
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise InputError(f"The profile in {path} cannot be read ({cause(error)}); check the path.") from error


def _said(kept: Path, calendars: list[str]) -> Iterator[str]:
    yield f"{kept} holds it now, for every ticket of this repository and over its own {FILE}; delete it to undo this."
    if calendars:
        yield f"As your own, its calendars count: {joined([quoted(one) for one in calendars])}."


def _lying(path: Path) -> str | None:
    """The text of a file that is there, and no link to another; None where it is none."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _BYTES:
            return None
        return _plain(read_file(path).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
