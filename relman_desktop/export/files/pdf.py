"""The ticket as a PDF: real text, tables and code, tagged, with bookmarks and page numbers, the same bytes each time.

Typst sets it, from the template in `resources/pdf`, with the fonts that come with the app and no other.
"""

import json
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from ...errors import InputError
from ...files import resource
from ...wording import counted, joined
from ..markup.reading import read
from ..targets.prepared import our_id_of
from ..ticket_value import TicketFile
from .faces import FOLDER, undrawn
from .page import Page, page_of, shown
from .pdf_tree import trees

if TYPE_CHECKING:
    import typst

_TEMPLATE = "pdf/ticket.typ"
_LONG = re.compile(r"\S{24,}")  # a word that may be wider than its place
_BREAKS = re.compile(r"[/_.,:;=&?@\\-](?=\w)|[^\W_]{12}(?=[^\W_])")  # behind which it may be broken
_ZERO_WIDTH = "\u200b"
_MOST_NAMED = 12


def pdf(file: TicketFile) -> bytes:
    """The PDF, to the standard for readers with a screen reader (PDF/UA-1) where the text allows it.

    Raises `InputError` for a text that cannot be set.
    """
    import typst  # slow to import, and most commands never need it

    told = json.dumps(_told(file), ensure_ascii=False)
    try:
        return _compiled(told, "ua-1")
    except typst.TypstError:
        pass
    try:
        return _compiled(told)
    except typst.TypstError as error:
        said = error.message[:200]
        raise InputError(f"The ticket cannot be set as a PDF ({said}); save it as an HTML page instead.") from error


def _compiled(told: str, *standards: "typst.PDFStandard") -> bytes:
    import typst

    return typst.compile(
        resource(_TEMPLATE),
        root=resource("pdf"),
        font_paths=_fonts(),
        ignore_system_fonts=True,  # the same ticket is the same file everywhere
        sys_inputs={"told": told},
        pdf_standards=list(standards),
        timestamp=0,
    )


def said(file: TicketFile) -> tuple[str, ...]:
    """Which characters stand in the PDF as their numbers, for no font of the app draws them; () for none."""
    missing = _missing(page_of(file))
    if not missing:
        return ()
    named = joined([f"{_number(one)} ({unicodedata.name(one, 'no name').lower()})" for one in missing], _MOST_NAMED)
    are, stand = ("is", "it stands as its number") if len(missing) == 1 else ("are", "they stand as their numbers")
    return (f"{counted(len(missing), 'character')} {are} in no font of the app, so {stand}: {named}.",)


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[resource(FOLDER)])


def _told(file: TicketFile) -> dict[str, Any]:
    page = page_of(file)
    missing = frozenset(_missing(page))

    def draw(text: str) -> str:
        text = shown(text)
        if not missing.isdisjoint(text):
            text = "".join(_number(one) if one in missing else one for one in text)
        return _LONG.sub(lambda word: _BREAKS.sub(lambda end: end[0] + _ZERO_WIDTH, word[0]), text)

    def part(label: str, text: str) -> dict[str, Any]:
        return {"label": label, "blocks": trees(read(shown(text)).blocks, draw)}

    known = file.ticket.entry("change_id").text.strip()
    running = " · ".join(filter(None, (known, page.title)))
    return {
        "title": draw(page.title),
        "running": draw(running),
        "keywords": [one for one in (draw(known), our_id_of(file.ticket.id)) if one],
        "details": [part(one.label, one.text) for one in page.details],
        "sections": [part(one.label, one.text) for one in page.sections],
        "links": [{"key": draw(key), "title": draw(title), "url": url} for key, title, url in page.links],
        "missing": list(map(draw, said(file))),
        "foot": [[label, draw(text)] for label, text in page.foot],
    }


def _missing(page: Page) -> tuple[str, ...]:
    texts = [page.title, *(one.text for one in (*page.details, *page.sections))]
    texts += [text for link in page.links for text in link] + [text for line in page.foot for text in line]
    return undrawn(shown("\n".join(texts)))


def _number(letter: str) -> str:
    return f"⟨U+{ord(letter):04X}⟩"
