"""Rescues what is not on the disk while the file of the tickets cannot be written."""

from pathlib import Path
from threading import Lock

from ..errors import ServiceError, cause
from ..ticket import Ticket
from .chosen import Chosen, place_of
from .journal import Journal
from .record import Record
from .rescue import begin_rescue
from .rescue_file import RescueFile


class Rescuing:
    """Keeps a rescue file of our own, and one that the person chose. Every method may be called from any thread."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = Lock()
        self._own: RescueFile | None = None
        self._chosen: Chosen | None = None

    def keep(self, ticket: Ticket | None, markdown: str = "") -> Path | None:
        """Have all that is not on the disk in the rescue files; gives the place of our own, None where all is saved.

        `ticket` and `markdown`: the current ticket as it is now. Raises `ServiceError` where no place can be written.
        """
        with self._lock:
            if not (unsaved := self._journal.unsaved):
                return None
            if self._chosen:
                self._keep_chosen(self._chosen, unsaved, markdown)
            return self._keep_own(unsaved, ticket)

    def choose(self, path: Path, ticket: Ticket | None, markdown: str) -> Path:
        """Keep it from now on also in a file that the person chose, with the ticket as Markdown beside it.

        Gives the file, whose name ends as those of its kind. What was chosen before is kept as it is.
        Raises `InputError` for a file of ours, `ServiceError` where it cannot be written.
        """
        place = place_of(path, self._journal.path)
        with self._lock:
            unsaved = self._journal.unsaved
            try:
                file = RescueFile(place, _after(unsaved), ticket, unsaved)
            except OSError as error:
                raise ServiceError(f"{place} cannot be written ({cause(error)}); choose another place.") from error
            self._chosen, earlier = Chosen(file, self._chosen), self._chosen
            if earlier:
                earlier.file.close()
            self._write_notes(self._chosen, markdown)
        return place

    def end(self) -> None:
        """All is on the disk; the file that the person chose stays."""
        with self._lock:
            if self._own:
                self._own.remove()
            if self._chosen:
                self._chosen.file.close()
            self._own = self._chosen = None

    def close(self) -> None:
        """Nothing is written any more; what was rescued stays."""
        with self._lock:
            for one in (self._own, self._chosen and self._chosen.file):
                if one:
                    one.close()
            self._own = self._chosen = None

    def _keep_own(self, unsaved: tuple[Record, ...], ticket: Ticket | None) -> Path:
        own, self._own = self._own, None
        if own:
            try:
                own.keep(unsaved)
            except OSError:  # this place is full, too, or gone; there may be another one
                own.close()
            else:
                self._own = own
                return own.path
        self._own = begin_rescue(self._journal.path, _after(unsaved), ticket, unsaved)
        return self._own.path

    def _keep_chosen(self, chosen: Chosen, unsaved: tuple[Record, ...], markdown: str) -> None:
        try:
            chosen.file.keep(unsaved)
            chosen.write_notes(markdown)
        except OSError:
            return  # it is tried again with the next change, and there is a file of our own

    @staticmethod
    def _write_notes(chosen: Chosen, markdown: str) -> None:
        try:
            chosen.write_notes(markdown)
        except OSError as error:
            said = (
                f"{chosen.notes} cannot be written ({cause(error)}); what is not saved is kept in {chosen.file.path}."
            )
            raise ServiceError(said) from error


def _after(unsaved: tuple[Record, ...]) -> int:
    """The number of the last record that is on the disk."""
    return unsaved[0].number - 1 if unsaved else 0
