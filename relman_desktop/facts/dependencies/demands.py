"""What a program says that it needs when it refuses to run: `raise Error("Shop requires MariaDB 10.6 or newer")`."""

import re
from collections.abc import Iterator, Sequence

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Line
from ...wording import named
from ..fact import Finding
from ..sides import program_hunks
from .versions import is_downgrade, is_upgrade

_WEIGHT = 50  # what the target runs has to be looked at, and perhaps upgraded first
_LONGEST = 400  # characters of a line of code
_SAYS = re.compile(
    r"""["'`][^"'`\n]{0,80}\brequires? (?:at least )?(?P<name>[A-Za-z][\w.+-]{1,30}(?: [A-Z][\w.+-]{1,30})?)"""
    r""" (?:version )?v?(?P<version>\d{1,4}(?:\.\d{1,4}){0,2})(?:\+| or (?:above|newer|later|higher|greater|up)\b)""",
    re.IGNORECASE,
)


def demand_findings(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`dependency.runtime` for what is no package and no language of a manifest, such as the database's version."""
    for file, hunk in program_hunks(change, cancel):
        yield from _of_hunk(file, hunk)


def _of_hunk(file: FileChange, hunk: Hunk) -> Iterator[Finding]:
    if "require" not in hunk.text:
        return
    old, new = _said(hunk.removed), _said(hunk.added)
    for key, (name, version) in new.items():
        before = old.get(key, ("", version))[1]
        rises = is_upgrade(before, version)
        if rises or is_downgrade(before, version):
            was = f"{before} was enough" if rises else f"it asked for {before}"
            yield Finding(
                "dependency.runtime",
                f"The program asks for {named(name)} {version} or newer now; before, {was} ({file.path}).",
                (hunk.id,),
                {"name": name, "old": before, "new": version, "minimum": True, "dev": False, "build": False},
                _WEIGHT if rises else _WEIGHT // 2,
            )


def _said(lines: Sequence[Line]) -> dict[str, tuple[str, str]]:
    """The versions that lines ask for, by what they are of."""
    found = (_SAYS.search(line.text) for line in lines if len(line.text) <= _LONGEST)
    return {one["name"].lower(): (one["name"], one["version"]) for one in found if one}
