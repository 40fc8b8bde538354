"""What in a piece of evidence is somebody's words, and what is code: only code shows what was done.

Whoever changes a repository chooses its comments, its longer strings, its documents and the sentences that its names
spell, and a model may repeat them. They are somebody's words although they stand in code. A string of code is more in
one respect: that the program holds just this text, for whoever uses it to read, is shown.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...stems import words
from .rules import rules

_COMMENT = re.compile(
    r"(?:^|(?<=[\s;{}()\[\],>]))(?://|#(?=[\s!#]|$|\w+\s)|--+\s|/\*|<!--|\{#|\(\*|%%|REM\s|rem\s|@?\"\"\"|''')"
    r"|^\s*(?:\*|;|'|%|\.\.|!|dnl)\s",
)
_STRING = re.compile(r"\"(?:[^\"\\]|\\.){8,400}\"|'(?:[^'\\]|\\.){8,400}'|`[^`]{8,400}`|>[^<>]{8,400}<")
_RUN = re.compile(r"(?<![^\W_])(?<!\w\.)[^\W\d_]+[’']?[^\W\d_]*(?:[,;!.]? (?:[^\W\d_]+[’']?[^\W\d_]*|\d+%?)){2,}")
_SPELT = re.compile(
    r"(?<![^\W\d])(?:test(?:[_-][^\W_]+){3,}|[^\W\d_]+(?:[_.-][^\W_]+){4,})"
)  # a name that is a sentence
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4,}")
_BLANKS = re.compile(r"(?<=\S)\s{2,}(?=\S)|(?<=\S)[^\S ](?=\S)")  # between words, of any kind and number
_LONGEST_LINE = 2000  # a longer one was not written to be read, nor to be believed
_LEAST_WORDS = 3  # of a string that is a sentence
_LEAST_GRAMMAR = 1 / 6  # of the words of a name are grammar where it is a sentence: `invoices_are_kept_for_ten_years`
_SHELL = re.compile(r"&&|\s--?[A-Za-z]|\|\s*\w")  # in a string that is a line for a shell
_BLOCKS = (("/*", "*/"), ("<!--", "-->"), ('"""', '"""'), ("'''", "'''"))


@dataclass(frozen=True, slots=True)
class Parts:
    """A text taken apart, with its line breaks. `solid` is code, `said` somebody's words.

    `shown` are those of the words that the program itself holds as text, as a message or a label.
    """

    solid: str
    said: str
    shown: str = ""


def taken_apart(lines: Iterable[str], *, is_page: bool = False) -> Parts:
    """Lines of a file of code or configuration, without their diff signs; of a page, all text is there to be read."""
    solid: list[str] = []
    said: list[str] = []
    shown: list[str] = []
    end = ""  # of the block comment that is open
    for line in map(_evenly_spaced, lines):
        code, told, texts, end = _line(line, end)
        solid.append(code)
        said += told
        shown += told if is_page and not end and "<!--" not in line else texts
    return Parts("\n".join(solid), "\n".join(said), "\n".join(shown))


def _evenly_spaced(line: str) -> str:
    """A line with one plain blank between its words: two, or one that breaks no line, take no sentence apart."""
    return _BLANKS.sub(" ", line)


def _line(line: str, end: str) -> tuple[str, list[str], list[str], str]:
    """A line's code, what is said in it, the strings among that, and what ends the comment that is open after it."""
    if len(line) > _LONGEST_LINE:
        return "", [line], [], end
    if end:
        inside, found, after = line.partition(end)
        if not found:
            return "", [line], [], end
        code, told, texts, end = _line(after, "")
        return code, [inside, *told], texts, end
    comment = _COMMENT.search(line)
    code = line[: comment.start()] if comment else line
    told = [line[comment.start() :]] if comment else []
    rest, strings, runs = _without_prose(code)
    return rest, [*told, *strings, *runs], strings, _opened(told)


