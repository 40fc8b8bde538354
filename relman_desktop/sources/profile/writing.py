"""A profile's text with one entry more, changed or gone: every other byte stays as it is, comments too.

What comes out is read again before anybody gets it: it says what was wanted, the rest says what it said, and nothing in
it is wrong that was not wrong before. `place` is an entry's place among those of its part in the text, from 0.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from ...errors import InputError, ServiceError, cause
from ...files import read_file, write_atomically
from ..toml import TomlFault, toml_of
from .inserting import changed, entry_text, inserted, removed, swapped
from .positions import lines_of
from .profile import Value
from .reading import problems
from .schema import parts_by_name
from .spans import Written, written_parts

__all__ = [
    "BEGINNING",
    "Overtaken",
    "add_entry",
    "edit_profile",
    "entry_text",
    "place_of",
    "with_changed",
    "with_entry",
    "with_swapped",
    "without_entry",
    "write_profile",
]

_NAME = "this profile"
_TRIES = 5  # at a file that others write, too
BEGINNING = "# The team's profile: what its change tickets say that no code tells. See docs/profile.md.\n"


def with_entry(text: str, part: str, values: Mapping[str, Value]) -> str:
    """The text with an entry more: behind the last one of its part, or at the end.

    Of a part that is written once, the keys are added to what is there. Raises `InputError` where the values may not
    stand there, and where the text is no TOML.
    """
    single = parts_by_name()[part].single
    before = _document(text)
    if single and part in before:
        kept = {name: value for name, value in before[part].items() if name not in values}
        return _edited(text, part, lambda content, written: changed(content, part, written, 0, values, {*kept}))
    return _edited(text, part, lambda content, written: inserted(content, part, written, values))


def with_changed(text: str, part: str, place: int, values: Mapping[str, Value], kept: Collection[str] = ()) -> str:
    """The text with an entry that says these values and no others, but for what it says under the `kept` keys.

    Raises `InputError`, also where it is not there.
    """
    return _edited(text, part, lambda content, written: changed(content, part, written, place, values, kept))


def without_entry(text: str, part: str, place: int) -> str:
    """The text without an entry, and without the comment right above it. Raises `InputError` where it is not there."""
    return _edited(text, part, lambda content, written: removed(content, written, place))


def with_swapped(text: str, part: str, place: int) -> str:
    """The text with an entry and the one after it in each other's place. Raises `InputError` where one is not there."""
    return _edited(text, part, lambda content, written: swapped(content, written, place))


def place_of(text: str, part: str, line: int) -> int | None:
    """The place of the entry that begins on a line, as `TeamEntry.line` tells it; None where none does."""
    lines = lines_of(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return next((place for (name, place), at in lines.entries.items() if (name, at) == (part, line)), None)


class Overtaken(ServiceError):
    """Somebody else wrote the file since it was read."""


def add_entry(path: Path, part: str, values: Mapping[str, Value]) -> None:
    """Add an entry to a file, which is made where it is missing. Raises `InputError` or `ServiceError`."""
    edit_profile(path, lambda text: with_entry(text, part, values))


def edit_profile(path: Path, edit: Callable[[str], str]) -> None:
    """Edit a file's text, `BEGINNING` where it is missing; what others write into it meanwhile is edited anew.

    Raises `InputError`, `ServiceError` and what `edit` raises; then the file stays as it was.
    """
    for left in reversed(range(_TRIES)):
        try:
            content = _there(path)
            text = BEGINNING if content is None else content.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path} cannot be read ({cause(error)}), so nothing was changed in it.") from error
        try:
            return write_profile(path, edit(text), content)
        except Overtaken:
            if not left:
                raise


def write_profile(path: Path, text: str, known: bytes | None) -> None:
    """Put a profile's text into its file, where that holds what is known of it: None where it should not be there.

    A symbolic link stays one. Raises `Overtaken` or another `ServiceError`, and the file stays as it was.
    """
    target = Path(os.path.realpath(path))

    def still() -> None:
        if _there(target) != known:
            raise Overtaken(f"{path} was changed by another program at this moment; nothing was changed, try again.")

    try:
        write_atomically(target, text.encode("utf-8"), still)
    except OSError as error:
        raise ServiceError(f"{path} cannot be written ({cause(error)}); nothing was changed.") from error


def _there(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


_Edit = Callable[[bytes, Written], bytes]


def _edited(text: str, part: str, edit: _Edit) -> str:
    """The text after an edit that was checked."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix("\ufeff")
    before = _document(text)
    content = plain.encode("utf-8")
    after = edit(content, written_parts(content).get(part, Written())).decode("utf-8")
    _check(before, plain, after, part)
    return mark + after


def _check(before: Mapping[str, Any], old: str, new: str, part: str) -> None:
    """Refuse a text in which something is wrong that was not, or in which another part says something else."""
    known = Counter(one.text for one in problems(old, _NAME))
    for one in problems(new, _NAME):
        known[one.text] -= 1
        if known[one.text] < 0:
            raise InputError(f"That cannot stand in a profile: {one.text}.")
    if _others(before, part) != _others(_document(new), part):
        raise InputError(f"This cannot be changed without changing something else; edit [{part}] in the file itself.")


def _others(document: Mapping[str, Any], part: str) -> str:
    return repr({name: value for name, value in document.items() if name != part})  # where nan is nan


def _document(text: str) -> dict[str, Any]:
    try:
        return toml_of(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except TomlFault as fault:
        said = f"The profile is no TOML in line {fault.line}, column {fault.column} ({fault.what}); mend that first."
        raise InputError(said) from fault
