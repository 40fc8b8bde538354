"""A profile that lies in the work tree and not in the commit that is deployed: it does not count by itself."""

from contextlib import suppress
from pathlib import Path

from ...errors import InputError, ServiceError, cause
from ...files import read_file
from ...jobs import Cancel
from ..opening import Opened
from .layers import FILE, committed, person_files
from .reading import LARGEST
from .writing import without_entry, write_profile

_HEAD = f"# Copied from {FILE} of the work tree, which the version that was open did not have.\n\n"
_MOST = 100  # calendars


def waiting_profile(opened: Opened, cancel: Cancel) -> Path | None:
    """The file in the work tree, where it could count: the deployed commit has none, and the person none of their own.

    None otherwise. May run on any thread.
    """
    path = Path(opened.location) / FILE
    if opened.repository is None or not path.is_file() or person_files(opened.location)[1].exists():
        return None
    text, said = committed(opened.repository, opened.change.head, cancel)
    return path if text is None and not said else None


def use_waiting(path: Path, location: str) -> Path:
    """Copy it to the person's own profile for the repository at `location`; gives where that is.

    Without its calendars: a repository must not make us read files or open addresses of its choice. Raises
    `ServiceError`, also where the person has a profile there.
    """
    own = person_files(location)[1]
    try:
        text = read_file(path, 4 * LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ServiceError(f"{path} cannot be read ({cause(error)}); look at it in an editor.") from error
    with suppress(InputError):  # there are no more, or it is no TOML, which is told where it is read
        for _ in range(_MOST):
            text = without_entry(text, "calendars", 0)
    write_profile(own, _HEAD + text, None)
    return own
