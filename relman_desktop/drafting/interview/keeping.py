"""An answer as entries of the person's profile, where later tickets find it; and taking them out again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...errors import InputError
from ...sources.profile.layers import EVERYWHERE, HERE, person_files
from ...sources.profile.profile import Value
from ...sources.profile.reading import read_profile
from ...sources.profile.writing import add_entry, edit_profile, place_of, without_entry
from ...wording import counted, shorten
from ..proposal import Material
from ..question_table import Keeping, row_of
from .behind import Behind

_LONGEST_NAME = 60  # characters of the name that an entry gets from its text


@dataclass(frozen=True, slots=True)
class Kept:
    """What was put into a profile."""

    path: Path
    file: str  # the path as a person knows it
    part: str
    entries: tuple[Mapping[str, Value], ...]

    @property
    def words(self) -> str:
        """How many entries, for a person."""
        return counted(len(self.entries), "entry")


def keep_answer(material: Material, location: str, question: str) -> Kept:
    """Put the parts of an answer that are no entries yet into the person's profile for the repository at a location.

    For a diff file, which is read once, it is the profile for all repositories. Raises `InputError` or `ServiceError`;
    then what was put in before stays.
    """
    row, answer = row_of(question), material.answers.get(question, "")
    if not (row and row.keep and answer):
        raise InputError("Only an answer that a team's profile has a part for can be kept for next time.")
    everywhere, here = zip(person_files(location), (EVERYWHERE, HERE), strict=True)
    path, file = everywhere if material.change.origin == "diff" else here
    entries = tuple(_entries(material, row.keep, question, answer))
    for values in entries:
        add_entry(path, row.keep.part, values)
    return Kept(path, file, row.keep.part, entries)


def let_go(kept: Kept) -> None:
    """Take entries out again that were put in. Raises `InputError` where one is not there any more."""
    edit_profile(kept.path, lambda text: _without(text, kept))


def _without(text: str, kept: Kept) -> str:
    for values in reversed(kept.entries):
        # The last one that says it, by its line: among those before it may be some that could not be read.
        lines = [one.line for one in read_profile(text, kept.path.name).of(kept.part) if one.values == values]
        place = place_of(text, kept.part, lines[-1]) if lines else None
        if place is None:
            raise InputError(f"{kept.path} does not have the entry any more; nothing was taken out of it.")
        text = without_entry(text, kept.part, place)
    return text


def _entries(material: Material, keep: Keeping, question: str, answer: str) -> Iterator[dict[str, Value]]:
    for line in Behind(material).lines(question, answer):
        if not any(one.startswith("N") for one in line.evidence):
            named = {keep.name: shorten(" ".join(line.text.split()), _LONGEST_NAME)} if keep.name else {}
            yield {**named, keep.key: line.text, **keep.also}
