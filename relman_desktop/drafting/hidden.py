"""Characters that hide or reorder text, or drive a terminal: no reader sees them, and a model obeys them."""

import re

_ESCAPES = re.compile(  # of terminals: CSI and OSC sequences, then any other escape with its letter
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?"
)
_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad"  # controls and the soft hyphen
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # joiners and fillers that take no room
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"  # zero width, directions, variations
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # tags, and variations that carry bytes
    "]"
)


def without_hidden(text: str) -> tuple[str, int]:
    """The text without hidden characters and terminal codes, its line ends all `\\n`; and how many were taken out."""
    told, codes = _ESCAPES.subn("", _ENDS.sub("\n", text))
    clean, hidden = _HIDDEN.subn("", told)
    return clean, codes + hidden
