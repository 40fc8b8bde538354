"""Other people's text as a person may safely see it: nothing hidden in it, and never taken for markup."""

import re

LONGEST_PATH = 300  # characters of a path that are shown
LONGEST_TEXT = 50_000  # characters of a text that are shown
LONGEST_LINE = 4000  # characters of one of its lines; Qt lays a line out in the square of its length
LONGEST_FOREIGN = 600  # the same for a line that is not ASCII, all of which is drawn when a part of it is

BREAK = "\N{ZERO WIDTH SPACE}"
_LONG_WORD = re.compile(r"\S{24,}")
_JOINT = re.compile(r"[/_.](?=\w{3})")
_LONG_RUN = re.compile(r"\w{30}(?=\w)")

# What draws nothing or reorders what stands around it: all of Unicode's Cc, Cf, Cs, Zl and Zp but line end and
# tab, the default-ignorable letters and marks, and two blanks that look like a space in a name.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160"
    "\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """The text with every invisible or reordering character named: `⟨U+202E⟩`, and `⟨FF⟩` for a byte not UTF-8."""
    return _HIDDEN.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    code = ord(found[0])
    undecoded = 0xDC80 <= code <= 0xDCFF  # how Python keeps a byte that is not UTF-8
    return f"⟨{code - 0xDC00:02X}⟩" if undecoded else f"⟨U+{code:04X}⟩"


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
