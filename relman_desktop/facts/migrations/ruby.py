"""Ruby by its lines, without a parser: calls with their arguments, and the blocks that they stand in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .operations import Unread

_PIECE = re.compile(
    r"""
      (?P<comment> \#[^\n]*+ )
    | (?P<string> "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+' )
    | <<[~-]?["'`]?(?P<heredoc>[A-Z_]\w*)["'`]?
    | (?P<open> [(\[{] )
    | (?P<close> [)\]}] )
    | (?P<comma> , )
    | (?P<end> \n )
    | (?P<other> [^\#"'<(\[{)\]},\n]++ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_CALL = re.compile(r"(?:(?P<on>[A-Za-z_][\w:]*)\.)?(?P<name>[a-z_]\w*[!?]?)(?P<rest>.*)\Z", re.DOTALL)
_DO = re.compile(r"\bdo[ \t]*(?:\|(?P<variable>[^|\n]*)\|)?\s*\Z")
_BRACES = re.compile(
    r"(?P<head>(?:(?:%[iIwW])?\[[^\[\]]*\])?[\w.]+(?:\([^()]*\))?)"
    r"[ \t]*\{[ \t]*(?:\|(?P<variable>[^|\n]*)\|)?(?P<inside>.*)\}\s*\Z",
    re.DOTALL,
)
_OPENS = re.compile(r"(?:if|unless|case|while|until|for|begin|class|module)\b")
_DEF = re.compile(r"def (?:self\.)?(\w+)")
_OPTION = re.compile(r"(?:(?P<name>\w+):(?!:)|:(?P<symbol>\w+) *=>)(?P<value>.*)\Z", re.DOTALL)
_CONDITION = re.compile(r"\s(?:if|unless)\s.*", re.DOTALL)
_LITERAL = re.compile(r""":?"((?:[^"\\]|\\.)*+)"|:?'((?:[^'\\]|\\.)*+)'|:(\w+)""", re.DOTALL)
_JOINT = re.compile(r"""(?<=["'])\s*\\\s*(?=["'])""")
_BREAKS = re.compile(r"[ \t]*(?:def|end)\b")
_SLOT = "\0"  # where the text of a heredoc is put once its line is over
_MOST = 20_000  # calls that are read
_NESTED = 100  # blocks in one another
_DEEPEST = 3  # blocks in braces, one in another: each is read once more
_WORDS = re.compile(r"\w+")
_EACH = re.compile(r"""(%[iIwW][\[({<][\w\s]*+[\])}>]|\[[\s\w:,"']*+\])\.each\b""")


@dataclass(frozen=True, slots=True)
class Statement:
    """A logical line: a call may go on over several. A heredoc stands in it as a string."""

    text: str  # without comments
    line: int  # from 1


@dataclass(frozen=True, slots=True)
class Block:
    """What opened a block: the name and the arguments of the call (`def` and the method), and its variable.

    each: the names that the variable stands for, one after the other: of `%i[users teams].each do |table|`.
    """

    name: str
    arguments: tuple[str, ...] = ()
    variable: str = ""
    each: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """`t.string :name, null: false`, with the blocks around it, the outermost first."""

    on: str
    name: str
    rest: str
    statement: Statement
    blocks: tuple[Block, ...]
    has_block: bool = False

    @property
    def code(self) -> str:
        """The source without its layout and the kind of its quotes."""
        return " ".join(self.statement.text.split()).replace("'", '"')

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        return tuple(_CONDITION.sub("", part).strip() for part in _cut(_inside(_DO.sub("", self.rest).strip())))

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments that have no name, as written."""
        return tuple(part for part in self._parts if part and not _OPTION.match(part))

    @property
    def options(self) -> dict[str, str]:
        """The named arguments, as written."""
        found = [match for part in self._parts if (match := _OPTION.match(part))]
        return {match["name"] or match["symbol"]: match["value"].strip() for match in found}


def text_of(written: str) -> str | None:
    """The text that a string or a symbol is; None for anything else."""
    parts = _JOINT.split(written)
    if len(parts) > 1:  # "ALTER TABLE a " \ "DROP COLUMN b"
        texts = [text_of(part) for part in parts]
        return None if None in texts else "".join(text or "" for text in texts)
    found = _LITERAL.fullmatch(written)
    return None if found is None else re.sub(r"\\(.)", r"\1", next(filter(None, found.groups()), ""))


def name_of(written: str) -> str:
    """The name that a symbol or a string is; "" for what is only known at run time."""
    name = text_of(written) or ""
    return "" if "#{" in name else name


def names_of(written: str) -> list[str]:
    """The names in `:a`, `[:a, :b]` or `%i[a b]`."""
    is_list = written.startswith(("[", "%i", "%w", "%I", "%W"))
    return _WORDS.findall(written.lstrip("%iwIW")) if is_list else [name_of(written)]


def calls_of(source: str) -> Iterator[Call]:
    """The calls that begin a logical line, in order. Raises `Unread`."""
    for number, call in enumerate(_calls(source, 1, (), _DEEPEST)):
        if number > _MOST:
            raise Unread("it is too long")
        if len(call.blocks) > _NESTED:
            raise Unread("it is nested too deeply")
        yield call


def _calls(source: str, first_line: int, outer: tuple[Block, ...], deepest: int) -> Iterator[Call]:
    blocks = outer
    for statement in _statements(source, first_line):
        text = statement.text
        if found := _DEF.match(text):
            blocks = (Block("def", (found[1],)),)  # wherever we believed to be
        elif text.startswith("end") and not text[3:4].isalnum():
            blocks = blocks[:-1]
        elif _OPENS.match(text):
            blocks = (*blocks, Block("if"))[:_NESTED]
        elif deepest and (braces := _BRACES.match(text)):
            head = _call(Statement(braces["head"], statement.line), blocks, braces["variable"])
            yield head
            inner = (*blocks, _block(head, braces["variable"]))
            before = text.count("\n", 0, braces.start("inside"))
            yield from _calls(braces["inside"], statement.line + before, inner, deepest - 1)
        else:
            do = _DO.search(text)
            call = _call(statement, blocks, do and "do")
            yield call
            blocks = (*blocks, _block(call, do["variable"])) if do else blocks


def _call(statement: Statement, blocks: tuple[Block, ...], block: str | None) -> Call:
    found = _CALL.match(statement.text)
    on, name, rest = (found["on"] or "", found["name"], found["rest"]) if found else ("", "", "")
    return Call(on, name, rest, statement, blocks, block is not None)


def _block(call: Call, variable: str | None) -> Block:
    found = _EACH.match(call.statement.text)
    return Block(call.name, call.arguments, (variable or "").strip(), tuple(names_of(found[1])) if found else ())


def _statements(source: str, line: int) -> Iterator[Statement]:
    """The logical lines of a source; one goes on while a bracket is open, and after a comma."""
    text, last, depth, place, start = "", "", 0, 0, line
    heredocs: list[str] = []
    while found := _PIECE.match(source, place):
        piece, place = found.lastgroup or "", found.end()
        line += found[0].count("\n")
        if piece == "heredoc":
            heredocs.append(found["heredoc"])
        if piece != "comment":
            text += _SLOT if piece == "heredoc" else found[0]
            last = found[0].rstrip()[-1:] or last
            depth = max(0, depth + (piece == "open") - (piece == "close"))
        if piece != "end":
            continue
        for tag in heredocs:
            body, place = _heredoc(source, place, tag)
            text = text.replace(_SLOT, _quoted(body), 1)
            line += body.count("\n") + 1
        heredocs = []
        if _BREAKS.match(source, place) or not (depth or last in (",", "\\", "+")):
            yield from _whole(text, start)
            text, last, depth, start = "", "", 0, line
    yield from _whole(text, start)


def _whole(text: str, line: int) -> Iterator[Statement]:
    stripped = text.lstrip()
    if stripped:
        yield Statement(stripped.rstrip(), line + text[: len(text) - len(stripped)].count("\n"))


def _heredoc(source: str, place: int, tag: str) -> tuple[str, int]:
    """The text of a heredoc that begins at a place, and where the line after its end begins."""
    at = place
    while at < len(source):
        end = source.find("\n", at)
        end = len(source) if end < 0 else end
        if source[at:end].strip() == tag:
            return source[place:at], end + 1
        at = end + 1
    return source[place:], len(source)


def _quoted(body: str) -> str:
    """A heredoc's text as a string that begins on the line before it."""
    escaped = body.replace("\\", "\\\\").replace('"', '\\"')
    return f'"\n{escaped}"'


def _inside(rest: str) -> str:
    """What stands in the brackets that a text begins with, else the text."""
    depth = 0
    for found in _PIECE.finditer(rest) if rest.startswith("(") else ():
        depth += (found.lastgroup == "open") - (found.lastgroup == "close")
        if depth == 0:
            return rest[1 : found.start()]
    return rest


def _cut(text: str) -> Iterator[str]:
    """Cut at the commas that stand in no brackets."""
    depth, start = 0, 0
    for found in _PIECE.finditer(text):
        depth += (found.lastgroup == "open") - (found.lastgroup == "close")
        if found.lastgroup == "comma" and depth == 0:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]
