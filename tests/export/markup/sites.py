"""Markdown as sites read it: CommonMark and GFM in full, by markdown-it's own rules, as our document."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from relman_desktop.export.markup.model import (
    Block,
    Code,
    Document,
    Heading,
    Item,
    Line,
    List,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)  # fmt: skip

_SET = {"strong": Mark.BOLD, "s": Mark.STRUCK}


def commonmark(text: str) -> Document:
    return _read(_parser().parse(text))


def github(text: str, *, footnotes: bool = True) -> Document:
    parser = _parser().enable(["table", "strikethrough"])
    return _read((parser.use(footnote_plugin) if footnotes else parser).parse(text))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 500})
    # addresses as they are, not as IDNA
    parser.normalizeLink = parser.normalizeLinkText = lambda url: url  # type: ignore[method-assign]
    return parser


@dataclass
class _Frame:
    token: Token
    blocks: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    rows: list[list[Line]] = field(default_factory=list)


def _read(tokens: Sequence[Token]) -> Document:
    frames = [_Frame(Token("document", "", 0))]
    for token in tokens:
        name = token.type
        if name == "tr_open":
            frames[-1].rows.append([])
        elif name in (
            "bullet_list_open",
            "ordered_list_open",
            "list_item_open",
            "blockquote_open",
            "table_open",
            "heading_open",
        ):
            frames.append(_Frame(token))
        elif name in ("bullet_list_close", "ordered_list_close"):
            frame = frames.pop()
            start = int(frame.token.attrs.get("start", 1)) if name[0] == "o" else None
            frames[-1].blocks.append(List(tuple(frame.items), start))
        elif name == "list_item_close":
            frame = frames.pop()
            frames[-1].items.append(_task(tuple(frame.blocks)))
        elif name == "blockquote_close":
            frame = frames.pop()
            frames[-1].blocks.append(Quote(tuple(frame.blocks)))
        elif name == "table_close":
            frame = frames.pop()
            frames[-1].blocks.append(Table(tuple(map(tuple, frame.rows))))
        elif name == "heading_close":
            frame = frames.pop()
            frames[-1].blocks += frame.blocks
        elif name == "inline":
            lines = _lines(token.children or [])
            if frames[-1].token.type == "table_open":
                frames[-1].rows[-1].append(lines[0] if lines else ())
            elif frames[-1].token.type == "heading_open":
                frames[-1].blocks.append(Heading(int(frames[-1].token.tag[1]), lines[0] if lines else ()))
            else:
                frames[-1].blocks.append(Paragraph(lines))
        elif name == "hr":
            frames[-1].blocks.append(Rule())
        elif name in ("fence", "code_block"):
            frames[-1].blocks.append(Code(token.content.rstrip("\n"), token.info))
        else:
            assert not token.content and "html" not in name and "footnote" not in name, token
    return Document(tuple(frames[0].blocks))


def _task(blocks: tuple[Block, ...]) -> Item:
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and first.lines and first.lines[0]:
        run = first.lines[0][0]
        if not run.mark and not run.url and run.text[:4] in ("[ ] ", "[x] "):
            rest = replace(run, text=run.text[4:])
            line = (rest, *first.lines[0][1:]) if rest.text else first.lines[0][1:]
            return Item((Paragraph((line, *first.lines[1:])), *blocks[1:]), run.text[1] == "x")
    return Item(blocks)


def _lines(tokens: Sequence[Token]) -> tuple[Line, ...]:
    lines: list[list[Run]] = [[]]
    mark, url = Mark.NONE, ""
    for token in tokens:
        if token.type == "hardbreak":
            lines.append([])
        elif token.type == "link_open":
            url = str(token.attrs["href"])
        elif token.type == "link_close":
            url = ""
        elif token.nesting:
            way = _SET.get(token.tag, Mark.NONE)  # emphasis is no mark of ours, but a reader may tell of it
            mark = mark | way if token.nesting > 0 else mark & ~way
        else:
            assert token.type in ("text", "code_inline", "text_special", "softbreak"), token
            # behind a backslash and blanks markdown-it has a soft line end where CommonMark has a hard one
            run = Run(
                " " if token.type == "softbreak" else token.content,
                mark | (Mark.CODE if token.type == "code_inline" else Mark.NONE),
                url,
            )
            last = lines[-1][-1] if lines[-1] else None
            if last and (last.mark, last.url) == (run.mark, run.url):
                lines[-1][-1] = replace(last, text=last.text + run.text)
            elif run.text:
                lines[-1].append(run)
    return tuple(map(tuple, lines))
