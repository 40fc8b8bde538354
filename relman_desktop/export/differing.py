"""Two texts from where they begin to differ: of two long ones the beginning is mostly the same."""

from itertools import takewhile

from ..wording import counted

_BEFORE = 40  # characters that stay before the first difference
_LEAST = 120  # characters that are the same and stay, for they fit anyway


def from_difference(ours: str, now: str) -> tuple[str, str]:
    """Both from a little before their first difference, what is left out told in words; short ones whole."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, now, strict=False)))
    if same <= _LEAST or ours == now:
        return ours, now
    start = _beginning(ours, same)
    left = f"… ({_left_out(ours[:start])} before are the same) "
    return left + ours[start:], left + now[start:]


def _beginning(text: str, same: int) -> int:
    """Where to begin: at a line, or at a word, a little before the first difference."""
    before = same - _BEFORE
    found = [at + 1 for at in (text.find("\n", before, same), text.find(" ", before, same)) if at >= 0]
    return found[0] if found else before


def _left_out(text: str) -> str:
    lines = text.count("\n")
    return counted(lines, "line") if lines > 1 else counted(len(text), "character")