def _opened(told: list[str]) -> str:
    """What ends the block that a comment opens and does not end."""
    for start, end in _BLOCKS if told else ():
        if (at := told[-1].find(start)) >= 0 and end not in told[-1][at + len(start) :]:
            return end
    return ""


def _without_prose(code: str) -> tuple[str, list[str], list[str]]:
    """Code without the strings and the runs that read as sentences; and those."""
    strings: list[str] = []
    found: list[str] = []

    def out_of_strings(match: re.Match[str]) -> str:
        inside = match[0][1:-1]
        if len(inside.split()) < _LEAST_WORDS or rules().sql.search(inside) or _is_for_a_shell(inside):
            return match[0]
        strings.append(inside)
        return match[0][0] + match[0][-1]

    def out_of_runs(match: re.Match[str]) -> str:
        if not _is_sentence(match[0], code):
            return match[0]
        found.append(match[0])
        return " "

    def out(match: re.Match[str]) -> str:
        if not _is_spelt_out(match[0]):
            return match[0]
        found.append(match[0])
        return " "

    rest = _STRING.sub(out_of_strings, code) if " " in code.strip() else code
    if rest.count(" ") >= _LEAST_WORDS:
        rest = _RUN.sub(out_of_runs, rest)
    if rest.count("_") + rest.count("-") + rest.count(".") >= _LEAST_WORDS:
        rest = _SPELT.sub(out, rest)
    return (rest if rest.isascii() else _IDEOGRAPHS.sub(out, rest)), strings, found


def _is_for_a_shell(text: str) -> bool:
    """Whether a string is a line for a shell, such as a target of a `package.json`."""
    return text.split(" ", 1)[0].casefold() in rules().programs and bool(_SHELL.search(text))


def _is_spelt_out(name: str) -> bool:
    """Whether a long name is a sentence, and not one of code such as `HTTP_400_BAD_REQUEST`: it needs grammar."""
    if not name.isascii() or name.startswith("test"):
        return True
    parts = words(name)
    return sum(part in rules().function_words for part in parts) >= _LEAST_GRAMMAR * len(parts)


def _is_sentence(run: str, line: str) -> bool:
    """Whether plain words in a row are language and not code: four and more, or three that are all of a value."""
    if _is_statement(run, line):
        return False
    value = line.strip().rpartition(": ")[2].rpartition("= ")[2].strip(" .!'\"")
    if run.count(" ") < _LEAST_WORDS and (run != value or value == line.strip()):
        return False
    return run in (line.strip(), value) or any(word in rules().function_words for word in words(run))


def _is_statement(run: str, line: str) -> bool:
    """Whether a line that begins as code goes on as code: with its signs, and without an article."""
    first = re.match(r"\W*(\w*)", line)
    if not first or first[1].casefold() not in rules().code_openings or line.rstrip().endswith("."):
        return False
    if not rules().code_articles.isdisjoint(words(run)):
        return False
    return bool(rules().code_signs.search(line.rstrip(" \t;:,!\"'")) or rules().code_statements.search(line))


def in_fact(text: str) -> Parts:
    """A fact's text: ours, but for what it quotes from the repository."""
    said: list[str] = []

    def out(match: re.Match[str]) -> str:
        inside = match[0][1:-1]
        first = inside.split(" ", 1)[0].casefold()
        if len(words(inside)) < 4 or first in rules().programs:
            return match[0]
        run = _RUN.search(inside)
        spelt = _SPELT.search(inside)
        if not ((spelt and _is_spelt_out(spelt[0])) or (run and _is_sentence(run[0], inside))):
            return match[0]
        said.append(inside)
        return " "

    return Parts(re.sub(r"`[^`]*`|“[^“”]*”", out, text), "\n".join(said))


def plain_lines(text: str) -> Iterator[str]:
    """The lines of a hunk without their signs, and without the numbers of its head."""
    for line in text.splitlines():
        if line.startswith("@@"):
            yield line.split("@@", 2)[-1]
        else:
            yield line[1:] if line[:1] in "+- " else line
