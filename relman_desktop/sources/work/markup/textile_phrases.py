"""What Textile sets within a line, as Redmine writes it."""

import re

from .escaping import unescaped
from .inline import Style
from .phrases import Phrases
from .writer import Writer

# Every alternative ends at the next character that could begin another one, so that none is read twice.
_PATTERN = re.compile(
    r"""
      (?<!\w)@(?P<code>[^@\n]+)@(?!\w)
    | <code[^<>\n]{0,200}>(?P<tagged>[^<\n]*)</code>
    | (?P<break><br[ ]?/?>)
    | (?P<dropped></?(?:notextile|code|pre)>)
    | (?<!\w)"(?P<words>[^"\n]+)":(?P<target>(?:https?://|ftp://|mailto:|[/#])[^\s<>"]*)
    | \[\[(?P<page>[^\[\]|\n]+)(?:\|(?P<label>[^\[\]|\n]*))?\]\]
    | \{\{(?P<macro>[^{}\n]*)\}\}
    | (?<!\w)!(?P<align>[<>=]?)(?P<image>[^\s!()]+\.[^\s!()]+)(?:\((?P<alt>[^()!\n]*)\))?!(?!\w)
    | (?P<entity>&\#\d{1,7};)
    | (?P<url>(?:https?|ftp)://[^\s\[\]{}|<>"]+)
    | (?P<run>(?P<of>[*_+^~?-])(?P=of){2,}|--|__)
    | (?P<mark>%(?:\{[^{}%\n]*\})?|\?\?|\*\*|[*_+^~-])
    """,
    re.VERBOSE,
)
_TITLE = re.compile(r"\([^()]*\)$")
_END = ".,;:!?)"
_STYLES = {
    **dict.fromkeys(("*", "**"), Style.STRONG),
    **dict.fromkeys(("_", "??"), Style.EMPHASIS),
    "-": Style.STRUCK,
    **dict.fromkeys("+^~%", Style.PLAIN),
}


def _special(writer: Writer, token: re.Match[str]) -> None:
    if code := token["code"] or token["tagged"]:
        with writer.styled(Style.CODE):
            writer.write(code)
    elif token["break"]:
        writer.write("\n")
    elif token["entity"]:
        writer.write(unescaped(token["entity"]))
    elif token["words"]:
        _link(writer, token["words"], token["target"])
    elif token["page"]:
        writer.write(token["label"] or token["page"])
    elif token["image"]:
        writer.image(token["alt"] or token["image"].rpartition("/")[2])
    else:
        writer.write(token["url"] or token["run"] or "")


def _link(writer: Writer, words: str, target: str) -> None:
    """A link; the full stop after it is the sentence's."""
    address = target.rstrip(_END)
    writer.begin_link()
    PHRASES.write(writer, _TITLE.sub("", words) or words)  # which hold no quotes, and so no further link
    writer.end_link(address)
    writer.write(target[len(address) :])


PHRASES = Phrases(_PATTERN, _STYLES, _special)
