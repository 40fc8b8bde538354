"""Several texts as one, each under its heading, in a target's markup."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..markup import Flavour, render
from ..markup.model import Block, Document, Heading, Run
from ..markup.reading import read
from ..markup.rendering import write
from .mentions import TELLING, untold

HEADING = "## {label}"
_DEEPEST = 6  # level of a heading
_PLAIN = {Flavour.PLAIN: "\n", Flavour.CRLF: "\r\n"}  # where a heading is a line in capitals


@dataclass(frozen=True, slots=True)
class Section:
    """A text with its heading, "" for none. `ours`: what of ours it is."""

    label: str
    text: str  # Markdown
    ours: tuple[str, ...] = ()
    whole: str = ""  # what goes elsewhere where it does not fit: all of a text of which this is the rest; "" for `text`


def composed(sections: Iterable[Section], flavour: Flavour, heading: str = HEADING) -> str:
    """The sections in their order. `heading`: as Markdown writes one; its marks tell the level of other markups."""
    told = [one for one in sections if one.text.strip()]
    if end := _PLAIN.get(flavour):
        return (end * 2).join(_plain(one, flavour, end) for one in told)
    blocks = (block for one in told for block in _blocks(one, heading))
    return write(Document(tuple(map(untold, blocks) if flavour in TELLING else blocks)), flavour)


def _plain(section: Section, flavour: Flavour, end: str) -> str:
    label = f"{section.label.upper()}{end}" if section.label else ""
    return label + render(section.text, flavour)


def _blocks(section: Section, heading: str) -> Iterator[Block]:
    level = max(1, min(_DEEPEST, len(heading) - len(heading.lstrip("#"))))
    words = heading.lstrip("# ").replace("{label}", section.label)
    if section.label:
        yield Heading(level, (Run(words),), apart=True)
    for number, block in enumerate(read(section.text).blocks):
        if isinstance(block, Heading):  # in the text, and so under the text's own
            block = replace(block, level=min(block.level + level, _DEEPEST))
        yield replace(block, apart=True) if number == 0 else block
