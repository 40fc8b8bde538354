"""Which function or class a line of source code stands in, told by indentation: good for every common language.

No parser is asked: it would need the whole text, and a grammar for each language, for what the layout shows as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST = 300  # characters of a line that may define something
_MODIFIERS = (
    r"(?:(?:export|default|public|private|protected|internal|static|async|abstract|final|override|open|suspend|sealed"
    r"|partial|virtual|readonly|unsafe|pub(?:\([\w:]+\))?)\s+)*"
)
_DEFINITIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s*{_MODIFIERS}(?:defp?|defmodule|class|module|interface|struct|trait|impl(?:<[^<>]*>)?|object|record|func|fun|fn|function)\s+"
        r"(?:\(\s*\w*\s*\*?(?P<owner>\w+)[^()]*\)\s*)?(?:self\.)?(?P<name>\w[\w.:]*[?!]?)",
        r"\s*(?:(?:public|private|protected|internal|static|async|override|virtual|final|abstract|synchronized)\s+)+"
        r"(?:[\w.]+(?:<[\w<>, ?.\[\]]*>)?(?:\[\])?\??\s+)?(?!function\b)(?P<name>\w+)\s*\(",
        r"\s*type\s+(?P<name>\w+)\s+(?:struct|interface)\b",
        r"\s*(?:export\s+)?(?:const|let|var)\s+(?P<name>[\w$]+)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*(?::[^=]+)?=>|\w+\s*=>)",
        r"\s+(?:async\s+)?(?!(?:if|for|while|switch|catch|return|function|with|unless|else|match|select)\b)(?P<name>[\w$]+)\s*\([^;()]*\)\s*(?::\s*[^{};]+)?\{$",
    )
)
_CLOSES = (")", "]", "}", "{", "[", "where", "@", "#")  # a line that begins so stands in what is open
_ABOVE = re.compile(r"@[\w.]+(?:\(|$)|#?\[\w.*\]$")  # a decorator or an attribute
_HINT = re.compile(
    r"def|class|module|interface|struct|trait|impl|object|record|fun|fn|public|private|protected|internal|static|const|let|var|\{$"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """For each line (from 0) the name of what it stands in, such as `PaymentClient.charge`; and all such names."""

    owners: tuple[str, ...]
    names: frozenset[str]


def outline(lines: Sequence[str], start: str = "") -> Outline:
    """The outline of lines of code without comments.

    start: what stands around the first line, where these are not all lines of a file.
    """
    open_names: list[tuple[int, str]] = [(-1, start)] if start else []
    owners: list[str] = []
    owner = start
    above: tuple[int, int] | None = None  # the indent and the first line of what stands above a function
    for number, line in enumerate(lines):
        text = line.lstrip()
        if not text or text.startswith(_CLOSES):
            if above is None and text and _ABOVE.match(text.rstrip()):
                above = len(line) - len(text), number
            owners.append(owner)
            continue
        indent = len(line) - len(text)
        name = defined(line)
        if name or (open_names and open_names[-1][0] >= indent):
            while open_names and open_names[-1][0] >= indent:
                open_names.pop()
            open_names += [(indent, name)] if name else []
            owner = ".".join(name for _, name in open_names[-2:])
        owners.append(owner)
        if above and indent <= above[0]:
            if name and indent == above[0]:
                owners[above[1] : number] = [owner] * (number - above[1])
            above = None
    return Outline(tuple(owners), frozenset({start, *owners} - {""}))


def defined(line: str) -> str:
    """The name of the function, class or module that a line begins, or ""."""
    if len(line) > _LONGEST or not _HINT.search(line):
        return ""
    found = next(filter(None, (pattern.match(line) for pattern in _DEFINITIONS)), None)
    if not found:
        return ""
    owner = found.groupdict().get("owner")
    return f"{owner}.{found['name']}" if owner else found["name"].rstrip(":.")
