"""What Jira's wiki markup sets within a line."""

import re

from .escaping import address, unescaped
from .inline import Style
from .phrases import Phrases
from .writer import Writer

# Every alternative ends at the next character that could begin another one, so that none is read twice.
_PATTERN = re.compile(
    r"""
      (?P<break>\\\\(?=\s|$))
    | \\(?P<escaped>[*_\-+^~?{}\[\]()!|\#\\])
    | \{\{(?P<code>(?:[^{}\n\\]|\\[^\n]|\{[^{}\n]*\})+)\}\}
    | (?P<entity>&\#\d{1,7};)
    | \[(?P<link>[^\[\]\n]+)\]
    | (?<!\w)!(?P<image>[^\s!|][^!|\n]*)(?:\|(?P<options>[^!\n]*))?!(?!\w)
    | (?P<dropped>\{(?:color|anchor|toc|align|div|span|font)(?::[^{}\n]*)?\})
    | (?P<url>(?:https?|ftp)://[^\s\[\]{}|<>"]+)
    | (?<!\S)\((?P<icon>[/x])\)
    | (?P<run>(?P<of>[*_+^~?-])(?P=of){2,}|--|__)
    | (?P<mark>\{[*_+^~-]\}|\?\?|\*\*|[*_+^~-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([*_\-+^~?{}\[\]()!|\#])")
_ICONS = {"/": "✓", "x": "✗"}
_ALT = re.compile(r"\balt=\"?([^,\"]*)")
_LOCAL = ("#", "^", "~", "mailto:", "file:")
_STYLES = {
    **dict.fromkeys(("*", "**"), Style.STRONG),  # the second is Markdown's, and often written; `__` is Python's
    **dict.fromkeys(("_", "??"), Style.EMPHASIS),
    "-": Style.STRUCK,
    **dict.fromkeys("+^~", Style.PLAIN),  # inserted, raised, lowered
}


def _special(writer: Writer, token: re.Match[str]) -> None:
    if token["break"]:
        writer.write("\n")
    elif token["code"]:
        with writer.styled(Style.CODE):
            writer.write(unescaped(_ESCAPED.sub(r"\g<1>", token["code"])))
    elif token["entity"]:
        writer.write(unescaped(token["entity"]))
    elif token["link"]:
        _link(writer, token["link"])
    elif token["image"]:
        described = _ALT.search(token["options"] or "")
        writer.image(described[1] if described else token["image"].rpartition("/")[2])
    elif token["icon"]:
        writer.write(_ICONS[token["icon"].lower()])
    else:
        writer.write(token["escaped"] or token["url"] or token["run"] or "")


def _link(writer: Writer, inside: str) -> None:
    """`[words|address]`, `[address]`, `[~user]`, `[^attachment]`; brackets around anything else are brackets."""
    words, bar, rest = inside.partition("|")
    target = rest.partition("|")[0].strip() if bar else inside.strip()
    if not bar and target[:1] in ("~", "^"):
        name = target[1:].removeprefix("accountid:")
        writer.write(f"@{name}" if target[0] == "~" else name)
    elif address(target):
        writer.begin_link()
        if bar:
            PHRASES.write(writer, words)  # which hold no brackets, and so no further link
        else:
            writer.write(target.removeprefix("mailto:"))
        writer.end_link(target)
    elif bar and target.startswith(_LOCAL):
        PHRASES.write(writer, words)
    else:
        writer.write("[")
        PHRASES.write(writer, inside)
        writer.write("]")


PHRASES = Phrases(_PATTERN, _STYLES, _special)
