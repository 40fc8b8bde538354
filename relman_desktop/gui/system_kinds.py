"""The kinds of change systems that can be set up: those that come with the app, and the team's own files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..export.targets.table import own_folder, read_target, shipped
from ..export.targets.target import Target


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the team's, with what is wrong with it."""

    path: Path
    target: Target | None
    wrong: str = ""  # a sentence


def own_files() -> tuple[OwnFile, ...]:
    """All of them, by name; a wrong one keeps no other from being used."""
    folder = own_folder()
    return tuple(map(_own, sorted(folder.glob("*.toml")))) if folder.is_dir() else ()


def kinds() -> Mapping[str, Target]:
    """All that can be used, by name, as people read them."""
    own = {one.path.stem: one.target for one in own_files() if one.target}
    known = {**shipped(), **own}
    return dict(sorted(known.items(), key=lambda one: one[1].title.casefold()))


def only_address(target: Target) -> str:
    """The address of a kind that has but one; "" where each has its own."""
    return "" if "example" in target.address or "<" in target.address else target.address


def _own(path: Path) -> OwnFile:
    try:
        return OwnFile(path, read_target(path))
    except InputError as error:
        return OwnFile(path, None, str(error))
