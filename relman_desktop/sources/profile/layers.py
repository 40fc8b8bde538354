"""Where the team's profile is read from: the repository at the head of the range, then what the person says over it."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from ...errors import cause
from ...files import home, read_file
from ...jobs import Cancel
from .. import git
from ..change import Change
from ..opening import Opened
from ..repository import Repository
from .calendars import with_calendars
from .merging import layered
from .profile import Profile
from .reading import LARGEST, read_profile

__all__ = ["Layer", "layered", "layers_at", "layers_of", "merged", "person_files", "team_profile"]

FILE = ".relman.toml"
EVERYWHERE = "your profile"
HERE = "your profile for this repository"
_BYTES = 4 * LARGEST  # of UTF-8, at most


@dataclass(frozen=True)
class Layer:
    """What one file says."""

    file: str  # as a person knows it
    profile: Profile
    path: Path | None = None  # where the person keeps it


def team_profile(opened: Opened, cancel: Cancel, *over: Layer) -> Profile:
    """All layers of the profile that holds for a change, without ids, and those `over` them. May run on any thread."""
    if opened.repository is None:
        return merged((*layers_at(opened.location, cancel), *over), cancel)
    layers = layers_of(opened.repository, opened.change.head, opened.location, cancel)
    profile = merged((*layers, *over), cancel)
    said = _of_the_change(opened.change) if layers and layers[0].file == FILE else ()
    return replace(profile, warnings=(*said, *profile.warnings))


def merged(layers: Sequence[Layer], cancel: Cancel) -> Profile:
    """Layers as one profile, with what the calendars of the person's own hold; the last is the strongest."""
    zone = layered(*(one.profile for one in layers)).said.get("time_zone", "")
    return layered(
        *(with_calendars(one.profile, one.path.parent, zone, cancel) if one.path else one.profile for one in layers)
    )


def layers_of(repository: Repository, head: str, location: str, cancel: Cancel) -> tuple[Layer, ...]:
    """The layers for a commit of a repository, the strongest last; those that are not there are left out."""
    text, said = committed(repository, head, cancel)
    if text is None and not said:
        return layers_at(location, cancel)
    read = read_profile(text, FILE, cancel) if text is not None else Profile(warnings=(said,))
    return (Layer(FILE, _without_calendars(read)), *layers_at(location, cancel))


def layers_at(location: str, cancel: Cancel) -> tuple[Layer, ...]:
    """The person's own layers for a place, the strongest last; those that are not there are left out."""
    return tuple(_own(zip(person_files(location), (EVERYWHERE, HERE), strict=True), cancel))


def person_files(location: str) -> tuple[Path, Path]:
    """The person's own profile for all repositories, and the one for the repository at a location."""
    place = os.path.normcase(location.rstrip("/\\") or location)
    name = re.sub(r"[^\w.-]+", "-", Path(location).name).strip(".-")[:40] or "repository"
    known = sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return home() / "profile.toml", home() / "profiles" / f"{name}-{known}.toml"


def read_own(path: Path, file: str, cancel: Cancel) -> Profile | None:
    """A profile that the person keeps at a path; None where there is none."""
    try:
        text = read_file(path, _BYTES + 1).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return Profile(warnings=(f"{file} ({path}) cannot be read: {cause(error)}.",))
    except UnicodeDecodeError:
        return Profile(warnings=(f"{file} ({path}) is not UTF-8 text; save it as UTF-8.",))
    return read_profile(text, file, cancel)


def _own(files: Iterator[tuple[Path, str]], cancel: Cancel) -> Iterator[Layer]:
    for path, file in files:
        cancel.check()
        if (profile := read_own(path, file, cancel)) is not None:
            yield Layer(file, profile, path)


def committed(repository: Repository, head: str, cancel: Cancel) -> tuple[str | None, str]:
    """The text of the repository's profile at a commit, and why it was not read; (None, "") where there is none."""
    entry = repository.run("ls-tree", "-z", "--full-tree", head, "--", FILE, cancel=cancel).data
    if not entry:
        return None, ""
    mode, kind, blob = entry.partition(b"\t")[0].decode().split(" ")
    if kind != "blob" or mode == "120000":
        return None, f"{FILE} is not a file in this version, so it was not read."
    objects = repository.objects()
    content = objects.blob(blob, _BYTES, cancel)
    objects.close()
    if content is None:
        return None, f"{FILE} is there, but its text is not here or is too large, so it was not read."
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return None, f"{FILE} is not UTF-8 text, so it was not read; save it as UTF-8."


def _of_the_change(change: Change) -> Sequence[str]:
    altered = any(FILE in (file.path, file.old_path) for file in change.files)
    said = f"This change alters {FILE}, so what the team's profile says here is under review with it."
    return (said,) if altered else ()


def _without_calendars(profile: Profile) -> Profile:
    """A repository must not make us read files or open addresses of its choice."""
    named = profile.of("calendars")
    told = tuple(
        f"{one.file}, line {one.line}: the calendar {git.plain(one.get('source'), 80)} is not read, for a repository"
        " must not make this program open it; if you trust it, add the entry to your own profile."
        for one in named
    )
    kept = tuple(one for one in profile.entries if one not in named)
    return Profile(kept, (*profile.warnings, *told), profile.said)
