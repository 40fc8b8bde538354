"""The four kinds of tests: unit, integration, end-to-end and regression, told by path and by what stands there."""

from collections import Counter
from collections.abc import Iterable

from ...wording import joined
from .rules import regressions, sorts


def sort_of(path: str, start: str) -> str | None:
    """`e2e`, `integration`, `regression` or `unit`; None where neither the path nor the text's start says which."""
    by_path = (sort.name for sort in sorts() if sort.path.search(path))
    by_text = (sort.name for sort in sorts() if any(word in start for word in sort.has) and sort.text.search(start))
    return next(by_path, None) or next(by_text, None)


def count_sorts(found: Iterable[str | None]) -> dict[str, int]:
    """How many there are of each kind, in order of their names."""
    return dict(sorted(Counter(filter(None, found)).items()))


def labelled(counts: dict[str, int]) -> str:
    """`1 end-to-end and 2 unit`; "" for none."""
    labels = {sort.name: sort.label for sort in sorts()}
    return joined([f"{count:,} {labels[sort]}" for sort, count in counts.items()])


def is_regression(name: str) -> bool:
    """Whether the name of a test ties it to a fault that was once there."""
    return bool(regressions().search(name))
