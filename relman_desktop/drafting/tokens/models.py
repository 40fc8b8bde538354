"""What is known of a model's tokens by its name: the table `resources/tokens/models.toml`."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ...files import resource

_LONGEST_NAME = 200


def encoding_of(model: str) -> str:
    """The vocabulary that a model counts in, such as "o200k_base"; "" where none is shipped. Reads no vocabulary."""
    return next((encoding for names, encoding in _table().encodings if _fits(model, names)), "")


def times_estimate(model: str) -> float:
    """What the estimate is multiplied by for a model, where it is known to be wrong by much."""
    return next((times for names, times in _table().estimates if _fits(model, names)), 1.0)


_Names = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class _Table:
    encodings: tuple[tuple[_Names, str], ...]
    estimates: tuple[tuple[_Names, float], ...]


@cache
def _table() -> _Table:
    raw = tomllib.loads(resource("tokens/models.toml").read_text("utf-8"))
    return _Table(
        tuple((_compiled(one["names"]), one["encoding"]) for one in raw["model"]),
        tuple((_compiled(one["names"]), one["times"]) for one in raw["estimate"]),
    )


def _compiled(names: Iterable[str]) -> _Names:
    return tuple(re.compile(name) for name in names)


def _fits(model: str, names: _Names) -> bool:
    name = _bare(model)
    return any(pattern.search(name) for pattern in names)


def _bare(model: str) -> str:
    """The name without its providers, the mark of a fine-tuned model and what such a one is called."""
    tuned = model[:_LONGEST_NAME].strip().lower().removeprefix("ft:")
    return tuned.rpartition("/")[2].removeprefix("ft:")
