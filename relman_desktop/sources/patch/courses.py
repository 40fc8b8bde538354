"""Which sections of a patch are of one file: most often one, more in a series of commits and for a change of type."""

from dataclasses import dataclass
from itertools import pairwise

from ..change import Status
from .index import Index
from .messages import oldest_last
from .section import Section

_FULL = 40  # hexadecimal digits, the least that a whole object id has


@dataclass(slots=True)
class Course:
    """One file through all messages of a patch: its sections, the oldest first, never none."""

    sections: list[Section]
    message: int  # that the last one is of

    @property
    def old_path(self) -> str | None:
        return self.sections[0].old_path

    @property
    def new_path(self) -> str | None:
        return self.sections[-1].new_path

    @property
    def path(self) -> str:
        """Where the file is after the change, or where it was last."""
        return self.sections[-1].path

    @property
    def is_repeated(self) -> bool:
        """It is changed in several places, and not because git writes a change of type as two sections."""
        return len(self.sections) > 1 and self.status is not Status.TYPE

    @property
    def comes_and_goes(self) -> bool:
        """A commit adds the file and a later one removes it, so that deploying them all does neither."""
        return self.old_path is None and self.new_path is None

    @property
    def line(self) -> int:
        return min(section.line for section in self.sections)

    @property
    def modes(self) -> tuple[str, str]:
        """Each side's, as the sections nearest to it say it; "" where none does or the file is not there."""
        old = next((section.old_mode for section in self.sections if section.old_mode), "")
        new = next((section.new_mode for section in reversed(self.sections) if section.new_mode), "")
        return old if self.old_path else "", new if self.new_path else ""

    @property
    def blobs(self) -> tuple[str, str]:
        """The full object ids; "" where the patch abbreviates them."""
        old, new = self.sections[0].old_blob, self.sections[-1].new_blob
        return old if len(old) >= _FULL else "", new if len(new) >= _FULL else ""

    @property
    def status(self) -> Status:
        """What becomes of the file from before the first section to after the last."""
        if len(self.sections) == 1:
            return self.sections[0].status
        if self.old_path is None:
            return Status.ADDED
        if self.new_path is None:
            return Status.DELETED
        return self._kept()

    def _kept(self) -> Status:
        old_mode, new_mode = self.modes
        if old_mode and new_mode and old_mode[:2] != new_mode[:2]:
            return Status.TYPE
        if self.sections[0].status is Status.COPIED:
            return Status.COPIED
        return Status.RENAMED if self.old_path != self.new_path else Status.MODIFIED


def courses(index: Index) -> list[Course]:
    """The files of a patch in the order in which it names them.

    Inside one message (or a patch without messages) sections stand beside each other, so that only a deletion and an
    addition of the same path are one file. Across messages a section goes on where an earlier message left its file.
    """
    found: list[Course] = []
    at_path: dict[str, Course] = {}
    for message, section in _oldest_first(index):
        moved = section.status is Status.RENAMED
        before = section.old_path if moved and section.old_path else section.path
        course = at_path.get(before)
        if course and (course.message < message or not moved):
            del at_path[before]
            course.sections.append(section)
            course.message = message
        else:
            course = Course([section], message)
            found.append(course)
        at_path[section.path] = course
    return sorted(found, key=lambda course: course.line)


def _oldest_first(index: Index) -> list[tuple[int, Section]]:
    """Each section with the number of its message."""
    starts = [0, *(message.sections for message in index.messages), len(index.sections)]
    groups = [index.sections[start:end] for start, end in pairwise(starts)]
    if oldest_last(index.messages):
        groups.reverse()
    return [(number, section) for number, group in enumerate(groups) for section in group]
