"""Whether a command may stand in a ticket: verbatim, and from where commands may come.

They may come from the facts about the repository's own commands, from the lines that these cite, from the team and
from the person. What this very change brings along has been read by nobody: a command that stands only there is weak at
best, and one that downloads and runs, or destroys, is not supported at all. What only somebody said is never a command.
"""

import re
from collections.abc import Iterator

from ...fields import Shape
from ...wording import named
from .candidate import Candidate
from .cited import Cited, flat
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .rules import rules
from .standing import stands
from .trusted import Trusted, trusted

_SHELL = re.compile(r"\|\s*\w|&&|\|\||\$\(|\s--?[A-Za-z]|\s>{1,2}\s|^\s*\$\s|;\s*\w+\s+-|<\(|=\S+\s+\w+\s")
_WORD = re.compile(r"(?<![\w./@`-])(?:\./|/[\w./-]{0,60}/)?([A-Za-z][\w.-]{0,40})(?=[\s`]|$)")
_ASKS = re.compile(  # right before a command
    r"(?i)\b(?:runn?(?:ing)?|execut(?:e|ing)|issue|type|enter|invoke|call|start|use|with|via|paste|command)\b[:\s]*"
    r"(?:the |this |command |following )*[:\s]*$"
)
_PLAIN_WORDS = re.compile(r"[a-z][\w./-]{0,60}(?: +[\w./:=@,%+-]+)+")
_CLAUSE = re.compile(r"[.;:,)](?=\s|$)|\s[—–]\s|\s·\s|“|”|$")
_VERSIONS = re.compile(r"[\s\d.xX*^~<>=|,&v-]+")  # `>=20.12 <21 || 22`
_LONGEST_SHOWN = 60


def commands(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Commands in backticks, in blocks and in the prose."""
    for span in candidate.spans:
        for line in span.text.splitlines():
            if is_command(line) or ("\n" in span.text and line.strip()) or _is_given(line, span.start, candidate):
                yield from _checked(line, candidate)
    for command in in_prose(candidate.prose):
        yield from _checked(command, candidate)


def _is_given(line: str, start: int, candidate: Candidate) -> bool:
    """Whether plain words in backticks are there to be run, by a program that no list holds: `nomad job stop web`.

    What a program shows is none, and in a step neither is what no words hold, since its names are looked up.
    """
    if not _PLAIN_WORDS.fullmatch(line.strip()) or line in candidate.messages:
        return False
    if _ASKS.search(candidate.text[max(0, start - 60) : start]):
        return True
    holders = [one for one in candidate.sources if stands(flat(line), one.everything)]
    is_said = bool(holders) and not any(stands(flat(line), one.solid) for one in holders)
    return is_said and candidate.field.shape is Shape.STEPS


def is_command(text: str) -> bool:
    """Whether a piece of code is a line for a shell."""
    words = text.strip().lstrip("$# ").casefold().split()
    if _VERSIONS.fullmatch(text):
        return False
    if len(words) < 2:
        return bool(_SHELL.search(text)) and bool(words) and words[0] in rules().programs
    first = words[0].rsplit("/", 1)[-1]
    return first in rules().programs or "/" in words[0][:2] or bool(_SHELL.search(text) and not _is_code(text))


def _is_code(text: str) -> bool:
    """Whether what has a dash or a bar is an expression, such as `rate(x[5m]) > 0.05`."""
    return not re.search(r"(?:^|\s)--?[A-Za-z]|\|\s*\w+\s*(?:-|$)|&&|\$\(", text)


def in_prose(text: str) -> Iterator[str]:
    """Commands that stand in a sentence with no backticks around them."""
    for found in _WORD.finditer(text):
        if found[1].casefold() not in rules().programs:
            continue
        end = _CLAUSE.search(text, found.end())
        command = text[found.start() : end.start() if end else None].strip()
        asked = _ASKS.search(text, max(0, found.start() - 60), found.start())
        sure = found[1].casefold() in rules().sure_programs
        if " " in command and (sure or _SHELL.search(command) or (asked and not _is_english(command))):
            yield command
            return


def _is_english(command: str) -> bool:
    """Whether what begins with a program's name goes on as a sentence: "make sure that", "service restarts"."""
    second = command.split()[1].casefold()
    return second in rules().function_words or second in rules().ordinary


def _checked(command: str, candidate: Candidate) -> Iterator[Finding]:
    wanted = flat(command.strip().lstrip("$ "))
    told = named(command.strip(), _LONGEST_SHOWN)
    dangerous = bool(rules().dangerous.search(command))
    best = max((trusted(one) for one in candidate.sources if _holds(one, wanted)), default=None)
    if best is None or best is Trusted.WORDS:
        where = f"word for word in none of {candidate.ids}" if best is None else f"only in words ({candidate.ids})"
        yield unsupported(f"The command {told} stands {where}.", About.DEED)
    elif best is Trusted.CHANGE and dangerous:
        why = f"The command {told} comes with this change, and it is one that nobody should run unread."
        yield unsupported(why, About.DEED)
    elif best is Trusted.CHANGE and _is_to_be_run(wanted, candidate):
        why = f"The command {told} comes with this change ({candidate.ids}); read it before somebody runs it."
        yield weak(why, About.DEED)
    elif dangerous and best is Trusted.REPOSITORY:
        why = f"The command {told} is the repository's own, but dangerous; read it before somebody runs it."
        yield weak(why, About.DEED)


def _is_to_be_run(wanted: str, candidate: Candidate) -> bool:
    """Whether a command is there for somebody to run it, and not told of what a file does with it."""
    before = flat(candidate.text).partition(wanted)[0].rstrip("` ")
    return candidate.field.shape is Shape.STEPS or bool(_ASKS.search(before[-60:]))


def _holds(one: Cited, wanted: str) -> bool:
    if one.fact and one.fact.kind.startswith(("command.", "watch.")):
        return any(wanted == flat(line) for line in one.fact.get("command").splitlines()) or stands(
            wanted, one.everything
        )
    return stands(wanted, one.everything)
