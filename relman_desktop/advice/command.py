"""Whether a step holds a command that somebody can run as it stands."""

import re

from .steps import Step
from .table import table

_PROMPT = re.compile(r"^\s*(?:[$>#%]\s+|PS [^>\n]{0,80}>\s*)")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*")
_SET = re.compile(r"^(?:[A-Za-z_]\w*=\S*\s+)+")
_FLAG = re.compile(r"\s--?[A-Za-z][\w-]*")
_NAME = re.compile(r"[A-Za-z_.~$][\w.+-]*$")
_BARE = re.compile(r"(?<![\w./`@-])(?P<program>[A-Za-z][\w.-]{0,30})(?=(?P<rest>\s+[^\s,;.()][^\n]{0,80}))")
_SCRIPT = re.compile(r"(?<![\w@:])(?:\.{0,2}/)?[\w./-]{1,100}\.(?:sh|bash|ps1|bat|cmd)\b")
_FOLDERS = ("./", "bin/", "/bin/", "/sbin/", "/usr/", "/opt/")
_ONLY_NAMED = ("in", "of", "script", "see", "file", "at")  # before a script that nobody runs
_ARGUMENT = re.compile(r"\s+(?:[a-z0-9][\w:./=@-]*|[-./<$~\"'{*]\S*)")


def has_command(step: Step) -> bool:
    """Whether a step says what to run: in a block of code, as code in its text, or plainly."""
    return (
        any(map(_is_shell, step.blocks))
        or any(_is_command(code, before) for before, code in step.spans)
        or _is_plain(step.words)
    )


def commands_of(step: Step) -> tuple[str, ...]:
    """What a step says to run, as it is run: its pieces of code, then its blocks, without the signs of a prompt."""
    spans = (code for before, code in step.spans if _is_command(code, before) and _is_said_to_run(code, before))
    blocks = (_bare(block) for block in step.blocks if _is_shell(block))
    return tuple(dict.fromkeys(one for one in (*(_PROMPT.sub("", code) for code in spans), *blocks) if one))


def _is_said_to_run(code: str, before: str) -> bool:
    """Whether code is more than the name of a script, or words before it say that this is run."""
    return " " in code.strip() or code.startswith(("./", "/")) or _is_run(before)


def _bare(block: str) -> str:
    """A block's lines. Where only some have a prompt it stays as it is: what is copied is run, and must be whole."""
    lines = block.partition("\n")[2].split("\n")
    if _FENCE.fullmatch(lines[-1]):
        lines.pop()
    prompted = [line for line in lines if _PROMPT.match(line) and not line.lstrip().startswith("#")]
    told = (
        [_PROMPT.sub("", line) for line in lines] if len(prompted) == sum(map(bool, map(str.strip, lines))) else lines
    )
    indent = min((len(line) - len(line.lstrip()) for line in told if line.strip()), default=0)
    return "\n".join(line[indent:].rstrip() for line in told).strip("\n")


def _is_shell(block: str) -> bool:
    language, _, text = block.partition("\n")
    if language in table().no_shell:
        return False
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if language in ("", "text", "plain"):
        return any(_is_command(_PROMPT.sub("", line), "run") for line in lines)
    return bool(lines)


def _is_command(code: str, before: str) -> bool:
    """Whether code, with the words before it, is run rather than named."""
    line = _SET.sub("", _PROMPT.sub("", code)).strip()
    first, _, rest = line.partition(" ")
    program = first.rpartition("/")[2].lower()
    if not program or not _NAME.match(program):
        return False
    is_known = _is_script(first) or program in table().programs | table().words
    if rest:
        return is_known or rest.split()[0] in table().verbs or bool(_FLAG.search(" " + rest))
    if table().told.search(before):
        return is_known or _is_run(before)
    return _is_script(first) and not before.rstrip().endswith(_ONLY_NAMED)


def _is_script(first: str) -> bool:
    """Whether a command line's first word is a program by its place or its ending."""
    name = first.rpartition("/")[2].lower()
    return name.endswith(table().endings) or (first.startswith(_FOLDERS) and "." not in name)


def _is_run(before: str) -> bool:
    """Whether the word before says that it is run, and not only by or with what."""
    return bool(
        re.search(r"\b(?:run|runs|execute|executes|invoke|command|script|target|task)\s*:?\s*$", before, re.IGNORECASE)
    )


def _is_plain(words: str) -> bool:
    """Whether a command stands in the words without any mark."""
    if _SCRIPT.search(words):
        return True
    return any(_runs(found["program"], found["rest"], words[: found.start()]) for found in _BARE.finditer(words))


def _runs(program: str, rest: str, before: str) -> bool:
    name = program.lower()
    first = rest.split(maxsplit=1)[0]
    if name not in table().programs | table().words or first.lower() in table().prose or not _ARGUMENT.match(rest):
        return False
    if name in table().words:
        return _is_run(before) or bool(_FLAG.search(rest))
    return program == name or bool(_FLAG.search(rest))
