"""What changes in a Helm chart: its versions, and the values by their dotted keys."""

from collections.abc import Iterator

from ...wording import named
from ..configuration.secrets import cover
from ..sides import Text
from .compose import line_of
from .difference import Difference
from .yamltext import Tree, documents

_MOST_VALUES = 12
_OPERATIONAL = ("image", "replica", "resources", "port", "ingress", "probe", "autoscaling", "persistence", "strategy")
_SWITCH = {"true", "false"}  # what a part of the chart is turned on or off by, whatever it is


def chart_differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """Versions of the chart and of the application; the charts that it needs are dependencies."""
    before, after = _flat(old), _flat(new)
    return None if before is None or after is None else _of_chart(before, after)


def values_differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """The values that say how it runs; all others are configuration."""
    before, after = _flat(old), _flat(new)
    return None if before is None or after is None else _of_values(before, after)


def _of_chart(before: dict[str, str], after: dict[str, str]) -> Iterator[Difference]:
    subjects = {"version": "chart version", "appVersion": "application version of the chart"}
    for key, subject in subjects.items():
        if before.get(key) != after.get(key):
            yield Difference("delivery.helm", subject, before.get(key), after.get(key), 30)


def _of_values(before: dict[str, str], after: dict[str, str]) -> Iterator[Difference]:
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    told = [key for key in changed if _operational(key) or {before.get(key), after.get(key)} == _SWITCH]
    for key in told[:_MOST_VALUES]:
        old, new = cover(key, before.get(key)), cover(key, after.get(key))
        yield Difference("delivery.helm", f"value {named(key)}", old, new, 45)


def _operational(key: str) -> bool:
    return any(word in key.lower() for word in _OPERATIONAL)


def _flat(text: Text) -> dict[str, str] | None:
    """The leaves by their dotted keys; a list of named entries by their names, another list as one value."""
    if not text.whole:
        return None
    read = documents("".join(text.pieces))
    if read is None:
        return None
    return dict(_leaves(read[0], "")) if read else {}


def _leaves(tree: Tree, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        for name, inner in tree.items():
            yield from _leaves(inner, f"{key}.{name}" if key else name)
    elif isinstance(tree, list) and tree and all(isinstance(item, dict) and "name" in item for item in tree):
        for item in tree:
            if isinstance(item, dict):
                yield f"{key}.{item['name']}", str(item.get("version", line_of(item)))
    else:
        yield key, line_of(tree) or ""
