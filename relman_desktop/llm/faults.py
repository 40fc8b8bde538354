"""What a refusal or an end means and what the person is told: the table `resources/model_faults.toml`."""

import re
import tomllib
from functools import cache
from typing import Any

from ..files import resource
from ..settings import Endpoint
from ..wording import quoted
from .answer import Answer, Fault


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("model_faults.toml").read_text("utf-8"))


@cache
def _words() -> tuple[tuple[Fault, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (Fault(row["fault"]), tuple(re.compile(one, re.IGNORECASE) for one in row["patterns"]))
        for row in _table()["words"]
    )


def fault_of(words: str, status: int = 0) -> tuple[Fault, int]:
    """What was refused, and the window's size in tokens where the words name it (else 0)."""
    for fault, patterns in _words():
        found = [match for pattern in patterns if (match := pattern.search(words))]
        if found:
            return fault, next((size for match in found if (size := _window(match))), 0)
    by_status: str | None = _table()["status"].get(str(status))
    return Fault(by_status) if by_status else Fault.SERVER if status >= 500 or not status else Fault.BAD_REQUEST, 0


def _window(match: re.Match[str]) -> int:
    digits = (match.groupdict().get("window") or "").replace(",", "")
    return int(digits) if digits and len(digits) < 10 else 0


def said(fault: Fault, endpoint: Endpoint, why: str = "", **words: str) -> str:
    """The sentence for the person."""
    names = {"host": quoted(endpoint.host), "model": quoted(endpoint.model or "the model")}
    when = {"next": "Check its address, and whether you are online.", "when": "in a minute"}
    template: str = _table()["said"][fault.value]
    return template.format(**names, **(when | words), why=why)


def failed(fault: Fault, endpoint: Endpoint, why: str = "", detail: str = "", **words: str) -> Answer:
    """An answer that is a fault and no more."""
    return Answer(fault=fault, said=said(fault, endpoint, why, **words), detail=detail)
