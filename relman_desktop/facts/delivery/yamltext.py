"""Hostile YAML, read so that it can neither crash us nor run for long.

Every scalar stays text (`22:22` is no number of seconds), unknown tags are passed over, merge keys are put in, and
aliases are written out up to a limit, so that what is returned is a plain tree that can be compared.
"""

from collections.abc import Iterator

Tree = str | list["Tree"] | dict[str, "Tree"]

_LONGEST = 128 * 1024  # characters
_DEEPEST = 60
_MOST_NODES = 20_000


class _TooMuch(Exception):
    pass


def documents(text: str) -> list[Tree] | None:
    """The documents of a YAML text; None where it cannot be read, or not with reasonable effort."""
    if len(text) > _LONGEST or _nesting(text) > _DEEPEST:
        return None
    import yaml

    try:
        # It makes nothing but text. The loader in C would be quicker, but its recursion has no limit.
        loaded = list(yaml.load_all(text, Loader=yaml.BaseLoader))
        budget = iter(range(_MOST_NODES))
        return [_tree(document, _DEEPEST, budget) for document in loaded]
    except (yaml.YAMLError, RecursionError, ValueError, _TooMuch):
        return None


def _nesting(text: str) -> int:
    """How deep brackets nest: the time that the loader takes grows with the square of it."""
    depth = deepest = 0
    for char in text:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth = max(depth - 1, 0)
    return deepest


def _tree(value: object, depth: int, budget: Iterator[int]) -> Tree:
    if not depth or next(budget, None) is None:
        raise _TooMuch
    if isinstance(value, dict):
        return _mapping(value, depth - 1, budget)
    if isinstance(value, list):
        return [_tree(item, depth - 1, budget) for item in value]
    return str(value)


def _mapping(value: dict[object, object], depth: int, budget: Iterator[int]) -> dict[str, Tree]:
    made: dict[str, Tree] = {}
    for key, item in value.items():
        tree = _tree(item, depth, budget)
        if key != "<<":
            made[str(key)] = tree
            continue
        for merged in tree if isinstance(tree, list) else [tree]:
            made = (merged if isinstance(merged, dict) else {}) | made
    return made
