"""What a step says, for its row: its words as plain text, and each of its commands and blocks of code apart."""

import re
from dataclasses import dataclass
from itertools import groupby

from ..life import LifeStep
from .work_markdown import Block, Line, markdown_lines

_PROMPT = re.compile(r"^\s*[$#>%]\s+")


@dataclass(frozen=True, slots=True)
class StepText:
    """Its words, a line break between its lines, and what there is to copy."""

    words: str
    commands: tuple[str, ...]


def step_text(step: LifeStep) -> StepText:
    """All of a step: what is no command to run is code to look at."""
    words: list[str] = []
    blocks: list[str] = []
    for is_code, lines in groupby(markdown_lines(step.markdown), lambda line: line.block is Block.CODE):
        if is_code:
            blocks.append("\n".join(line.text for line in lines))
        else:
            words += [_indented(line) for line in lines]
    apart = [block for block in blocks if not any(_is_same(block, one) for one in step.commands)]
    return StepText(f"{step.number}. {_unmarked(words)}", (*step.commands, *apart))


def _unmarked(words: list[str]) -> str:
    """The words without the first line's marker: the number is that of its place."""
    first, *rest = words or [""]
    return "\n".join((re.sub(r"^\s*(?:\d{1,9}[.)]|[-*+•])\s+", "", first, count=1), *rest)).strip()


def _indented(line: Line) -> str:
    return "  " * max(0, line.indent - 1) + line.text


def _is_same(block: str, command: str) -> bool:
    """Whether a command is what a block says, but for the signs of a prompt and the room before its lines."""
    lines = (_PROMPT.sub("", line).strip() for line in block.strip().split("\n"))
    return "\n".join(lines) == "\n".join(line.strip() for line in command.split("\n"))
