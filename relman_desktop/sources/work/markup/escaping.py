"""Somebody's words as Markdown that says just these words: what would become markup is escaped, and nothing else.

Every pattern here is linear: it looks at a bounded neighbourhood of where it stands.
"""

import re
from html import unescape

_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[^\S\n]+")
_PUNCTUATION = r"!-/:-@\[-`{-~"
# A `*` between blanks opens and closes nothing. Of `_` and `~` only those do harm that could close: we open none.
_MARKUP = re.compile(
    rf"""
    \\(?=[{_PUNCTUATION}\n]|\Z)
    | `
    | (?<![ \n])\*|\*(?![ \n])
    | (?<=[^ \n])_(?![^\W_])|(?<=_)_(?![^\W_])|\A_(?![^\W_])
    | (?<![ \n!-/:-@\[-`{{-}}])~|(?<=[^ \n])~(?!\w)|~(?=~)
    | \](?=[(\[:]|\Z)
    | <(?=[A-Za-z/!?]|\Z)
    | &(?=\#?\w{{1,40}};|\Z)
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(r"#{1,6}(?=\s|$)|[-+*](?=\s|$)|[-=]+\s*$|>|([-_*])(?:\s*\1){2,}\s*$|~~~|[|:\s-]+$|\[[ xX]?\](?=\s)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_IN_URL = {char: f"%{ord(char):02X}" for char in "`*<>[]\\|\"'{}^ "}
_SCHEMES = ("http://", "https://", "mailto:", "ftp://", "ssh://", "git://")


def clean(text: str) -> str:
    """Any text with line feeds for its line ends, and without what no text holds: control characters, half characters.

    What reorders or hides other text stays: whoever shows the text makes it visible.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _BROKEN.sub("", text).encode("utf-8", "replace").decode("utf-8")


def unescaped(text: str) -> str:
    """Entities as the characters that they stand for, as they are written where a markup has no other escape."""
    return clean(unescape(text))


def one_spaced(text: str) -> str:
    """Every run of blanks as one space; line ends stay."""
    return _SPACES.sub(" ", text)


def escaped(text: str) -> str:
    """Text as it stands inside of a paragraph."""
    return _MARKUP.sub(r"\\\g<0>", text)


def guarded(line: str) -> str:
    """A line of a paragraph, so that it begins no other block than the paragraph."""
    line = line.lstrip()
    if found := _NUMBER.match(line):
        return f"{found[1]}\\{line[found.end(1) :]}"
    return f"\\{line}" if _BLOCK.match(line) else line


def address(url: str) -> str:
    """Where a link leads, as a text to read; "" for what leads nowhere outside (a script, a place in it)."""
    url = "".join(url.split())
    if not url.lower().startswith(_SCHEMES):
        return ""
    return "".join(_IN_URL.get(char, char) for char in url)
