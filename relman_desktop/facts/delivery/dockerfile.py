"""A Dockerfile's stages and instructions, read from whole files and from the lines that a diff shows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)\s+(\S.*)")
_FROM = re.compile(r"(?:--\S+\s+)*(\S+)(?:\s+[Aa][Ss]\s+(\S+))?")
_HEREDOC = re.compile(r"<<-?[\"']?(\w+)[\"']?")
_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))")


@dataclass(frozen=True, slots=True)
class Instruction:
    """name: in capitals. text: its arguments, continued lines joined. line: the index of its first line."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Stage:
    """image: with the defaults of global ARGs put in; the name of an earlier stage where it builds on one."""

    name: str
    image: str
    line: int
    instructions: tuple[Instruction, ...]


def stages(lines: Sequence[str]) -> tuple[Stage, ...]:
    """The stages in order; instructions that a diff shows without their FROM stand in a stage with no image."""
    defaults: dict[str, str] = {}
    found: list[tuple[str, str, int, list[Instruction]]] = []
    for instruction in _instructions(lines):
        if instruction.name == "FROM":
            image, name = _from(instruction.text, defaults)
            found.append((name, image, instruction.line, []))
        elif instruction.name == "ARG" and not found:
            name, _, value = instruction.text.partition("=")
            defaults[name.strip()] = value.strip().strip("\"'")
        else:
            if not found:
                found.append(("", "", instruction.line, []))
            found[-1][3].append(instruction)
    return tuple(Stage(name, image, line, tuple(inside)) for name, image, line, inside in found)


def shipped(all_stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The last stage and those that it builds on: what is in the image that is deployed, the base first."""
    by_name = {stage.name.lower(): stage for stage in all_stages if stage.name}
    chain: list[Stage] = []
    stage = all_stages[-1] if all_stages else None
    while stage and stage not in chain:
        chain.append(stage)
        stage = by_name.get(stage.image.lower())
    return tuple(reversed(chain))


def _from(text: str, defaults: Mapping[str, str]) -> tuple[str, str]:
    match = _FROM.match(text)
    if not match:
        return text, ""
    image = _VARIABLE.sub(lambda use: defaults.get(use[1] or use[3]) or use[2] or use[0], match[1])
    return image, match[2] or ""


def _instructions(lines: Sequence[str]) -> Iterator[Instruction]:
    index = 0
    while index < len(lines):
        start = index
        parts: list[str] = []
        while index < len(lines):
            line = lines[index].strip()
            index += 1
            if line.startswith("#") or (parts and not line):
                continue
            parts.append(line.removesuffix("\\").strip())
            if not line.endswith("\\"):
                break
        match = _INSTRUCTION.match(" ".join(parts))
        if match:
            yield Instruction(match[1].upper(), match[2], _first(lines, start))
            index = _after_heredocs(lines, index, match[2])


def _first(lines: Sequence[str], start: int) -> int:
    """The line on which an instruction really starts: remarks above it were passed over."""
    return next((index for index in range(start, len(lines)) if not _passed(lines[index])), start)


def _passed(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _after_heredocs(lines: Sequence[str], index: int, text: str) -> int:
    for end in _HEREDOC.findall(text):
        closing = next((at for at in range(index, len(lines)) if lines[at].strip() == end), None)
        index = index if closing is None else closing + 1
    return index
