"""What the statuses of HTTP mean where work items are read; each kind adds what its tracker means by them."""

import math
from collections.abc import Mapping
from typing import Any

from ..kind import Refusal, Sort

_SORTS: Mapping[int, Sort] = {401: "token", 403: "access", 404: "missing", 410: "missing", 429: "limit"}


def refusal(status: int, answer: Any, why: Mapping[int, str]) -> Refusal | None:
    """What a status means; None for 200 with an answer. `why`: what the tracker means by one."""
    if status == 200:
        return Refusal("odd") if answer is None else None  # a page, or something else that is no tracker's
    return Refusal(_sort(status), why.get(status, ""))


def _sort(status: int) -> Sort:
    if 300 <= status < 400:
        return "moved"
    return "fault" if status >= 500 else _SORTS.get(status, "odd")


def used_up(headers: Mapping[str, str], remaining: str, reset: str) -> float | None:
    """When requests are taken again, in seconds since 1970, where a header says that none remains; else None.

    0 where it does not say when. Some count in milliseconds.
    """
    if headers.get(remaining, "").strip() != "0":
        return None
    try:
        told = float(headers.get(reset, ""))
    except ValueError:
        return 0.0
    if not math.isfinite(told) or told < 0:
        return 0.0
    return told / 1000 if told > 1e11 else told
