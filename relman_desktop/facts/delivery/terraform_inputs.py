"""The inputs of a Terraform module before and after: what reads one by its new name only has not changed."""

import re
from collections.abc import Iterable, Mapping

from . import hcl

_USE = re.compile(r"\bvar\.([A-Za-z_][\w-]*)")


class Inputs:
    """The variables of a folder's changed files, each with its default."""

    def __init__(self) -> None:
        self._before: dict[str, str | None] = {}
        self._after: dict[str, str | None] = {}

    def add(self, before: Iterable[hcl.Block], after: Iterable[hcl.Block]) -> None:
        """The blocks of a file."""
        self._before |= _defaults(before)
        self._after |= _defaults(after)

    def is_same(self, old: str | None, new: str | None) -> bool:
        """Whether a setting differs in the names of inputs alone, or comes with an input that nobody has to set."""
        if not new:
            return False
        if old is None:
            only = _USE.fullmatch(new)
            return only is not None and only[1] not in self._before and self._after.get(only[1]) == "null"
        renamed = self._bare(old, self._before, self._after)
        return renamed != old and renamed == self._bare(new, self._after, self._before)

    def _bare(self, value: str, these: Mapping[str, str | None], others: Mapping[str, str | None]) -> str:
        """A value without the names of the inputs that only one side has."""
        return _USE.sub(lambda use: "var." if use[1] in these and use[1] not in others else use[0], value)


def _defaults(blocks: Iterable[hcl.Block]) -> dict[str, str | None]:
    return {one.labels[0]: one.settings.get("default") for one in blocks if one.kind == "variable" and one.labels}
