"""Source code without its remarks: comments and docstrings become blanks, so that what they name is not read."""

import re
from collections.abc import Mapping

from ..production import language

# Every alternative matches also where its end is missing, so that no text is gone over twice.
_DOUBLE, _SINGLE = r'"(?:[^"\\\n]|\\.)*+"?', r"'(?:[^'\\\n]|\\.)*+'?"
# Not possessive as a whole: before Python 3.11.5 that goes wrong where the group can go back (python/cpython 106052).
_TRIPLE = r'"""(?:[^"\\]++|\\.|"(?!""))*(?:""")?' + r"|'''(?:[^'\\]++|\\.|'(?!''))*(?:''')?"
_RAW = r"`(?:[^`\\]|\\.)*+`?"
_SLASHES = r"(?P<remark>//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)"
_HASH = r"(?P<remark>(?<![^\s;])#[^\n]*)"


def _scanner(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.DOTALL)


_C = _scanner(_SLASHES, _DOUBLE, _SINGLE)
_SCRIPT = _scanner(_SLASHES, _DOUBLE, _SINGLE, _RAW)
_SCANNERS: Mapping[str, re.Pattern[str]] = {
    "python": _scanner(r"(?P<remark>#[^\n]*)", f"(?P<doc>{_TRIPLE})", _DOUBLE, _SINGLE),
    "elixir": _scanner(_HASH, f"(?P<doc>{_TRIPLE})", _DOUBLE),
    "ruby": _scanner(_HASH, _DOUBLE, _SINGLE),
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "vue": _SCRIPT,
    "go": _scanner(_SLASHES, _DOUBLE, r"'(?:[^'\\\n]|\\.)*+'?", r"`[^`]*+`?"),
    "rust": _scanner(_SLASHES, r'"(?:[^"\\]|\\.)*+"?'),
    "php": _scanner(r"(?P<remark>(?://|#(?!\[))[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)", _DOUBLE, _SINGLE),
    "java": _C,
    "kotlin": _C,
    "scala": _C,
    "csharp": _C,
}
_TERRAFORM = _scanner(r"(?P<remark>(?:#|//)[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)", _DOUBLE)
_SHELL = _scanner(_HASH, _DOUBLE, _SINGLE)
_INK = re.compile(r"[^\n]")
_DOC_BEFORE = re.compile(r"\s*(?:@\w+\s+)?(?:~S)?")  # nothing, or Elixir's `@doc`
_ALONE = re.compile(r"\s*(?:#|//|/\*|\*|--|\"\"\"|''')")
_LARGEST = 2_000_000  # characters


def code(text: str, path: str) -> str:
    """The text with its remarks blanked, each line where it was; unchanged where we do not know the language."""
    by_suffix = {"sh": _SHELL, "tf": _TERRAFORM, "json": _C}
    scanner = by_suffix.get(path.rpartition(".")[2]) or _SCANNERS.get(language(path) or "")
    return scanner.sub(_blank, text) if scanner and len(text) <= _LARGEST else text


def is_remark(line: str) -> bool:
    """Whether a line is a remark and nothing else, as far as it alone shows."""
    return bool(_ALONE.match(line))


def _blank(found: re.Match[str]) -> str:
    kinds = found.groupdict()
    if kinds.get("doc") is not None:
        before = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
        return _INK.sub(" ", found[0]) if _DOC_BEFORE.fullmatch(before) else found[0]
    return _INK.sub(" ", found[0]) if kinds.get("remark") is not None else found[0]
