"""Our dialect: what is a mark, and what stays as it was typed; no word is lost, in linear time."""

from time import perf_counter

import pytest
from hypothesis import given, settings

from relman_desktop.export.markup import Flavour, render
from relman_desktop.export.markup.model import Code, Heading, List, Mark, Paragraph, Quote, Run, Table
from relman_desktop.export.markup.plain import plain
from relman_desktop.export.markup.reading import read

from .texts import letters, texts
from .trees import words

_URL = "https://e.org/a"


def _runs(text: str) -> tuple[Run, ...]:
    (block,) = read(text).blocks
    assert isinstance(block, Paragraph)
    (line,) = block.lines
    return line


@pytest.mark.parametrize(
    "text",
    [

        "__init__ and snake_case", "*star* and _under_", "*.py src/**/*.py 2**3**4", "a **kwargs b",
        "<T> <b>x</b> &amp;", "[x](y) [x](javascript:alert(1)) [x](/y)", "C:\\temp \\* \\[", "![a](b.png)",
        "- ", "1.", "07. o'clock", "a ~b~ c", "a ** b ** c", "`", "``` a", "~~~ a", "#", "#hash",
        "a | b", "[x]: https_//e.org", "maya@example.org",
    ],
)  # fmt: skip
def test_what_stays_as_it_was_typed(text: str) -> None:
    assert _runs(text) == (Run(text.strip()),)
    assert plain(text) == text.strip()


def test_what_is_a_mark() -> None:
    assert _runs("a **b** ~~c~~ `d`") == (
        Run("a "), Run("b", Mark.BOLD), Run(" "), Run("c", Mark.STRUCK), Run(" "), Run("d", Mark.CODE),
    )  # fmt: skip
    assert _runs(f"[a `b`]({_URL})") == (Run("a ", url=_URL), Run("b", Mark.CODE, _URL))
    assert _runs(f"({_URL}), “{_URL}” <{_URL}>") == (
        Run("("), Run(_URL, url=_URL), Run("), “"), Run(_URL, url=_URL), Run("” "), Run(_URL, url=_URL),
    )  # fmt: skip
    assert _runs(f"**[a]({_URL}) b**") == (Run("a", Mark.BOLD, _URL), Run(" b", Mark.BOLD))
    assert _runs("**~~a~~**") == (Run("a", Mark.BOLD | Mark.STRUCK),)


def test_a_mark_goes_on_over_a_line_end_which_is_one() -> None:
    (block,) = read("**a\nb** c").blocks
    assert block == Paragraph(((Run("a", Mark.BOLD),), (Run("b", Mark.BOLD), Run(" c"))))


def test_blocks() -> None:
    blocks = read("# a\n\n> b\n\n```sh\nc\n```\n\n| d |\n| - |\n| e |\n\n- [x] f\n- g").blocks
    assert [type(block) for block in blocks] == [Heading, Quote, Code, Table, List]
    assert blocks[2] == Code("c", "sh") and isinstance(blocks[4], List)
    assert [item.done for item in blocks[4].items] == [True, None]


def test_numbers_stay_what_they_are() -> None:
    assert plain("3. a\n4. b") == "3. a\n4. b"
    assert plain("1. a\n1. b\n1. c") == "1. a\n2. b\n3. c"  # as Markdown counts them
    assert plain("1. a\n3. c\n4. d") == "1. a\n3. c\n4. d"
    for flavour in Flavour:
        assert "7" in render("7. a", flavour)


def test_what_is_nested_too_deep_is_text() -> None:
    text = "> " * 100 + "deep " + "- " * 3 + "x"
    assert letters(words(read(text))) == "deepx"
    assert letters(words(read("\n".join("  " * depth + f"- item{depth}" for depth in range(60))))) == "".join(
        f"item{depth}" for depth in range(60)
    )


@settings(deadline=None, max_examples=100)
@given(texts)
def test_plain_text_has_all_words(text: str) -> None:
    rest = iter(letters(plain(text)))
    assert all(letter in rest for letter in letters(words(read(text))))


@settings(deadline=None, max_examples=40)
@given(texts)
def test_a_form_gets_line_ends_of_a_form(text: str) -> None:
    assert render(text, Flavour.CRLF).replace("\r\n", "\n") == plain(text)
    assert "\n" not in render(text, Flavour.CRLF).replace("\r\n", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [

        "[", "*", "`", "**a ", "~~", "- ", "> ", ">", "|", "|a|b\n|-|-\n", "~~~ a\n", "- ~~~ a\n", "``` a\n",
        "<", "&", "\\", "{", "[a](http://x ", "](http://a", "(https://a", "`a ``b ", "**a** ", "_", "!",
        "![a](https://x.y) ", "- a\n  - b\n", "* * * ", "a\n", "[a](https://x)", ")",
        "https://e.org/" +  ")" *  1_900+ " ", "[a **b ", "**[a](https://x",
    ],
)  # fmt: skip
def test_much_of_it_takes_linear_time(piece: str) -> None:
    _seconds(piece, 1_000)
    assert _seconds(piece, 160_000) < 16 * _seconds(piece, 20_000) + 1


def _seconds(piece: str, characters: int) -> float:
    text = piece * (characters // len(piece))
    began = perf_counter()
    for flavour in (Flavour.PLAIN, Flavour.GLFM, Flavour.HTML, Flavour.WIKI, Flavour.ADF, Flavour.TEXTILE):
        render(text, flavour)
    return perf_counter() - began
