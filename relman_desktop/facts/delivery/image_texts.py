"""What a Dockerfile's instructions say: the variables that an image sets, and commands in one form."""

import re
from collections.abc import Iterator, Sequence

from ...wording import named
from ..configuration.secrets import cover
from .difference import Difference
from .dockerfile import Instruction

# What the shell form leaves to be understood.
_SHELL_FORM = re.compile(r'\[\s*"/bin/sh",\s*"-c",\s*"((?:[^"\\]|\\.)*+)"\s*\]\s*$')
_SETTING = re.compile(r"""\b([A-Za-z_]\w{0,200})=((?:"(?:[^"\\]|\\.)*+"|'[^']*+'|\\.|[^\s"'\\])*)""")
_TUNES = re.compile(r"OPT(?:ION)?S\b|ARGS\b|FLAGS\b|HEAP|MEMORY|THREADS|WORKERS|TIMEOUT|MALLOC|GOGC|LIMIT")
_OF_BUILD = re.compile(
    r"(?:^|_)(?:VERSION|SHA|SHA256|REVISION|COMMIT|CHECKSUM|DATE)$|^(?:PATH|LANG|LC_\w+|DEBIAN_FRONTEND|LABEL)$"
)


def command(text: str) -> str:
    """A command in the form of the shell where it is written as what that form stands for."""
    found = _SHELL_FORM.search(text)
    return text[: found.start()] + re.sub(r"\\(.)", r"\1", found[1]) if found else text


def variables(instructions: Sequence[Instruction]) -> dict[str, str]:
    """The variables that the image sets, `ENV a=1 b=2` and `ENV a 1`."""
    found: dict[str, str] = {}
    for one in instructions:
        if one.name == "ENV":
            name, _, rest = one.text.partition(" ")
            given = _SETTING.findall(one.text) if "=" in name else [(name, rest)]
            found |= {key: value.strip().strip("\"'") for key, value in given}
    return found


def environment(before: dict[str, str], after: dict[str, str]) -> Iterator[Difference]:
    """Variables that get another value; those that tell the version of a build are no news."""
    for name in before:
        old, new = before[name], after.get(name)
        if new is not None and old != new and not _OF_BUILD.search(name):
            weight = 40 if _TUNES.search(name) else 20
            was, now = cover(name, old), cover(name, new)
            yield Difference("delivery.process", f"environment variable {named(name)}", was, now, weight)
