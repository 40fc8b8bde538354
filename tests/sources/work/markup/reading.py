"""How a reader of Markdown sees it: what the tests of the converters hold their results against."""

import time
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(markdown: str) -> Iterator[Token]:
    """All tokens, those within lines too."""
    for token in _PARSER.parse(markdown):
        yield token
        yield from token.children or ()


def kinds(markdown: str) -> list[str]:
    return [token.type for token in tokens(markdown)]


def words(markdown: str) -> str:
    """What is read, without markup; every run of blanks one space."""
    said = [
        " " if token.type in ("softbreak", "hardbreak") or token.nesting else token.content
        for token in tokens(markdown)
        if token.type != "inline" and token.type not in _SET
    ]
    return " ".join("".join(said).split())


_SET = {f"{kind}_{side}" for kind in ("strong", "em", "s", "link") for side in ("open", "close")}


def is_words_only(markdown: str) -> bool:
    """Whether it holds no HTML, no picture and no link."""
    return not {"html_block", "html_inline", "image", "link_open"} & set(kinds(markdown))


def assert_bounded(convert: Callable[[str], str], piece: str, length: int) -> None:
    """A text of so many characters of one piece takes linear time, and gives no more than a body may have."""
    text = piece * (length // len(piece))
    started = time.process_time()
    told = convert(text)
    # it takes up to 4 µs a character; what is quadratic takes a hundred times as long
    assert time.process_time() - started < 2 + length * 12e-6
    assert len(told) < 250_000
