"""What is a tag of HTML, and what only looks like one: `List<String>`, `<version>`, `api/orders/<str:number>/`."""

import re

ELEMENTS = frozenset(
    """
    a abbr acronym address animate applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
    button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog dir div dl dt
    element em embed fieldset figcaption figure font footer foreignobject form frame frameset g h1 h2 h3 h4 h5 h6 head header
    hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu
    menuitem meta meter mglyph mi mn mo ms mtext multicol nav nobr noembed noframes noscript object ol optgroup option output p
    param picture plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select set shadow slot small
    source spacer span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr
    track tt u ul use var video wbr xml xmp xss
    """.split()
)
_OPENS = re.compile(r"[<＜﹤]([/!?]?)([A-Za-z!?\[][\w:-]{0,60}|(?=[/!?]))([^<>＜﹤＞﹥]{0,400})")
_HARMLESS = re.compile(r"[\w .,:|-]*")  # what may follow a name that is no element's: no attribute, no end


def has_tags(text: str) -> bool:
    """Whether a browser could see a tag, a comment or a declaration in the text, in plain or in wide brackets."""
    if "<" not in text and "＜" not in text and "﹤" not in text:
        return False
    return any(_is_tag(found) for found in _OPENS.finditer(text))


def _is_tag(found: re.Match[str]) -> bool:
    if found[1]:
        return True
    name = re.match(r"[A-Za-z0-9]+", found[2])
    if not name or name[0].casefold() in ELEMENTS:
        return True
    closed = found.string[found.end() : found.end() + 1] in (">", "＞", "﹥")
    return not _HARMLESS.fullmatch(found[3]) and (closed or "=" in found[3])
