"""The values that source code writes down, as quantities that compare: 60 seconds and 1 minute are the same.

What is computed, or said in a way that no rule knows, is no quantity.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from .amounts import Quantity, amount_of, duration, unit_name
from .rules import units

_LARGEST = 10**18
_LONGEST = 160  # characters of a value that is looked at
_NUMBER = r"\d(?:[\d_]*\d)?(?:\.\d+)?(?:[eE]\d{1,2})?"
_PLAIN = re.compile(rf"(-?{_NUMBER})(?:_?(?:[iu](?:8|16|32|64|size)|f32|f64)|[LlFfDdMmUun])?")
_WITH_UNIT = re.compile(rf"({_NUMBER})\s*([a-zA-Zµ]+)")
_TEXT = re.compile(rf"(?:{_NUMBER}\s*[a-zA-Zµ]+\s*)+")
_SIZES = {"M": "mb", "K": "kb", "G": "gb"}  # beside an `m` for minutes
_RATE = re.compile(r"(\d[\d_]*)\s*(?:/|per| per )\s*(\d*)\s*([a-z]+)", re.IGNORECASE)
_WRAPPED = re.compile(
    r"(?:\w+(?:\.|::))*(?:int|int32|int64|uint|uint32|uint64|float|float64|long|Integer|Number|Duration|ms|parse|env\.int)\(([^()]*)\)"
)
_CALL = re.compile(r":?(?:[\w\\]+(?:\.|::|->))*:?(\w+)\(([^()]*)\)")
_ARGUMENT = re.compile(rf"(\w+)\s*[=:]\s*({_NUMBER})")
_METHOD = re.compile(rf"\(?({_NUMBER})\)?\.(\w+)(?:\(\))?(?:\.(?:ago|from_now|to_i|in_milliseconds))*")
_MEMBER = re.compile(r"(?:\w+\.)*(\w+)\.(ms|seconds)")
_PAIR = re.compile(rf"({_NUMBER})\s*,\s*(?:[\w.]*\.)?:?([A-Za-z]+)")
_QUOTED = re.compile(r"""[rbuf]?(["'`])([^"'`]*)\1(?:\.to_string\(\)|\.into\(\))?""")
_RANGE = re.compile(r"\d{1,9}\.\.\.?\d{1,9}")
_WORD = re.compile(r":?[A-Za-z_][\w.:-]*")


@lru_cache(maxsize=10_000)
def quantity(text: str, unit: str | None = None) -> Quantity | None:
    """The value that stands written; None where it is computed, or said in a way that we do not know.

    unit: of a bare number, such as `ms` or `MiB`, where its name tells it.
    """
    text = text.strip().rstrip(";,").strip()
    if not text or len(text) > _LONGEST:
        return None
    if found := _QUOTED.fullmatch(text):
        return _rate(found[2]) or _texts(found[2].strip()) or _word(found[2])
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped and (inside := quantity(wrapped[1], unit)):
        return inside
    known = _product(text) or _call(text) or _pair(text) or _arguments(text)
    if known:
        return _with_unit(known, unit) if abs(known.amount) < _LARGEST else None
    return _word(text) if _WORD.fullmatch(text) or _RANGE.fullmatch(text) else None


def _with_unit(known: Quantity, unit: str | None) -> Quantity:
    if known.kind != "number" or not unit:
        return known
    kind, factor = units()[unit.lower()]
    return amount_of(kind, known.amount * factor)


def _texts(text: str) -> Quantity | None:
    """`30s`, `1h30m`, `10 MB`, `15 minutes`, or a number in quotes."""
    if re.fullmatch(_NUMBER, text):
        return _product(text)
    if not _TEXT.fullmatch(text):
        return None
    parts = [units().get(_SIZES.get(unit, unit.lower())) for _, unit in _WITH_UNIT.findall(text)]
    kinds = {part[0] for part in parts if part}
    if None in parts or len(kinds) != 1:
        return None
    amounts = [
        _amount(number) * part[1] for (number, _), part in zip(_WITH_UNIT.findall(text), parts, strict=True) if part
    ]
    return amount_of(kinds.pop(), sum(amounts, Fraction(0)))


def _rate(text: str) -> Quantity | None:
    found = _RATE.fullmatch(text.strip())
    unit = units().get(found[3].lower()) if found else None
    if not found or not unit or unit[0] != "duration":
        return None
    amount = Fraction(int(found[1].replace("_", ""))) / (unit[1] * int(found[2] or 1))
    return Quantity(
        "rate",
        amount,
        f"{int(found[1].replace('_', '')):,} per {found[2] + ' ' if found[2] else ''}{unit_name(unit[1])}",
    )


def _product(text: str) -> Quantity | None:
    """Numbers and units multiplied, or shifted to the left: `10 * 1024 * 1024`, `5 * time.Second`, `10 << 20`."""
    text = text.strip("() ") if text.startswith("(") and text.endswith(")") else text
    if found := re.fullmatch(r"(\d{1,9})\s*<<\s*(\d{1,2})", text):
        return amount_of("number", Fraction(int(found[1]) << int(found[2])))
    factors = [_factor(part.strip()) for part in text.split("*")]
    if any(factor is None for factor in factors):
        return None
    kind, amount = "number", Fraction(1)
    for factor in factors:
        assert factor is not None
        kind = factor[0] if factor[0] != "number" else kind
        amount *= factor[1]
    return amount_of(kind, amount)


def _factor(text: str) -> tuple[str, Fraction] | None:
    if found := _PLAIN.fullmatch(text):
        return "number", _amount(found[1])
    if found := _METHOD.fullmatch(text):
        unit = units().get(found[2].lower())
        return (unit[0], _amount(found[1]) * unit[1]) if unit else None
    if found := _MEMBER.fullmatch(text):
        unit = units().get(found[1].lower())
        return unit if unit and unit[0] == "duration" else None
    name = text.rpartition(".")[2].rpartition(":")[2]
    return units().get(name.lower()) if re.fullmatch(r"[\w.:]*\.[\w.]+|(?:u\.)?[MKG]i?B", text) else None


def _call(text: str) -> Quantity | None:
    """`timedelta(hours=1)`, `Duration.ofSeconds(5)`, `Duration::from_secs(5)`, `TimeSpan.FromMinutes(5)`."""
    found = _CALL.fullmatch(text)
    if not found:
        return None
    if _ARGUMENT.search(found[2]):
        return _arguments(found[2])
    unit = units().get(re.sub(r"^(?:of|from|add|sub|in|try)_?", "", _snake(found[1])).replace("_", ""))
    inner = _product(found[2].strip()) if unit else None
    return amount_of(unit[0], inner.amount * unit[1]) if unit and inner and inner.kind == "number" else None


def _arguments(text: str) -> Quantity | None:
    """`hours=1, minutes=30`."""
    parts = [(units().get(name.lower()), _amount(number)) for name, number in _ARGUMENT.findall(text)]
    known = [amount * unit[1] for unit, amount in parts if unit and unit[0] == "duration"]
    return duration(sum(known, Fraction(0))) if known and len(known) == len(_split(text)) else None


def _pair(text: str) -> Quantity | None:
    """`5, TimeUnit.SECONDS`."""
    found = _PAIR.fullmatch(text)
    unit = units().get(found[2].lower()) if found else None
    return amount_of(unit[0], _amount(found[1]) * unit[1]) if found and unit else None


def _split(arguments: str) -> list[str]:
    return [part for part in arguments.split(",") if part.strip()]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _amount(text: str) -> Fraction:
    return Fraction(text.replace("_", ""))


def _word(text: str) -> Quantity:
    return Quantity("word", Fraction(0), text)


def parts(text: str) -> Iterator[str]:
    """The words of a name in lower case: `maxUploadSizeMB` is max, upload, size, mb."""
    for found in re.finditer(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", text):
        yield found[0].lower()
