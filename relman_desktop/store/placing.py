"""Puts records that were read out of damaged bytes into one order: their texts are right, their numbers may not be."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from .carving import Carved
from .record import Record

FAR = 1000  # numbers that may be missing beyond as many as there are records


def placed(trusted: Mapping[int, Record], carved: Iterable[Carved], lost: frozenset[int]) -> dict[int, Record]:
    """All records by their numbers, each once.

    `trusted` have numbers that were checked, and keep them. A carved record whose number cannot be takes the place
    of one that is missing, by its time. `lost` numbers are known to be missing, so they are nobody's place.
    """
    order = _Order(trusted, lost)
    loose: list[Record] = []
    found = _once(carved, checksums(trusted.values()))
    far = max(trusted, default=0) + 2 * (len(found) + len(lost)) + FAR
    for number, record in sorted(found, key=lambda one: one[0]):
        if 0 < number <= far and order.is_free(number):
            order.put(number, record)
        else:
            loose.append(record)
    order.settle(loose + order.strays())
    return order.records


def checksums(records: Iterable[Record]) -> set[str]:
    """Of these records, and of those in whose place they stand."""
    return {checksum for one in records for checksum in (one.sha256, str(one.data.get("was", "")))} - {""}


def missing(numbers: Iterable[int], last: int = 0) -> frozenset[int]:
    """The numbers that are not among these, up to the greatest of them, or up to `last` where that is greater."""
    known = frozenset(numbers)
    return frozenset(range(1, max(last, max(known, default=0)) + 1)) - known


class _Order:
    def __init__(self, trusted: Mapping[int, Record], lost: frozenset[int]) -> None:
        self.records = dict(trusted)
        self._numbers = sorted(trusted)
        self._trusted, self._lost = frozenset(trusted), lost

    def is_free(self, number: int) -> bool:
        return number not in self.records and number not in self._lost

    def put(self, number: int, record: Record) -> None:
        insort(self._numbers, number)
        self.records[number] = replace(record, number=number)

    def strays(self) -> list[Record]:
        """Records whose numbers were damaged, taken out: one byte beside a gap, to which their time belongs."""
        gaps = self._gaps()
        out = [number for number in self._numbers if gaps and self._is_stray(number, gaps)]
        self._numbers = [number for number in self._numbers if number not in out]
        return [self.records.pop(number) for number in out]

    def settle(self, loose: Iterable[Record]) -> None:
        """Put records whose numbers are not known into the first gaps of their times, or at the end."""
        gaps = self._gaps()
        for record in sorted(loose, key=lambda one: one.at):
            gap = next((one for one in gaps if self._fits(one, record)), 0)
            if gap:
                gaps.remove(gap)
            self.put(gap or max(self._numbers, default=0) + 1, record)

    def _is_stray(self, number: int, gaps: list[int]) -> bool:
        record = self.records[number]
        if number in self._trusted or self._fits(number, record):
            return False
        return any(_one_byte_apart(gap, number) and self._fits(gap, record) for gap in gaps)

    def _gaps(self) -> list[int]:
        return sorted(missing(self.records) - self._lost)

    def _fits(self, number: int, record: Record) -> bool:
        """Whether the records around a number are of before and after a record's time."""
        at = bisect_left(self._numbers, number)
        before = self.records[self._numbers[at - 1]].at if at else ""
        at += at < len(self._numbers) and self._numbers[at] == number
        after = self.records[self._numbers[at]].at if at < len(self._numbers) else "~"
        return before <= record.at <= after


def _once(carved: Iterable[Carved], known: set[str]) -> list[tuple[int, Record]]:
    """Each record that is not known yet, with the number that most of its copies have."""
    numbers: defaultdict[str, Counter[int]] = defaultdict(Counter)
    records: dict[str, Record] = {}
    for one in carved:
        checksum = one.record.sha256
        if checksum not in known and one.record.data.get("was") not in known:
            records[checksum] = one.record
            numbers[checksum][one.number] += bool(one.number)
    return [(numbers[checksum].most_common(1)[0][0], record) for checksum, record in records.items()]


def _one_byte_apart(one: int, other: int) -> bool:
    """Whether two numbers differ in one byte as SQLite writes them, seven bits in each."""
    different = one ^ other
    lowest = (different & -different).bit_length() - 1
    return bool(different) and different >> lowest // 7 * 7 < 128
