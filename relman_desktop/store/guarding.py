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
from .listing import COLUMNS, last_number, record_of
from .meta import LIBRARY, read_meta
from .opening import Opened, note_damage
from .record import Record
from .recovery import forget
from .tail import TailWriter, read_tail
from .thinning import thin

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
            self._tail = self._tail or self._begin(connection)
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
            made = self._backups.make(self._database, self._cancel)
            do(lambda connection: self._begin_anew(connection, made.counter)).result()
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
                if self._is_due():
                    self._back_up(do)
                self._ends.wait(LOOK)
        except Cancelled:
            return

    def _is_due(self) -> bool:
        """Whether something was written since the last backup, which is an hour old; a clock may have gone back."""
        tail = self._tail
        if tail is None or tail.last <= tail.after:
            return False
        if self._last:
            return time.monotonic() - self._last >= EVERY.total_seconds()
        newest = max(self._backups.all(), default=None)
        return newest is None or abs(datetime.now(UTC) - newest.at) >= EVERY

    def _back_up(self, do: Do) -> None:
        try:
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
                f"A damage was found in {self._database} ({wrong[0].what}); close Relman Desktop and open it again,"
                " and it is repaired from the backup and the second copy. What you write meanwhile is kept twice."
            )
            self._tell(self._damage)
        elif wrong:
            do(_derive)

    def _begin(self, connection: apsw.Connection) -> TailWriter:
        """Go on with the newest tail of this library, or begin one after the newest backup."""
        library = read_meta(connection, LIBRARY) or ""
        counter = self._backups.counter
        path = self._backups.tail(counter)
        known = read_tail(path)
        if known and known.library not in (library, ""):
            path, known = self._backups.tail(counter + 1), None
        after = known.after if known else self._backed_up(connection, library)
        writer = TailWriter(path, library, after)
        writer.append(_since(connection, writer.last))
        return writer

    def _begin_anew(self, connection: apsw.Connection, counter: int) -> None:
        """A tail of what the newest backup has not; on the journal's thread, so nothing comes in between."""
        library = read_meta(connection, LIBRARY) or ""
        try:
            writer = TailWriter(self._backups.tail(counter), library, self._backed_up(connection, library))
            writer.append(_since(connection, writer.last))
        except ServiceError as error:
            self._trouble("tail", error)
            return
        if self._tail:
            self._tail.close()
        self._tail = writer

    def _backed_up(self, connection: apsw.Connection, library: str) -> int:
        """The number of the last record in the newest backup; that of the database where it has none of this one."""
        newest = max(self._backups.all(), default=None)
        if newest is None:
            return 0
        with closing(immutable(newest.path)) as backup:
            same = read_meta(backup, LIBRARY) == library
            return last_number(backup if same else connection)

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


def _derive(connection: apsw.Connection) -> None:
    with transaction(connection):
        rebuild(connection)
