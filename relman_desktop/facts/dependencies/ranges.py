"""Whether two specs allow the same versions, though they are written in other words: `^1.2` and `>=1.2.0 <2`."""

import re

_COMPARATOR = re.compile(r"(\^|~>|~=|~|===?|=|!=|>=|<=|<|>)?\s*v?(\d[\w.*+-]*)")
_RELEASE = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:\.0)*")
_LONGEST = 300  # characters of a spec

Bounds = frozenset[tuple[str, str]]  # of operator and version


def same_range(old: str, new: str) -> bool:
    """Whether both are known to allow the same versions."""
    if " ".join(old.split()) == " ".join(new.split()):
        return True
    before, after = _alternatives(old), _alternatives(new)
    return before is not None and before == after


def _alternatives(spec: str) -> frozenset[Bounds] | None:
    if len(spec) > _LONGEST:
        return None
    parts = [_bounds(part) for part in re.split(r"\|\|?", spec)]
    return frozenset(part for part in parts if part is not None) if None not in parts else None


def _bounds(spec: str) -> Bounds | None:
    """All comparators of a spec; None where something else stands in it."""
    if _COMPARATOR.sub("", spec).strip(" ,"):
        return None
    found = [_expanded(one[1] or "", one[2]) for one in _COMPARATOR.finditer(spec)]
    return frozenset(pair for pairs in found for pair in pairs) or None


def _expanded(operator: str, version: str) -> list[tuple[str, str]]:
    wild = re.fullmatch(r"(\d+(?:\.\d+)?)\.[x*](?:\.[x*])?", version)
    if wild and operator in ("", "=", "==", "^", "~"):
        return _between(wild[1], wild[1].count("."))
    release = _RELEASE.fullmatch(version)
    if not release:
        return [(operator or "=", version)]
    if operator == "^":
        return _between(version, _first_number(version))
    if operator == "~":
        return _between(version, min(version.count("."), 1))
    if operator in ("~>", "~="):
        return _between(version, max(version.count(".") - 1, 0))
    exact = operator in ("", "=", "==", "===")
    return [("=", version)] if exact else [(operator, _full(version))]


def _between(version: str, place: int) -> list[tuple[str, str]]:
    """From a version up to the next in the number at a place."""
    numbers = [int(part) for part in version.split(".")]
    limit = [*numbers[:place], numbers[place] + 1]
    return [(">=", _full(version)), ("<", _full(".".join(map(str, limit))))]


def _first_number(version: str) -> int:
    """The place of the number that `^` keeps: the first that is not 0."""
    numbers = [int(part) for part in version.split(".")]
    return next((place for place, number in enumerate(numbers) if number), len(numbers) - 1)


def _full(version: str) -> str:
    parts = version.split(".")
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return ".".join(parts)
