"""Other people's text as a person may safely see it: nothing hidden in it, and never taken for markup."""

import re

from ..wording import visible as visible

LONGEST_PATH = 300  # characters of a path that are shown
LONGEST_TEXT = 50_000  # characters of a text that are shown
LONGEST_LINE = 4000  # characters of one of its lines; Qt lays a line out in the square of its length
LONGEST_FOREIGN = 600  # the same for a line that is not ASCII, all of which is drawn when a part of it is

BREAK = "\N{ZERO WIDTH SPACE}"
_LONG_WORD = re.compile(r"\S{24,}")
_JOINT = re.compile(r"[/_.](?=\w{3})")
_LONG_RUN = re.compile(r"\w{30}(?=\w)")


def shown_line(line: str) -> str:
    """One line, visible, and not longer than a person would ever scroll through."""
    longest = LONGEST_LINE if visible(line[:LONGEST_LINE]).isascii() else LONGEST_FOREIGN
    return visible(line[:longest]) + (f" … {len(line) - longest:,} more characters" if len(line) > longest else "")


def shown_text(text: str) -> str:
    """A text of many lines, visible, and not longer than a person would ever read."""
    more = f"\n… {len(text) - LONGEST_TEXT:,} more characters" if len(text) > LONGEST_TEXT else ""
    return "\n".join(map(shown_line, text[:LONGEST_TEXT].split("\n"))) + more


def tooltip(text: str) -> str:
    """The text as a tool tip that Qt cannot take for HTML; its line breaks are kept and long lines wrap."""
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # no quotes stand in tags
    return f"<span style='white-space:pre-wrap'>{escaped}</span>" if text else ""


def breakable(path: str) -> str:
    """A path as a label may show it: it wraps at its slashes, and one of many lines is cut in its middle."""
    shown = visible(path)
    cut = shown if len(shown) <= LONGEST_PATH else f"{shown[: LONGEST_PATH // 2]} … {shown[-LONGEST_PATH // 2 :]}"
    return cut.replace("/", "/\N{ZERO WIDTH SPACE}")


def soft(text: str) -> str:
    """A visible text whose long words may be broken where a line ends: after a joint, else anywhere."""
    return _LONG_WORD.sub(_broken, text)


def _broken(word: re.Match[str]) -> str:
    return _LONG_RUN.sub(rf"\g<0>{BREAK}", _JOINT.sub(rf"\g<0>{BREAK}", word[0]))
