"""What is a tag of HTML, and what only looks like one: `List<String>`, `<version>`, `api/orders/<str:number>/`."""

import re

from .rules import rules

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
    if not name or name[0].casefold() in rules().elements:
        return True
    closed = found.string[found.end() : found.end() + 1] in (">", "＞", "﹥")
    return not _HARMLESS.fullmatch(found[3]) and (closed or "=" in found[3])
