"""What the rich text fields of a change system do to HTML: they keep what they know, and write it anew."""

import re
from collections.abc import Iterator

from lxml import etree, html

_KEPT = re.compile(
    r"a|b|blockquote|br|code|dd|del|div|dl|dt|em|h[1-6]|hr|i|li|ol|p|pre|s|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul"
)
_GONE = re.compile(r"script|style|iframe|object|embed|form|input|button|svg|math|link|meta")
_ATTRIBUTES = frozenset(("href", "title", "colspan", "rowspan", "start"))


def sanitised(text: str) -> str:
    """The HTML without styles, classes, scripts and what else it does not know; links to the web only."""
    if not text.strip():
        return ""
    whole = html.fragment_fromstring(text, create_parent="div")
    for element in list(whole.iter()):
        if element is not whole:
            _clean(element)
    return (whole.text or "") + "".join(etree.tostring(one, method="html", encoding="unicode") for one in whole)


def words(text: str) -> str:
    """What a person reads of it, in one line."""
    if not text.strip():
        return ""
    return " ".join(" ".join(_texts(html.fragment_fromstring(text, create_parent="div"))).split())


def _texts(element: "html.HtmlElement") -> Iterator[str]:
    yield from (str(text) for text in element.itertext())


def _clean(element: "html.HtmlElement") -> None:
    if not isinstance(element.tag, str) or _GONE.fullmatch(element.tag):
        element.drop_tree()
    elif not _KEPT.fullmatch(element.tag):
        element.drop_tag()
    else:
        for name in list(element.attrib):
            if name not in _ATTRIBUTES or (name == "href" and not element.get(name, "").startswith(("http", "mailto"))):
                del element.attrib[name]
