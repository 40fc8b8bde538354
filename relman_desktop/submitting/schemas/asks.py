"""Questions to a site about its fields: reads only, a bounded number of them."""

from collections.abc import Mapping
from typing import Any

from ...export.targets.target import Call, Target
from ...jobs import Progress
from ..answer import Fault, Unsubmitted
from ..client import Caller
from ..pointers import rows_at
from ..templates import Filling

_WHAT = "tell its fields"
_MOST_PAGES = 25
_NOT_FOR_US = (Fault.FORBIDDEN, Fault.MISSING, Fault.GONE, Fault.DECLINED, Fault.FORMAT, Fault.BAD_REQUEST)


class Asks:
    """Asks one site. Its methods raise `Unsubmitted`."""

    def __init__(self, caller: Caller, progress: Progress) -> None:
        self._caller, self._progress, self._asked = caller, progress, 0

    @property
    def target(self) -> Target:
        return self._caller.target

    def setting(self, name: str) -> str:
        """What the system says for a setting of its target."""
        return self._caller.values.get(name, "")

    async def told(self, path: str, query: Mapping[str, str] | None = None, call: Call | None = None) -> Any:
        """The answer to a question; its settings are filled in."""
        asked = call or Call("GET", path, query or {})
        self._asked += 1
        self._progress(f"Asking {self.target.title} for its fields", min(0.9, 0.1 + 0.05 * self._asked))
        return (await self._caller.sent(asked, _WHAT, Filling({}), writes=False)).json

    async def rows(self, path: str, query: Mapping[str, str] | None, rows: str, call: Call | None = None) -> list[Any]:
        """The rows of an answer."""
        return self.rows_of(await self.told(path, query, call), rows)

    async def rows_if_may(
        self, path: str, query: Mapping[str, str] | None, rows: str, call: Call | None = None
    ) -> list[Any] | None:
        """The same; None where the token may not ask for them, or the site has no such thing."""
        try:
            return await self.rows(path, query, rows, call)
        except Unsubmitted as fault:
            if fault.fault not in _NOT_FOR_US:
                raise
            return None

    async def pages(
        self, path: str, query: Mapping[str, str], rows: str, page: str, size: int, *, by_row: int | None = None
    ) -> list[Any] | None:
        """The rows of all pages of `size`, until one is not full; None where the first may not be asked for.

        `page`: the query's name for the page, from 1, or with `by_row` for the first row, counted from that.
        """
        found: list[Any] = []
        for number in range(_MOST_PAGES):
            start = number + 1 if by_row is None else by_row + len(found)
            asked = {**query, page: str(start)}
            told = await (self.rows(path, asked, rows) if number else self.rows_if_may(path, asked, rows))
            if told is None:
                return None
            found += told
            if len(told) < size:
                break
        return found

    def rows_of(self, answer: Any, rows: str) -> list[Any]:
        """The rows in an answer that was had. Raises `Unsubmitted` where it has none."""
        found = rows_at(answer, rows)
        if found is None:
            raise self._caller.faults.made(Fault.UNREADABLE, _WHAT, "it tells no list")
        return list(found)
