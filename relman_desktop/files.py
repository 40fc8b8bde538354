"""Where our own files live, and how a file is written so that it is never half there."""

import errno
import os
import stat
from collections.abc import Callable
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def data_folder() -> Path:
    """The folder that holds `prompts/` and `resources/`: inside an installed package, beside a checkout's."""
    installed = _PACKAGE / "data"
    return installed if installed.is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """A file of `resources/`, by its name below it, such as `kinds.toml`."""
    return data_folder() / "resources" / name


def home() -> Path:
    """The folder of all that the app keeps; `RELMAN_HOME` puts it elsewhere. It may not exist yet."""
    if chosen := os.environ.get("RELMAN_HOME"):
        return Path(chosen)
    from platformdirs import user_data_path  # slow to import, and `relman files` does not need it

    return user_data_path("relman-desktop", appauthor=False)


def backups() -> Path:
    """The folder of the tickets' backups: outside the data folder, so that what empties the one leaves the other.

    Under `RELMAN_HOME`, where that is set, for all that the app keeps is there.
    """
    folder = home()
    return folder / "backups" if os.environ.get("RELMAN_HOME") else folder.with_name(f"{folder.name}-backups")


def backups_of(database: Path) -> Path:
    """The folder of a database's backups: `backups`, or one beside a database that the person keeps elsewhere."""
    return backups() if database.parent == home() else database.with_name(f"{database.stem}-backups")


def free_name(path: Path) -> Path:
    """The path, or the next one with a number that is not taken."""
    tries = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, 10_000))
    return next((one for one in (path, *tries) if not one.exists()), path)


def read_file(path: Path, most: int = -1) -> bytes:
    """The bytes of a file, `most` at most. Raises `OSError`, also for a pipe or a device: those may never end."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "it is a pipe or a device, not a file")
        with os.fdopen(os.dup(handle), "rb") as stream:
            return stream.read(most)
    finally:
        os.close(handle)


def write_atomically(path: Path, content: bytes, still: Callable[[], None] = lambda: None) -> None:
    """Replace `path` by `content`, durably, or leave it as it was.

    `still` is called right before the file takes its place; where it raises, nothing is changed.
    """
    import tempfile  # slow to import, and a start writes nothing

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        still()
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
