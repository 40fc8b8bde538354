"""What images and compose files say: how a container's health is checked, and what it starts with."""

import json
import re
from collections.abc import Iterator

from ..delivery.dockerfile import Instruction, shipped, stages
from .pages import Page
from .purposes import Serving, may_be_named, own_purposes
from .quote import Quote, Step
from .rules import Role, rules

_TEST = re.compile(r"\s*test:\s*(\S.*)")
_START = re.compile(r"\s*(?:command|entrypoint):\s*(\S.*)")
_WORD = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'")
_HOW = ("CMD", "CMD-SHELL")

Start = tuple[int, str]  # the index of the line, the command


def health_checks(role: Role, page: Page) -> Iterator[Serving]:
    """The health check of an image that is deployed, and those of a compose file that ask the application."""
    check = rules().purposes["check"]
    found = _of_image(page) if role.reader == "image" else _of_compose(page)
    for index, command in found:
        if may_be_named(command) and (role.reader == "image" or check in own_purposes(command)):
            yield Serving(check, Quote("healthcheck", (Step(command, (index,)),)))


def starts(role: Role, page: Page) -> Iterator[Start]:
    """The commands that containers start with."""
    if role.reader == "image":
        for one in _shipped(page):
            if one.name in ("CMD", "ENTRYPOINT"):
                yield one.line, command_of(one.text)
        return
    for index, line in enumerate(page.lines):
        if match := _START.match(line):
            yield index, command_of(match[1])


def command_of(text: str) -> str:
    """A command as a person types it, from the shell form or from a list of words."""
    text = text.strip()
    if not text.startswith("["):
        return text.strip("\"'") if text[:1] == text[-1:] else text
    words = [_unescaped(double) or single for double, single in _WORD.findall(text)]
    return " ".join(words[1:] if words[:1] and words[0] in _HOW else words)


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def _shipped(page: Page) -> Iterator[Instruction]:
    for stage in shipped(stages(page.lines)):
        yield from stage.instructions


def _of_image(page: Page) -> Iterator[Start]:
    for one in _shipped(page):
        _, found, command = one.text.partition("CMD ")
        if one.name == "HEALTHCHECK" and found:
            yield one.line, command_of(command)


def _of_compose(page: Page) -> Iterator[Start]:
    inside = False
    for index, line in enumerate(page.lines):
        if line.strip() == "healthcheck:":
            inside = True
        elif inside and (match := _TEST.match(line)):
            inside = False
            yield index, command_of(match[1])
