"""How things are worded for people: counts with their nouns, lists that end, names that cannot break out of quotes."""

import re
from collections.abc import Sequence

_STOPS = (  # where a sentence ends, then where a clause does; and what share of the length is enough to end with it
    (r"[.!?](?= [A-Z`“\"'(])", 0.05),
    (";(?= )", 0.2),
    (":(?= )", 0.25),
)
_FEW_CHARACTERS = 20
# The characters, as of a pattern's class, that draw nothing or reorder what stands around them: all of Unicode's Cc,
# Cf, Cs, Zl and Zp but line end and tab, the default-ignorable letters and marks, and two blanks that look like a
# space in a name.
HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160"
    "\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_EMOJI = "\u203c-\u3299\U0001f000-\U0001faff"
# What hides nothing where it stands: how an emoji is drawn or joined, a joint inside of a word of Arabic or Indic
# script, a byte order mark where a line begins.
HARMLESS = (
    f"(?<=[#*0-9\xa9\xae{_EMOJI}])[\ufe0e\ufe0f](?![\ufe00-\ufe0f])|(?<=[\ufe0f{_EMOJI}])\u200d(?=[{_EMOJI}])"
    "|(?<=[\u0620-\u0dff])[\u200c\u200d](?=[\u0620-\u0dff])|^\ufeff"
)
_HIDDEN = re.compile(f"[{HIDDEN}]")
_HIDDEN_RUN = re.compile(f"[\t\n{HIDDEN}]+")


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `1,200 files`, `2 branches`, `3 entries`; `plural` where the noun's is another."""
    return f"{number:,} {noun if number == 1 else plural or _plural(noun)}"


def _plural(noun: str) -> str:
    if noun.endswith(("s", "ch", "sh", "x")):
        return noun + "es"
    return noun[:-1] + "ies" if re.search("[^aeiou]y$", noun) else noun + "s"


def lines(added: int, removed: int) -> str:
    """The size of a change in lines: `+120 −4`."""
    return f"+{added:,} −{removed:,}"


def percent(share: float) -> str:
    """`21 %`; what is not quite nothing, or not quite all, is not rounded to it."""
    rounded = round(share * 100)
    if share > 0 and rounded == 0:
        return "below 1 %"
    if share < 1 and rounded == 100:
        return "over 99 %"
    return f"{rounded} %"


def joined(words: Sequence[str], most: int = 5) -> str:
    """`a`, `a and b`, `a, b and c`; what is over `most` is counted: `a, b and 3 more`."""
    shown = [*words[:most], *([f"{len(words) - most:,} more"] if len(words) > most else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""


def named(name: str, most: int = 120) -> str:
    """A name of the repository's in backticks: without what could end them or hide text, shortened to `most`."""
    clean = unhidden(name).strip().replace("`", "'")
    return f"`{clean if len(clean) <= most else clean[: most - 1] + '…'}`"


def quoted(name: str, most: int = 120) -> str:
    """A name in quotation marks, for a sentence that is no Markdown; as `named` otherwise."""
    clean = re.sub("[“”]", "'", named(name, most)[1:-1])
    return f"“{clean}”"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names in backticks, joined."""
    return joined([*map(named, names)], most)


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
    """Somebody's words as one sentence: one line with nothing hidden in it, a capital first, a full stop last."""
    words = " ".join(unhidden(text).split())
    if not words:
        return ""
    start = words[0].upper() + words[1:] if (first := words.split()[0]).islower() and first.isalpha() else words
    return start if start[-1] in ".!?…" else start + "."


def shorten(text: str, most: int) -> str:
    """Text of at most `most` characters, cut at a word, never inside of `code`, with "…" where it was cut."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rpartition(" ")[0] or text[: most - 1]
    if cut.count("`") % 2:
        cut = cut.rpartition("`")[0] or cut
    opened = cut.rfind("(")
    if opened > max(0, len(cut) - _FEW_CHARACTERS) and ")" not in cut[opened:]:
        cut = cut[:opened] or cut  # what is said in brackets is said whole
    return cut.rstrip(" ,;:") + "…"


def abridged(text: str, most: int) -> str:
    """Text of at most `most` characters that ends with a whole sentence or clause; cut at a word where none ends."""
    if len(text) <= most:
        return text
    for stop, share in _STOPS:
        ends = [found for found in re.finditer(stop, text[: most + 1]) if found.end() <= most]
        whole = [one for one in ends if one.start() >= most * share and _is_closed(text[: one.start()])]
        if whole:
            return text[: whole[-1].start()] + (whole[-1].group() if whole[-1].group() in ".!?" else ".")
    return shorten(text, most)


def _is_closed(head: str) -> bool:
    """Whether a cut leaves neither code nor parentheses nor a quotation open."""
    pairs = (("(", ")"), ("“", "”"), ("[", "]"))
    return not head.count("`") % 2 and all(head.count(left) == head.count(right) for left, right in pairs)


def unhidden(text: str) -> str:
    """Text without characters that hide or reorder other text; a space stands for them."""
    return _HIDDEN_RUN.sub(" ", text)


def visible(text: str) -> str:
    """The text with every invisible or reordering character named: `⟨U+202E⟩`, and `⟨FF⟩` for a byte not UTF-8."""
    return _HIDDEN.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    code = ord(found[0])
    undecoded = 0xDC80 <= code <= 0xDCFF  # how Python keeps a byte that is not UTF-8
    return f"⟨{code - 0xDC00:02X}⟩" if undecoded else f"⟨U+{code:04X}⟩"


def printable(text: str) -> str:
    """Hostile text as one line in which nothing is hidden: what cannot be seen stands as `\\u202e`."""
    return "".join(char if char.isprintable() else _visible(char) for char in text)


def _visible(char: str) -> str:
    return " " if char in "\t\n\r" else f"\\u{ord(char):04x}"
