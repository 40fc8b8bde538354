"""A ticket as a page to read, before any format has drawn it: what stands on it, in which order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...fields import BY_NAME, FIELDS
from ...life.state_line import state_words
from ...wording import HARMLESS, HIDDEN, visible
from ..suggested import told
from ..targets.prepared import our_id_of
from ..text import FORMATS, SECTIONS
from ..ticket_value import TicketFile

_SHOWN = re.compile(f"(?P<kept>(?m:{HARMLESS}))|[{HIDDEN}]")
_COMMIT = 12  # digits of a commit's id


@dataclass(frozen=True, slots=True)
class Section:
    """A written field: its text is Markdown."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The texts of details and sections are Markdown, all others plain."""

    title: str  # one line; never empty
    details: tuple[Section, ...]  # the short values
    sections: tuple[Section, ...]
    links: tuple[
        tuple[str, str, str], ...
    ]  # the work tickets: key, title, address ("" for none that a page may link to)
    foot: tuple[tuple[str, str], ...]  # what the ticket is of, by which it is found again


def page_of(file: TicketFile) -> Page:
    ticket = file.ticket
    texts = {one.name: told(ticket, one.name) for one in FIELDS} | {"state": state_words(ticket)}
    held = [Section(one.name, one.label, texts[one.name]) for one in FIELDS if one.name != "title" and texts[one.name]]
    return Page(
        title_of(file),
        tuple(one for one in held if not _is_section(one.name)),
        tuple(one for one in held if _is_section(one.name)),
        tuple((one.key, one.title, one.url if is_web(one.url) else "") for one in file.links),
        tuple(_foot(file)),
    )


def _is_section(name: str) -> bool:
    return BY_NAME[name].written or name in SECTIONS


def title_of(file: TicketFile) -> str:
    """What the ticket is called, on one line: its title, else its change ID, else which change it is of."""
    texts = (FORMATS["plain"].field(file.ticket.entry("title").text), file.ticket.entry("change_id").text, file.repo)
    return next((line for text in texts if (line := " ".join(shown(text).split()))), "Change ticket")


def shown(text: str) -> str:
    """Text in which nothing is hidden: what draws nothing or reorders other text is named, as `⟨U+202E⟩`."""
    return _SHOWN.sub(lambda found: found[0] if found["kept"] else visible(found[0]), text)


def is_web(address: str) -> bool:
    """Whether an address is one that a page may lead to, whoever wrote it."""
    return bool(re.match(r"https?://[^\s/]", address, re.IGNORECASE))


def _foot(file: TicketFile) -> Iterator[tuple[str, str]]:
    change = file.ticket.change
    if file.repo:
        yield "Repository", file.repo
    if change.range:
        yield "Range", change.range
    if change.base or change.head:
        yield "Commits", f"{change.base[:_COMMIT]}..{change.head[:_COMMIT]}"
    if change.diff_sha256:
        yield "Diff (SHA-256)", change.diff_sha256
    yield "Ticket", our_id_of(file.ticket.id)
