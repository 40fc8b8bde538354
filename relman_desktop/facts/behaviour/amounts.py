"""Quantities that compare, and how people read them. Durations are in milliseconds, sizes in bytes, both exact."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value. `kind` is "duration" (ms), "size" (bytes), "number", "rate" or "word"; `text` is what people read."""

    kind: str
    amount: Fraction
    text: str

    def same(self, other: "Quantity") -> bool:
        """Whether both surely or possibly say the same: a bare number may be of any unit."""
        if self.kind == other.kind == "word":
            return _said(self.text, other.text)
        if self.kind == other.kind:
            return self.amount == other.amount and (self.kind != "rate" or self.text == other.text)
        if {self.kind, other.kind} == {"number", "duration"}:
            number, duration = (self, other) if self.kind == "number" else (other, self)
            return number.amount in (duration.amount, duration.amount / 1000)
        return {self.kind, other.kind} == {"number", "size"} and self.amount == other.amount


def _said(one: str, other: str) -> bool:
    """Whether two words say the same: `INFO`, `info` and `logging.INFO`."""
    one, other = one.lower(), other.lower()
    return one == other or f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")


def duration(milliseconds: Fraction) -> Quantity:
    return Quantity("duration", milliseconds, _duration_text(milliseconds))


def amount_of(kind: str, amount: Fraction) -> Quantity:
    if kind == "duration":
        return duration(amount)
    return Quantity(kind, amount, _size_text(amount) if kind == "size" else _number_text(amount))


_SCALE = tuple(
    (name, Fraction(size))
    for name, size in (("day", 86_400_000), ("hour", 3_600_000), ("minute", 60_000), ("second", 1000), ("ms", 1))
)


def _duration_text(milliseconds: Fraction) -> str:
    """`30 s`, `15 minutes`, `1 hour`, `90 days`: in the largest unit that gives a whole number."""
    for name, size in _SCALE:
        count = milliseconds / size
        if count.denominator == 1 and count >= 1:
            return f"{count.numerator:,} {_unit_text(name, int(count))}"
    return f"{float(milliseconds):g} ms"


def _unit_text(name: str, count: int) -> str:
    if name in ("ms", "second"):
        return {"ms": "ms", "second": "s"}[name]
    return name if count == 1 else name + "s"


def _size_text(amount: Fraction) -> str:
    for name, size in _SIZES:
        if amount >= size and (amount * 10 / size).denominator == 1:
            return f"{float(amount / size):g} {name}"
    return f"{float(amount):,.0f} bytes"


_SIZES = (("GiB", 1 << 30), ("GB", 10**9), ("MiB", 1 << 20), ("MB", 10**6), ("KiB", 1 << 10), ("kB", 1000))


def _number_text(amount: Fraction) -> str:
    return f"{amount.numerator:,}" if amount.denominator == 1 else f"{float(amount):g}"


def size(amount: Fraction) -> Quantity:
    return amount_of("size", amount)


def unit_name(milliseconds: Fraction) -> str:
    return next((name for name, size in _SCALE if size == milliseconds), "period")
