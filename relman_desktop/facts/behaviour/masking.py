"""Source code with what is no code blanked out: comments and doc strings, and on request what stands in strings.

Every character keeps its line and its place in it. What looks like code inside of a string is still to be seen in
`code`, for many rules are about strings (`"max-age=60"`), and not in `bare`, so that a log message is no code.
"""

import re
from dataclasses import dataclass
from functools import cache

from ..production import language

# Every alternative begins with a plain character, for then the search for a next one is ten times as quick.
_TRIPLE = r"\"\"\"(?:.*?\"\"\"|.*)|'''(?:.*?'''|.*)"
_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_BACKTICK = r"`(?:[^`\\]|\\.)*`"
_HASH = r"\#[^\n]*"
_SLASHES = r"//[^\n]*|/\*(?:.*?\*/|.*)"
_FORMS = {
    "python": (_TRIPLE, _STRING, _HASH),
    "elixir": (_TRIPLE, _STRING, _HASH),
    "ruby": (r"=begin\b.*?\n=end\b", _STRING, r"\#(?!\{)[^\n]*"),
    "php": (_STRING, r"\#(?!\[)[^\n]*", _SLASHES),
    "vue": (_STRING, _BACKTICK, r"<!--(?:.*?-->|.*)", _SLASHES),
    "hcl": (_STRING, _HASH, _SLASHES),
    "sql": (_STRING, r"--[^\n]*", r"/\*(?:.*?\*/|.*)"),
}
_LIKE_C = (_STRING, _BACKTICK, _SLASHES)
_NOT_NEWLINE = re.compile(r"[^\n]")
_QUOTES = "\"'`"
_LEADS_TO_DOC = re.compile(r"\s*(?:@\w*doc\s+(?:~\w)?)?[rRuUbB]{0,2}")


@dataclass(frozen=True, slots=True)
class Masked:
    """The lines of a text, as code with its strings, and as code without what stands in them."""

    code: tuple[str, ...]
    bare: tuple[str, ...]


def masked(text: str, path: str) -> Masked:
    """The text of a file without its comments and doc strings."""
    code: list[str] = []
    bare: list[str] = []
    last = 0
    for found in _pattern(_form(path)).finditer(text):
        between = text[last : found.start()]
        shown, hidden = _masks(found)
        code += (between, shown)
        bare += (between, hidden)
        last = found.end()
    code.append(text[last:])
    bare.append(text[last:])
    return Masked(tuple("".join(code).split("\n")), tuple("".join(bare).split("\n")))


def _form(path: str) -> str:
    suffix = path.rpartition(".")[2]
    return {"tf": "hcl", "sql": "sql"}.get(suffix) or language(path) or ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_FORMS.get(name, _LIKE_C)), re.DOTALL)


def _masks(found: re.Match[str]) -> tuple[str, str]:
    """What stands for a comment or a string where strings are seen, and where they are not."""
    text = found[0]
    if text[0] not in _QUOTES or (text.startswith(('"""', "'''")) and _is_doc(found)):
        blank = _blank(text)
        return blank, blank
    return text, text[0] + _blank(text[1:-1]) + text[-1]


def _is_doc(found: re.Match[str]) -> bool:
    """Whether a long string begins its line, and is nobody's value."""
    start = found.start()
    line = found.string[found.string.rfind("\n", 0, start) + 1 : start]
    return bool(_LEADS_TO_DOC.fullmatch(line))


def _blank(text: str) -> str:
    return " " * len(text) if "\n" not in text else _NOT_NEWLINE.sub(" ", text)
