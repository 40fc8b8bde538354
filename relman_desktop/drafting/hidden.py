"""What stands in a text and no reader sees, taken out: of what goes to a model, and of what comes back from it."""

import re

from ..wording import HARMLESS, HIDDEN

COMMENT = "⟨a hidden comment was here⟩"

_ANSI = r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]|\x1b\][^\x07\x1b\n]{0,500}(?:\x07|\x1b\\)"
_ANY = re.compile(f"[{HIDDEN}]")
_TAKEN = re.compile(rf"(?P<kept>\r(?=\n|\Z))|(?P<harmless>{HARMLESS})|{_ANSI}|[{HIDDEN}]", re.MULTILINE)
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)


def without_hidden(text: str) -> tuple[str, int]:
    """The text without characters that draw nothing or reorder others, and how many of them were taken out.

    Line ends (also CR LF) and tabs stay. A terminal's escape sequence goes as one. What only says how an emoji is drawn
    goes too, and is not counted: nothing can be hidden with it.
    """
    if not _ANY.search(text):
        return text, 0
    counted = 0

    def taken(found: re.Match[str]) -> str:
        nonlocal counted
        counted += not found.lastgroup
        return "\r" if found.lastgroup == "kept" else ""

    return _TAKEN.sub(taken, text), counted


def without_comments(text: str) -> tuple[str, int]:
    """Markdown without its HTML comments, which no reader of the page sees, and how many there were.

    A mark stands for each, and as many lines as it had. One that is not closed reaches to the end, as in a browser.
    """
    if "<!--" not in text:
        return text, 0
    return _COMMENT.subn(lambda found: COMMENT + "\n" * found[0].count("\n"), text)
