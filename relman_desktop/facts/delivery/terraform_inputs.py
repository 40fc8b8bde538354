"""The names that a Terraform module reads by: what only reads a value by a new name stays as it is."""

import re
from collections.abc import Iterable, Mapping

from . import hcl

_USE = re.compile(r"\b(var|local)\.([A-Za-z_][\w-]*)")
_LONGEST = 500  # characters of a local value that is put in its name's place

Names = dict[str, str]  # "var.size": its default or "", "local.size": its value


class Inputs:
    """The variables and local values of a folder's changed files."""

    def __init__(self) -> None:
        self._before: Names = {}
        self._after: Names = {}

    def add(self, before: Iterable[hcl.Block], after: Iterable[hcl.Block]) -> None:
        """The blocks of a file."""
        self._before |= _names(before)
        self._after |= _names(after)

    def is_same(self, old: str | None, new: str | None) -> bool:
        """Whether a setting differs in such names alone, or comes with an input that nobody has to set."""
        if not new:
            return False
        if old is None:
            only = new if _USE.fullmatch(new) and new.startswith("var.") else ""
            return bool(only) and only not in self._before and self._after.get(only) == "null"
        renamed = _bare(old, self._before, self._after)
        return renamed != old and renamed == _bare(new, self._after, self._before)


def _bare(value: str, these: Mapping[str, str], others: Mapping[str, str], *, deep: bool = True) -> str:
    """A value without the names that only one side has: inputs are left out, local values stand for themselves."""

    def plain(use: re.Match[str]) -> str:
        if use[0] not in these or use[0] in others:
            return use[0]
        if use[1] == "var":
            return "var."
        inner = these[use[0]][:_LONGEST]
        return f"({_bare(inner, these, others, deep=False)})" if deep else "local."

    return _USE.sub(plain, value)


def _names(blocks: Iterable[hcl.Block]) -> Names:
    found: Names = {}
    for one in blocks:
        if one.kind == "variable" and one.labels:
            found[f"var.{one.labels[0]}"] = one.settings.get("default", "")
        elif one.kind == "locals":
            found |= {f"local.{name}": value for name, value in one.settings.items() if "." not in name}
    return found
