"""The commands under a step stand whole, line by line, in every flavour, however far in they were written."""

import json
import re
from html import unescape
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.advice.command import commands_of
from relman_desktop.advice.steps import steps_of
from relman_desktop.export.markup import Flavour, render
from relman_desktop.export.markup.model import Code, List, Paragraph
from relman_desktop.export.markup.reading import read
from relman_desktop.export.markup.stepping import settled

_FLAVOURS = [pytest.param(one, id=one) for one in Flavour]


def _twelve(indent: int, first: int = 1) -> str:
    """Twelve steps with a command of two lines each."""
    gap = "\n" + " " * indent
    return "\n".join(
        f"{number}. Do {number}:{gap}```sh{gap}echo first {number}{gap}  echo second {number}{gap}```"
        for number in range(first, first + 12)
    )


def _lines(told: str, flavour: Flavour) -> list[str]:
    """The lines that somebody copies there."""
    if flavour is Flavour.ADF:
        return "\n".join(_texts(json.loads(told))).split("\n")
    if flavour is Flavour.HTML:
        told = unescape(re.sub("<[^>]*>", "", re.sub("</?pre[^>]*>", "\n", told)))
    return [line.rstrip() for line in told.splitlines()]


def _texts(node: Any) -> list[str]:
    inside = [text for one in node.get("content", ()) for text in _texts(one)]
    return [node["text"], *inside] if "text" in node else inside


@pytest.mark.parametrize("flavour", _FLAVOURS)
@pytest.mark.parametrize("indent", [0, 2, 3, 4, 5])
@pytest.mark.parametrize("first", [1, 95])
def test_commands_of_twelve_steps_keep_their_lines(flavour: Flavour, indent: int, first: int) -> None:
    lines = [line.strip() for line in _lines(render(_twelve(indent, first), flavour), flavour)]
    for number in range(first, first + 12):
        at = next(at for at, line in enumerate(lines) if line.endswith(f"echo first {number}"))
        assert lines[at + 1] == f"echo second {number}"


@pytest.mark.parametrize("indent", [0, 2, 3, 4])
def test_what_is_exported_is_what_the_checklist_reads(indent: int) -> None:
    text = _twelve(indent)
    (steps,) = read(text).blocks
    assert isinstance(steps, List)
    codes = [next(block.text for block in item.blocks if isinstance(block, Code)) for item in steps.items]
    assert codes == [f"echo first {number}\n  echo second {number}" for number in range(1, 13)]
    assert [commands_of(step)[0].split() for step in steps_of(text)] == [code.split() for code in codes]


def test_what_is_indented_under_a_step_is_of_that_step() -> None:
    text = "9. a\n10. b\n\n       make x\n       make y\n\n11. c\n\n   More of c.\n   - d\n12. e"
    (steps,) = read(text).blocks
    assert isinstance(steps, List) and len(steps.items) == 4
    assert [type(one) for one in steps.items[1].blocks] == [Paragraph, Code]
    assert [type(one) for one in steps.items[2].blocks] == [Paragraph, Paragraph, List]


def test_a_number_in_a_paragraph_is_no_step() -> None:
    text = "It is used by\n12. people\n   ```\n   a\n   b\n   ```"
    assert settled(text) == text


_commands = st.lists(
    st.sampled_from(("make", "  make all", "a | b", "# a remark", "1. no step", "- no item", "echo $HOME", "")),
    min_size=2, max_size=5,
).filter(lambda lines: bool(lines[0].strip() and lines[-1].strip()))  # fmt: skip


@given(st.lists(_commands, min_size=1, max_size=14), st.integers(0, 6), st.sampled_from((1, 8, 98)))
def test_the_lines_of_each_fence_are_found_whole(steps: list[list[str]], indent: int, first: int) -> None:
    gap = " " * indent
    text = "\n".join(
        "\n".join((f"{first + at}. Do:", f"{gap}```", *(gap + line for line in lines), f"{gap}```"))
        for at, lines in enumerate(steps)
    )
    document = read(text)
    found = [one for block in document.blocks for one in _codes(block)]
    assert found == ["\n".join(lines) for lines in steps]
    for flavour in (one for one in Flavour if one.is_markdown):  # the twelve steps above hold the others
        told = "\n".join(line.strip() for line in _lines(render(text, flavour), flavour))
        for lines in steps:
            assert "\n".join(line.strip() for line in lines) in told


def _codes(block: object) -> list[str]:
    if isinstance(block, List):
        return [one for item in block.items for inner in item.blocks for one in _codes(inner)]
    return [block.text] if isinstance(block, Code) else []


@pytest.mark.parametrize("line", ["10. a", "```", "~~~~", "   ", "  - b", "10.\n ```\na", "`" * 50])
def test_any_text_takes_linear_time(line: str) -> None:
    text = "\n".join([line] * 20_000)
    began = perf_counter()
    settled(text)
    assert perf_counter() - began < 2


GOLDEN = Path(__file__).parents[2] / "data/export/twelve-steps.json"


@pytest.mark.parametrize("flavour", _FLAVOURS)
def test_twelve_steps_are_what_was_looked_at(flavour: Flavour) -> None:
    """`python -m tests.export.markup.test_steps` writes the file anew."""
    assert render(_twelve(3), flavour).split("\n") == json.loads(GOLDEN.read_text("utf-8"))[flavour]


if __name__ == "__main__":
    told = {one: render(_twelve(3), one).split("\n") for one in Flavour}
    GOLDEN.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
