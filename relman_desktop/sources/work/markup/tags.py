"""The HTML tags that people write into Markdown, as the words that they show."""

import re

from .elements import elements
from .escaping import address

_OPENING_ONLY = ("li", "td", "th", "tr", "dt", "dd")  # whose end says nothing
_VALUE = r"""\s{0,99}=\s{0,99}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_HREF = re.compile(r"\bhref" + _VALUE, re.IGNORECASE)
_ALT = re.compile(r"\balt" + _VALUE, re.IGNORECASE)


def words_of_tag(tag: str, name: str, links: list[str]) -> str:
    """What a tag shows; one that HTML does not have shows itself: `List<String>`.

    links: where the <a> lead that are open; changed by one and by its end.
    """
    closes = tag.startswith("</")
    if name == "a":
        if closes:
            told = links.pop() if links else ""
            return f" ({told})" if told else ""
        links.append(address(_value(_HREF, tag)))
        return ""
    if name == "img":
        alt = " ".join(_value(_ALT, tag).split())
        return f"(image: {alt})" if alt else ""
    shown = elements().in_markdown
    if name not in shown:
        return f"\\{tag}"
    return "" if closes and name in _OPENING_ONLY else shown[name]


def _value(pattern: re.Pattern[str], tag: str) -> str:
    found = pattern.search(tag[:5_000])
    return next((value for value in found.groups() if value), "") if found else ""
