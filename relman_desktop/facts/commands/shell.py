"""The commands in a block of code: without prompts, output and remarks, continued lines taken together."""

import re
from collections.abc import Iterator, Sequence
from textwrap import dedent

from .quote import Step

_CONTINUED = re.compile(r"(\\|&&|\|\||\|)\s*$")
_CONTINUES = re.compile(r"\s*(&&|\|\|?)\s")
_TRAILING_REMARK = re.compile(r"\s+#\s[^\"'\n]*$")


def prompt_of(lines: Sequence[str], *, session: bool) -> str:
    """What stands before the commands; `# ` is a prompt only in a session, and where nothing stands without it."""
    starts = [line.lstrip()[:2] for line in lines]
    if "$ " in starts:
        return "$ "
    return "# " if session and set(starts) == {"# "} else ""


def is_remark(line: str, prompt: str) -> bool:
    """Whether a line of a block only says something."""
    return prompt != "# " and line.lstrip().startswith("#")


def paragraphs(lines: Sequence[str], indices: range) -> Iterator[list[int]]:
    """The indices of the lines between blank ones."""
    paragraph: list[int] = []
    for index in indices:
        if lines[index].strip():
            paragraph.append(index)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def steps(lines: Sequence[str], indices: list[int], prompt: str) -> Iterator[Step]:
    """The commands of a paragraph: with a prompt, what stands behind it; else every line that is no remark."""
    taken: list[int] = []
    for index, following in zip(indices, [*indices[1:], None], strict=True):
        line = lines[index].strip()
        if not taken and (not line.startswith(prompt) or is_remark(line, prompt)):
            continue
        taken.append(index)
        goes_on = _CONTINUED.search(line) or (following is not None and _CONTINUES.match(lines[following]))
        if not goes_on or following is None:
            yield Step(_text(lines, taken, prompt), tuple(taken))
            taken = []


def _text(lines: Sequence[str], indices: list[int], prompt: str) -> str:
    text = dedent("\n".join(lines[index].rstrip() for index in indices)).removeprefix(prompt)
    return _TRAILING_REMARK.sub("", text).strip()
