"""Settings with which the new version does not start: it says so, `raise ConfigError("x.y was removed")`."""

import re
from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk
from ...wording import named
from ..fact import Finding, Value
from ..sides import program_hunks

_WEIGHT = 55  # whoever has it set must take it out first
_LONGEST = 400  # characters of a line of code
_SAYS = re.compile(
    r"""["'`][^"'\n]{0,40}?(?P<name>[A-Za-z][A-Za-z0-9-]{0,40}(?:[._][A-Za-z0-9-]{1,40}){1,8})[`'"]?"""
    r"""(?: (?:option|setting|variable|parameter|key))?"""
    r""" (?P<how>(?:was|has been|is) removed|is no longer supported|must be removed)\b"""
)
_REFUSES = re.compile(r"\w{0,40}(?:Config|Settings?)\w{0,40}(?:Error|Exception)\b|ImproperlyConfigured\b")
_RAISES = re.compile(r"\b(?:raise|throw|panic|fatal|exit|abort|die)\b", re.IGNORECASE)
_OF_SETTINGS = re.compile(r"(?:^|/)(?:config|conf|configuration|settings)(?:[/_]|[^/]*\.\w+$)", re.IGNORECASE)
_NEAR = 4  # lines between what raises and what it says


def refused(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`config.key_refused`: data as that of `config.key_removed`."""
    for file, hunk in program_hunks(change, cancel):
        yield from _of_hunk(file, hunk)


def _of_hunk(file: FileChange, hunk: Hunk) -> Iterator[Finding]:
    if "remove" not in hunk.text and "no longer" not in hunk.text:
        return
    before = {found["name"] for line in hunk.removed if (found := _said(line.text))}
    lines = [line for line in hunk.lines if line.sign != "-"]
    for place, line in enumerate(lines):
        found = _said(line.text) if line.sign == "+" else None
        above = [one.text for one in lines[max(0, place - _NEAR) : place + 1]]
        if found and found["name"] not in before and _refuses(file, above):
            name = found["name"]
            data: dict[str, Value] = {
                "path": file.path,
                "key": name,
                "name": name,
                "old": None,
                "new": None,
                "secret": False,
            }
            text = f"The new version refuses the setting {named(name)}, which {found['how']} ({file.path})."
            yield Finding("config.key_refused", text, (hunk.id,), data, _WEIGHT)


def _said(line: str) -> re.Match[str] | None:
    return _SAYS.search(line) if len(line) <= _LONGEST else None


def _refuses(file: FileChange, above: list[str]) -> bool:
    """Whether the lines raise an error about the configuration, by its name or by where they stand."""
    text = "\n".join(above)
    return bool(_RAISES.search(text)) and bool(_REFUSES.search(text) or _OF_SETTINGS.search(file.path))
