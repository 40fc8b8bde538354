"""Small words of the drafts: counts, lists, code."""

from collections.abc import Sequence


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2 files`, `1,234 files`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listing(words: Sequence[str], most: int = 5, rest: str = "more") -> str:
    """`a`, `a and b`, `a, b and c`; what is over `most` is counted: `a, b and 3 more`."""
    shown = list(words) if len(words) <= most else [*words[: most - 1], f"{len(words) - most + 1} {rest}"]
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1] if shown else "") if part)


def code(text: str) -> str:
    """Text as Markdown code, whatever backticks it holds: inline for one line, else a fenced block."""
    fence = "`"
    while fence in text:
        fence += "`"
    if "\n" not in text:
        pad = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{fence}{pad}{text}{pad}{fence}"
    block = max(fence, "```", key=len)
    return f"\n{block}\n{text}\n{block}"


def sentence(text: str) -> str:
    """Somebody's words as one sentence: one line, a capital first, a full stop last."""
    words = " ".join(text.split())
    if not words:
        return ""
    start = words[0].upper() + words[1:] if words[0].islower() and words.split()[0].isalpha() else words
    return start if start[-1] in ".!?…" else start + "."


def shorten(text: str, most: int) -> str:
    """Text of at most `most` characters, cut at a word, with "…" where it was cut."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rpartition(" ")[0] or text[: most - 1]
    return cut.rstrip(" ,;:") + "…"
