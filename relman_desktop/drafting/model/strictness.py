"""JSON as small models write it, made what a strict reader takes."""

import re

_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # of a surrogate pair
_CONTROLS = dict.fromkeys(range(32), " ")
_HEX = "[0-9a-fA-F]"
_ESCAPES = re.compile(
    r"(?P<kept>\\[^u]"
    rf"|\\u[dD][89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}}"  # a pair
    rf"|\\u[dD][89abAB]{_HEX}{{2}}(?:\\(?:u(?:[dD](?:[c-fC-F]{_HEX}?)?)?)?)?\Z)"  # which may still become one
    rf"|\\u[dD][89a-fA-F]{_HEX}{{2}}"
)


def strict(text: str) -> str:
    """The text without what no strict reader takes, at its length: half a pair, and controls as they are.

    One such character, as small models write them, would lose the whole answer.
    """
    clean = text.translate(_CONTROLS)
    return _ESCAPES.sub(_replaced, clean) if _HALF.search(clean) else clean


def _replaced(escape: re.Match[str]) -> str:
    return escape[0] if escape["kept"] else r"\ufffd"
