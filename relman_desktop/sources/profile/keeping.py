"""A profile in a file that a person names, and keeping it as their own for a repository."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...errors import InputError, cause
from ...files import read_file
from ...wording import joined, quoted
from .layers import FILE, person_files
from .reading import read_all, read_profile
from .writing import without_entry, write_profile

_MOST = 100  # calendars


@dataclass(frozen=True)
class Kept:
    """A profile that is the person's own now."""

    path: Path
    calendars: tuple[str, ...]  # that it does not name, though the file did

    @property
    def said(self) -> Iterator[str]:
        """What there is to say of it, in sentences."""
        yield f"{self.path} holds it now, for every ticket of this repository and over its own {FILE}."
        if self.calendars:
            named = joined([*map(quoted, self.calendars)])
            yield (
                f"Its calendars are left out, for a repository must not make this program open them: {named};"
                f" if you trust them, add the entries to {self.path}."
            )


def keep(path: Path, location: str, *, force: bool = False) -> Kept:
    """Keep a profile as the person's own for the repository at `location`, without its calendars.

    Whoever made the file, it may have come with the repository, which must not make us read files or open addresses.
    Raises `InputError` where it is no profile or another one would be lost, and `ServiceError`.
    """
    text = whole_text(path)
    calendars = tuple(one.get("source") for one in read_profile(text, path.name).of("calendars"))
    text = without_calendars(text)
    own = person_files(location)[1]
    before = read_file(own) if own.exists() else None
    if before not in (None, text.encode()) and not force:
        raise InputError(
            f"{own} is your profile for this repository already;"
            f" `relman profile --use {path} --force` puts the other in its place."
        )
    write_profile(own, text, before)
    return Kept(own, calendars)


def without_calendars(text: str) -> str:
    """A profile's text without the calendars that it names. Raises `InputError` where they cannot be taken out."""
    for _ in range(_MOST + 1):
        if not read_profile(text, FILE).of("calendars"):
            return text
        text = without_entry(text, "calendars", 0)
    raise InputError(f"The profile names more than {_MOST} calendars; take them out of a copy and keep that.")


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
