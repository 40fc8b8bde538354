"""What stands beside the journal while it is open: the second copy of each record, hourly backups, the whole check."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw

from ..errors import Cancelled, RelmanError, ServiceError
from ..jobs import Cancel
from .backups import Backups
from .checking import check
from .database import connect, immutable, transaction
from .deriving import rebuild
from .listing import COLUMNS, last_number, record_of, sums_since
from .meta import LIBRARY, read_meta
from .opening import Opened, note_damage
from .record import Record
from .recovery import forget
from .tail import TailWriter, read_tail
from .thinning import thin
from .timeline import goes_on, marks

EVERY = timedelta(hours=1)  # between two backups, while there are edits
LOOK = 60.0  # seconds between two looks at whether a backup is due

Do = Callable[[Callable[[apsw.Connection], Any]], "Future[Any]"]  # `Journal.do`


class Guard:
    """Keeps the second copy; `copy` on the journal's thread, all else on a thread of its own."""

    def __init__(self, database: Path, backups: Backups) -> None:
        self._database, self._backups = database, backups
        self._watcher: Callable[[str], None] | None = None
        self._untold: list[str] = []
        self._telling, self._making = threading.Lock(), threading.Lock()
        self._tail: TailWriter | None = None
        self._troubles: set[str] = set()
        self._damage = ""  # that was found, in a sentence
        self._cancel, self._ends = Cancel(), threading.Event()
        self._thread: threading.Thread | None = None
        self._last = 0.0  # monotonic, of the last backup of this process
        self._anew = False  # a tail was begun that goes on from no newest backup
        self._left = False  # what was kept of the file of before is needed at the next start

    def watch(self, watcher: Callable[[str], None]) -> None:
        """Have somebody given sentences for the person, from any thread: each trouble once, and "" when all is over."""
        with self._telling:
            self._watcher, untold, self._untold = watcher, self._untold, []
        for sentence in untold:
            watcher(sentence)

    def tell_again(self) -> None:
        """Something weightier was told meanwhile: what is still wrong is told anew."""
        self._troubles.clear()
        self._tell(self._damage)

    def copy(self, connection: apsw.Connection, records: Sequence[Record]) -> None:
        """Have records in the tail before they are committed. What fails is told, and made up for at the next time."""
        try:
            if self._tail and not _follow(connection, records, self._tail):
                self._leave(self._tail)
            self._tail = self._tail or self._begin(connection, records)
            if records and records[0].number > self._tail.last + 1:
                self._tail.append(_since(connection, self._tail.last))
            self._tail.append(records)
        except (ServiceError, apsw.Error) as error:
            self._tail = None
            self._trouble("tail", error)
        else:
            self._is_over("tail")

    def start(self, opened: Opened, do: Do) -> None:
        """Begin to look after the journal whose `do` this is."""
        begun = do(lambda connection: self.copy(connection, ()))
        self._thread = threading.Thread(target=self._run, args=(opened, do, begun), name="ticket-guard", daemon=True)
        self._thread.start()

    def back_up(self, do: Do) -> None:
        """Make a backup now. Raises `ServiceError`."""
        with self._making:
            self._last = time.monotonic()
            self._anew = False
            made = self._backups.make(self._database, self._cancel)
            do(lambda connection: self._begin_anew(connection, made.counter)).result()
            if not self._left:
                self._backups.thin()
            while do(thin).result():
                self._cancel.check()

    def stop(self) -> None:
        """Make no backup any more; one that is being made is given up."""
        self._cancel.cancel()
        self._ends.set()
        if self._thread:
            self._thread.join()

    def close(self) -> None:
        """The journal has ended. After this nobody needs to be told again of a recovery."""
        if self._tail:
            self._tail.close()
        with suppress(OSError):  # where nothing may be written it is told again
            forget(self._database)

    def _run(self, opened: Opened, do: Do, begun: "Future[None]") -> None:
        with suppress(ServiceError):  # the journal is closed already
            begun.result()
        try:
            if opened.unchecked:
                self._check(do)
            while not self._ends.is_set():
                self._back_up(do)
                self._ends.wait(LOOK)
        except Cancelled:
            return

    def _is_due(self) -> bool:
        """Whether something was written since the last backup, which is an hour old; a clock may have gone back."""
        tail = self._tail
        if tail is None or tail.last <= tail.after:
            return False
        if self._anew:
            return True
        if self._last:
            return time.monotonic() - self._last >= EVERY.total_seconds()
        newest = max(self._backups.all(), default=None)
        return newest is None or abs(datetime.now(UTC) - newest.at) >= EVERY

    def _back_up(self, do: Do) -> None:
        try:
            if self._is_due():
                self.back_up(do)
        except Cancelled:
            raise
        except (RelmanError, apsw.Error, OSError) as error:
            self._trouble("backup", error)
        else:
            self._is_over("backup")

    def _check(self, do: Do) -> None:
        """The whole check of a large library, on a connection of its own."""
        try:
            with closing(connect(self._database, read_only=True)) as connection:
                wrong = check(connection, self._cancel)
        except (apsw.Error, OSError):
            return  # the journal says what is wrong with the file, or the next start
        if any(not one.derived for one in wrong):
            note_damage(self._database)
            self._damage = (
                f"A damage was found in {self._database}; close Relman Desktop and open it again,"
                " and it is repaired from the backup and the second copy. What you write meanwhile is kept twice."
            )
            self._tell(self._damage)
        elif wrong:
            do(_derive)

    def _leave(self, tail: TailWriter) -> None:
        """The file was replaced while it was open: the records of before have numbers that others have now."""
        tail.close()
        self._tail, self._left = None, True
        self._damage = (
            f"The file of your tickets, {self._database}, was replaced by another one while it was open. What you write"
            " is kept in that; close Relman Desktop and open it again, and what only the one before had is put in."
        )
        self._tell(self._damage)

    def _begin(self, connection: apsw.Connection, new: Sequence[Record]) -> TailWriter:
        """Go on with the newest tail of this library if it is whole, or begin one after the newest backup."""
        library = read_meta(connection, LIBRARY) or ""
        counter = self._backups.counter
        path = self._backups.tail(counter)
        if path.exists() and not self._is_good(path, connection, library, new):
            path = self._backups.tail(counter + 1)
            self._anew = True
        writer = TailWriter(path, library, *self._backed_up(connection, library))
        writer.append(_since(connection, writer.last))
        return writer

    def _is_good(self, path: Path, connection: apsw.Connection, library: str, new: Sequence[Record]) -> bool:
        try:
            known = read_tail(path)
        except ServiceError:
            return False
        if known is None:
            return not path.stat().st_size
        return known.library == library and goes_on(connection, known, new)

    def _begin_anew(self, connection: apsw.Connection, counter: int) -> None:
        """A tail of what the newest backup has not; on the journal's thread, so nothing comes in between."""
        library = read_meta(connection, LIBRARY) or ""
        try:
            writer = TailWriter(self._backups.tail(counter), library, *self._backed_up(connection, library))
            writer.append(_since(connection, writer.last))
        except ServiceError as error:
            self._trouble("tail", error)
            return
        if self._tail:
            self._tail.close()
        self._tail = writer

    def _backed_up(self, connection: apsw.Connection, library: str) -> tuple[int, str]:
        """The number and the checksum of the last record that a backup of this library has, too; 0 and "" for none."""
        for one in reversed(self._backups.all()):
            with suppress(apsw.Error, OSError, UnicodeError), closing(immutable(one.path)) as backup:
                last = last_number(backup)
                here, there = sums_since(connection, last), sums_since(backup, last)
                if read_meta(backup, LIBRARY) == library and last and here.get(last) == there.get(last):
                    return last, here[last]
        return 0, ""

    def _trouble(self, kind: str, error: Exception) -> None:
        if kind not in self._troubles:
            self._troubles.add(kind)
            self._tell(str(error))

    def _is_over(self, kind: str) -> None:
        if kind in self._troubles:
            self._troubles.discard(kind)
            if not self._troubles:
                self._tell(self._damage)

    def _tell(self, sentence: str) -> None:
        with self._telling:
            watcher = self._watcher
            if not watcher:
                self._untold.append(sentence)
        if watcher:
            watcher(sentence)


def _since(connection: apsw.Connection, number: int) -> list[Record]:
    """The records after a number."""
    sql = f"SELECT {COLUMNS} FROM journal WHERE number > ? ORDER BY number"  # noqa: S608
    return [record for row in connection.execute(sql, (number,)) if (record := record_of(row))]


def _follow(connection: apsw.Connection, records: Sequence[Record], tail: TailWriter) -> bool:
    """Whether records come after those of a tail; the last of these may be the same, for they are tried again."""
    if not records:
        return True
    before = min(records[0].number - 1, tail.last)
    known, there = tail.sum_at(before), marks(connection, before, before).get(before)
    again = all(tail.sum_at(one.number) == one.sha256 for one in records if one.number <= tail.last)
    if before < tail.after or not again:
        return False
    return not before or (there is not None and (not known or there.is_of(known)))


def _derive(connection: apsw.Connection) -> None:
    with transaction(connection):
        rebuild(connection)
