r"""Jira's wiki markup, as its Data Center renders it.

By Atlassian's renderer (com.atlassian.renderer.v2): a backslash before one of ``-#*_+?^~|%{}[]()!@`` makes text of it,
unless another backslash stands before it; an entity such as `&#92;` stands for its character; a mark is one where no
letter or digit stands on its outer side; a line without a marker goes on with the item before it; an empty line ends a
list. Words that no mark can stand around are written without it, and are never lost.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from .hash_lists import list_lines
from .model import Block, Code, Document, Heading, Line, List, Mark, Paragraph, Quote, Rule, Run, Table
from .nesting import Span, nested, words_in
from .simpler import simpler

_SIGNS = {Mark.BOLD: "*", Mark.STRUCK: "-"}
_SPECIAL = re.compile(
    r"""
      (?P<entity>\\(?=[^\w\s]|\s|\Z)|&(?=[#A-Za-z0-9][A-Za-z0-9]{1,7};|\Z)|[:;](?=[DPp](?![^\W_])))
    | [{}\[\]|]
    | !(?=\S|\Z)
    | \?(?=\?|\Z)|(?<=\?)\?|\A\?
    | \((?=(?:[yni/x+\-?!]|on|off|\*[rgby]?|flag(?:off)?)\))  # an icon, as `_ICON`
    | (?<=[:;])[()]|(?<=[:;]-)\)  # a face
    | (?P<phrase>[*_+^~-])
    """,
    re.VERBOSE,
)
_LINE = re.compile(r"(?P<list>[*#-]+(?=\s|$))|(?P<prefix>h[1-6]|bq)\.", re.IGNORECASE)
_IN_ADDRESS = {char: f"%{ord(char):02X}" for char in "|[]{}^\\\"'!*"}
_ICON = re.compile(r"\((?=(?:[yni/x+\-?!]|on|off|\*[rgby]?|flag(?:off)?)\))")
_NOT_IN_LINK = re.compile(r"[\[\]{}|]")
_LANGUAGE = re.compile(  # of {code}, which says an error for any other
    r"actionscript|ada|applescript|bash|c|c#|c\+\+|css|erlang|go|groovy|haskell|html|java|javascript|js|json|lua|objc"
    "|perl|php|python|r|ruby|scala|sh|sql|swift|visualbasic|xml|yaml"
)
_ALSO = {"cpp": "c++", "cs": "c#", "csharp": "c#", "golang": "go", "py": "python", "rb": "ruby", "yml": "yaml"}
_ALSO |= {"console": "bash", "shell": "bash", "zsh": "bash"}


def wiki(document: Document) -> str:
    return "\n\n".join("\n".join(_block(block)) for block in document.blocks)


def _block(block: Block, *, quoted: bool = False) -> list[str]:
    match block:
        case Paragraph():
            return [_guarded(_line(line)) for line in block.lines]
        case Heading():
            return [f"h{block.level}. {_line(block.words)}"]
        case Code():
            return _code(block)
        case Quote():
            return _quote(block, quoted=quoted)
        case Rule():
            return ["----"]
        case Table():
            return [_row(row, "|" if number else "||") for number, row in enumerate(block.rows)]
        case List():
            return list(list_lines(block, _block, quotes=False))


def _quote(block: Quote, *, quoted: bool) -> list[str]:
    """A quote. Within another one its lines begin with ">": the macro does not stand in itself."""
    if quoted:
        return [line for one in simpler(block, quotes=True) for line in _block(one)]
    inside = "\n\n".join("\n".join(_block(one, quoted=True)) for one in block.blocks)
    return ["{quote}", *inside.split("\n"), "{quote}"]


def _row(cells: Iterable[Line], bar: str) -> str:
    return f"{bar} {f' {bar} '.join(_guarded(_line(cell)) for cell in cells)} {bar}"


def _code(block: Code) -> list[str]:
    """Code in the macro that it does not hold itself; as lines of text where it holds both."""
    folded = block.text.lower()
    language = _ALSO.get(block.language.lower(), block.language.lower())
    known = bool(_LANGUAGE.fullmatch(language))
    for macro in ("code", "noformat") if known else ("noformat", "code"):
        if f"{{{macro}" not in folded:
            named = f":{language}" if macro == "code" and known else ""
            return [f"{{{macro}{named}}}", *block.text.split("\n"), f"{{{macro}}}"]
    return [_guarded(_escaped(line)) for line in block.text.split("\n") if line.strip()]


def _guarded(line: str) -> str:
    """A line, so that it begins no other block than its own."""
    line = line.lstrip()
    found = _LINE.match(line)
    if not found:
        return line
    return f"\\{line}" if found["list"] else f"{found['prefix']}&#46;{line[found.end() :]}"


def _line(line: Line) -> str:
    return _words(nested(line), "", "")


def _words(spans: Sequence[Span | Run], before: str, after: str) -> str:
    """The spans; `before` and `after` are the characters around them."""
    told: list[str] = []
    for number, span in enumerate(spans):
        left = words_in(spans[number - 1])[-1:] if number else before
        right = words_in(spans[number + 1])[:1] if number + 1 < len(spans) else after
        apart = not _is_word(left) and not _is_word(right)
        told.append(_run(span, apart) if isinstance(span, Run) else _span(span, apart))
    return "".join(told)


def _span(span: Span, apart: bool) -> str:
    if span.is_address:
        return f"[{_address(span.url)}]"
    inside = _words(span.inside, "", "")
    if span.mark:
        sign = _SIGNS[span.mark] if apart else f"{{{_SIGNS[span.mark]}}}"
        return f"{sign}{inside}{sign}"
    if _NOT_IN_LINK.search(words_in(span)):
        return f"{inside} ([{_address(span.url)}])"
    return f"[{inside}|{_address(span.url)}]"


def _run(run: Run, apart: bool) -> str:
    if run.mark & Mark.CODE and apart:
        return f"{{{{{_escaped(run.text.strip())}}}}}"
    return _escaped(run.text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_as_text, text)


def _as_text(found: re.Match[str]) -> str:
    if found["entity"]:
        return f"&#{ord(found[0])};"
    if found["phrase"] and not _may_mark(found):
        return found[0]
    return f"\\{found[0]}"


def _may_mark(found: re.Match[str]) -> bool:
    """Whether a character could open or close what is set: neither where both its sides are words, or blanks."""
    left, right = found.string[max(0, found.start() - 1) : found.start()], found.string[found.end() : found.end() + 1]
    opens = not _is_word(left) and not right.isspace()
    return opens or (not left.isspace() and not _is_word(right))


def _is_word(char: str) -> bool:
    return bool(char) and (unicodedata.category(char)[0] == "L" or char.isdecimal())


def _address(url: str) -> str:
    return _ICON.sub("%28", "".join(_IN_ADDRESS.get(char, char) for char in url))
