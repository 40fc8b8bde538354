"""The ticket as text, in each markup: for a form, a mail, a site."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from ..fields import FIELDS, Shape
from ..life.state_line import state_words
from ..ticket import Ticket
from .markup import Flavour, render
from .markup.model import Block, Document, Heading, Item, List, Mark, Paragraph, Run
from .markup.phrases import line_of
from .markup.plain import plain_line
from .markup.reading import read
from .markup.rendering import write
from .suggested import told

_DEEPEST = 6  # level of a heading
_UNDER = 2  # the level of a field's own heading, under which those in its text stand
_LONGEST_LINE = 72
SECTIONS = ("notes",)  # short fields that people write paragraphs into: they stand under a heading, as texts do


@dataclass(frozen=True, slots=True)
class Format:
    """A text format. `flavour` None is Markdown as it was typed, which this app takes in again."""

    flavour: Flavour | None

    def field(self, text: str) -> str:
        """A field's text."""
        return text.strip() if self.flavour is None else render(text, self.flavour)

    def ticket(self, ticket: Ticket) -> str:
        """The whole ticket: its title, its short values, then each written field under a heading."""
        if self.flavour is None:
            return _typed(ticket)
        if self.flavour in (Flavour.PLAIN, Flavour.CRLF):
            plain = _plain(ticket)
            return plain if self.flavour is Flavour.PLAIN else plain.replace("\n", "\r\n")
        return write(whole(ticket), self.flavour) + "\n"

    def file(self, ticket: Ticket) -> str:
        """The whole ticket as a file of its own: HTML says there what it is written in."""
        if self.flavour is not Flavour.HTML:
            return self.ticket(ticket)
        title = escape(plain_line(line_of(ticket.entry("title").text)))
        head = f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"><title>{title}</title></head>'
        return f"{head}\n<body>\n{self.ticket(ticket)}</body>\n</html>\n"


def whole(ticket: Ticket) -> Document:
    """The whole ticket as one document."""
    title = line_of(ticket.entry("title").text.strip())
    blocks: list[Block] = [Heading(1, title)] if title else []
    values = tuple(_value(label, read(text)) for label, text in _values(ticket))
    blocks += [List(values)] if values else []
    for label, text in _texts(ticket):
        blocks += [Heading(_UNDER, (Run(label),)), *map(_under, read(text).blocks)]
    return Document(tuple(blocks))


def _value(label: str, value: Document) -> Item:
    """A short value as an item: its label, then the value on the same line."""
    named = Run(f"{label}:", Mark.BOLD)
    first = value.blocks[0] if value.blocks else None
    if not isinstance(first, Paragraph):
        return Item((Paragraph(((named,),)), *value.blocks))
    lines = ((named, Run(" "), *first.lines[0]), *first.lines[1:])
    return Item((replace(first, lines=lines), *value.blocks[1:]))


def _under(block: Block) -> Block:
    """A heading of a field's text, under the field's own."""
    return replace(block, level=min(block.level + _UNDER, _DEEPEST)) if isinstance(block, Heading) else block


def _values(ticket: Ticket) -> Iterator[tuple[str, str]]:
    """The short values that are there, with their labels."""
    for field in FIELDS:
        text = state_words(ticket) if field.name == "state" else told(ticket, field.name)
        if not field.written and text and field.name not in SECTIONS:
            yield field.label, text


def _texts(ticket: Ticket) -> Iterator[tuple[str, str]]:
    """The written fields that are there but the title, with their labels."""
    for field in FIELDS:
        is_text = field.shape in (Shape.PROSE, Shape.STEPS) or field.name in SECTIONS
        if is_text and (text := ticket.entry(field.name).text.strip()):
            yield field.label, text


def _typed(ticket: Ticket) -> str:
    title = ticket.entry("title").text.strip()
    values = "\n".join(f"- **{label}:** {text}" for label, text in _values(ticket))
    texts = [f"## {label}\n\n{text}" for label, text in _texts(ticket)]
    return "\n\n".join(filter(None, (title and f"# {title}", values, *texts))) + "\n"


def _plain(ticket: Ticket) -> str:
    title = plain_line(line_of(ticket.entry("title").text.strip()))
    values = "\n".join(f"{label}: {render(text, Flavour.PLAIN)}" for label, text in _values(ticket))
    texts = [f"{_underlined(label.upper(), '-')}\n\n{render(text, Flavour.PLAIN)}" for label, text in _texts(ticket)]
    return "\n\n".join(filter(None, (title and _underlined(title, "="), values, *texts))) + "\n"


def _underlined(text: str, line: str) -> str:
    return f"{text}\n{line * min(len(text), _LONGEST_LINE)}"


TYPED = "typed"
FORMATS = {
    TYPED: Format(None),
    "markdown": Format(Flavour.GFM),
    "plain": Format(Flavour.PLAIN),
    "html": Format(Flavour.HTML),
    "jira": Format(Flavour.WIKI),
    "textile": Format(Flavour.TEXTILE),
    "adf": Format(Flavour.ADF),
}
"""By the name that `--format` takes; `TYPED` is what the app itself keeps beside its own."""
