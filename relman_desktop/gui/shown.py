"""Other people's text as a person may safely see it: nothing hidden in it, and never taken for markup."""

import re

from .. import wording

LONGEST_PATH = 300  # characters of a path that are shown
LONGEST_TEXT = 50_000  # characters of a text that are shown
LONGEST_LINE = 4000  # characters of one of its lines; Qt lays a line out in the square of its length
LONGEST_FOREIGN = 600  # the same for a line that is not ASCII, all of which is drawn when a part of it is

BREAK = "\N{ZERO WIDTH SPACE}"
_LONG_WORD = re.compile(r"\S{24,}")
_JOINT = re.compile(r"[/_.](?=\w{3})")
_LONG_RUN = re.compile(r"\w{30}(?=\w)")

# The pictures of Unicode's emoji data that sequences are made of; what draws nothing is not among them.
_PICTURE = (
    "\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9-\u21aa\u231a-\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2"
    "\u25aa-\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604\u260e\u2611\u2614-\u2615\u2618\u261d\u2620\u2622-\u2623"
    "\u2626\u262a\u262e-\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f-\u2660\u2663\u2665-\u2666\u2668\u267b"
    "\u267e-\u267f\u2692-\u2697\u2699\u269b-\u269c\u26a0-\u26a1\u26a7\u26aa-\u26ab\u26b0-\u26b1\u26bd-\u26be"
    "\u26c4-\u26c5\u26c8\u26ce-\u26cf\u26d1\u26d3-\u26d4\u26e9-\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705"
    "\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733-\u2734\u2744\u2747\u274c\u274e\u2753-\u2755"
    "\u2757\u2763-\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2934-\u2935\u2b05-\u2b07\u2b1b-\u2b1c\u2b50\u2b55\u3030"
    "\u303d\u3297\u3299\U0001f004\U0001f0cf\U0001f170-\U0001f171\U0001f17e-\U0001f17f\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f201-\U0001f202\U0001f21a\U0001f22f\U0001f232-\U0001f23a\U0001f250-\U0001f251"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f7f0"
    "\U0001f900-\U0001f9ff\U0001fa70-\U0001faff"
)
_JOINER, _AS_PICTURE = "\N{ZERO WIDTH JOINER}", "\N{VARIATION SELECTOR-16}"
_ONE = f"[{_PICTURE}][{_AS_PICTURE}\U0001f3fb-\U0001f3ff]?"
# A sequence of Unicode Technical Standard 51, without the tags of flags, in whose place any letters could stand.
_EMOJI = re.compile(f"{_ONE}(?:{_JOINER}{_ONE}){{0,4}}|[0-9#*]{_AS_PICTURE}\u20e3")


def visible(text: str) -> str:
    """The text with every hidden or reordering character named (`wording.visible`) but those that an emoji is made of.

    At most one of these follows a picture that is seen, so they can neither hide nor carry anything.
    """
    if _JOINER not in text and _AS_PICTURE not in text:
        return wording.visible(text)
    shown, at = [], 0
    for found in _EMOJI.finditer(text):
        shown += [wording.visible(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*shown, wording.visible(text[at:])])


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
