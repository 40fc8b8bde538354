"""Numbers as people write them, and what else they may be written as: 600 is ten minutes where it counts seconds."""

import re
import unicodedata

_NUMBER = re.compile(r"\d+(?:[.,_\u00a0\u202f'’]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[,_\u00a0\u202f'’]\d{3})+(?:\.\d+)?")
_SPELT = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
SPELT = {word: number for number, word in enumerate(_SPELT)} | _TENS | _LARGE
_UNITS: dict[str, tuple[float, ...]] = {  # what a number of this unit may stand as: times these, never fewer
    "s": (1000.0,), "sec": (1000.0,), "second": (1000.0,),
    "m": (60.0, 60_000.0), "min": (60.0, 60_000.0), "minute": (60.0, 60_000.0),
    "h": (3600.0, 3_600_000.0, 60.0), "hour": (3600.0, 3_600_000.0, 60.0),
    "day": (86_400.0, 86_400_000.0, 24.0, 1440.0), "week": (604_800.0, 7.0), "year": (365.0,),
    "kb": (1000.0, 1024.0), "kib": (1024.0,), "mb": (1e6, 1_048_576.0, 1024.0, 1000.0), "mib": (1_048_576.0, 1024.0),
    "gb": (1e9, 1_073_741_824.0, 1024.0, 1000.0), "gib": (1_073_741_824.0, 1024.0),
    "%": (0.01,), "percent": (0.01,), "ms": (0.001,), "millisecond": (0.001,),
}  # fmt: skip
_LONG: dict[str, tuple[tuple[str, ...], str]] = {  # how code names a unit, and with which letters right after a number
    "m": (("minute", "mins", "_min"), "m"), "min": (("minute", "mins", "_min"), "m"),
    "minute": (("minute", "mins", "_min"), "m(?:in)?"),
    "h": (("hour", "hrs"), "h"), "hour": (("hour", "hrs"), "hr?"),
    "day": (("day", "daily", "nightly"), "d"), "week": (("week",), "w"), "month": (("month",), "mo?"),
    "year": (("year", "annual"), "y"),
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")


def canonical(text: str) -> str:
    """A number in one spelling: `1200` of `1,200`, `5` of `5.0`, `900` of `９００`; "" of a version or a list."""
    text = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
    if not text.isascii() and not _GROUPED.fullmatch(text):
        return ""
    digits = re.sub(r"[,_\u00a0\u202f'’]", "", text) if _GROUPED.fullmatch(text) else text.replace("_", "")
    if digits.count(".") + digits.count(",") > 1 or len(digits) > 40:
        return ""
    try:
        return _spelling(float(digits.replace(",", ".")))
    except ValueError:
        return ""


def numbers_in(text: str) -> frozenset[str]:
    """All numbers of a text, digits and words."""
    found = {canonical(one) for one in _NUMBER.findall(text)}
    found |= {_spelling(SPELT[word]) for word in SPELT.keys() & set(_WORD.findall(text.casefold()))}
    return frozenset(found - {""})


def measures(unit: str) -> bool:
    """Whether a unit measures (`%`, `s`, `minutes`), so that a number of it counts no things."""
    return unit.casefold() in _UNITS or unit.casefold().removesuffix("s") in _UNITS


def readings(number: str, unit: str) -> tuple[str, ...]:
    """What a number with its unit may stand as in the evidence, itself first."""
    factors = _UNITS.get(unit.casefold()) or _UNITS.get(unit.casefold().removesuffix("s"), ())
    value = float(number)
    return number, *(_spelling(value * factor) for factor in factors)


def is_named(number: str, unit: str, text: str) -> bool:
    """Whether a text in small letters names a unit that no number has by itself: no `timeout = 5` is of days."""
    forms = _LONG.get(unit.casefold().removesuffix("s"))
    if forms is None:
        return True
    words, letter = forms
    return any(word in text for word in words) or bool(re.search(rf"(?<![\w.]){re.escape(number)} ?{letter}\b", text))


def _spelling(value: float) -> str:
    return f"{value:.10g}" if value == value and abs(value) < 1e300 else ""
