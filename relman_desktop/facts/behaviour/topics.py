"""Code of a theme that changes in any way: authentication, authorisation, cryptography, payments.

Approvers want to know that it was touched, but only where it was: no comment, import, annotation, message or rename.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ...wording import counted, joined, listed, named
from ..fact import Finding, Value
from .rules import TopicRule, is_interface, topic_rules
from .source import Changed, Source

_MOST_FILES = 3
_MOST_FUNCTIONS = 4
_UNREADABLE = 2_000  # characters of a line that nobody reads
_QUIET = re.compile(
    r"^\s*(?:import\b|from\s+\S+\s+import\b|use\s|using\s|package\s|#include|require\b|require_relative|alias\s|export\s+\{|export\s+\*"
    r"|namespace\b|end\s*$|@?(?:var|type)\s|\}?\s*from\s+[\"'])"
)
_ONLY_NAMES = re.compile(r"^[\s\w.,(){}\[\]*;]{0,200}$")
_LOG = re.compile(
    r"^\s*(?:[\w$]+\.)*(?:log|logger|logging|LOG|Log|console|print|println|Rails\.logger|slog|tracing)(?:\.\w+|::\w+)?!?\s*\("
)
_TOKEN = re.compile(r"[A-Za-z_$][\w$]*|\d+|[^\w\s]")
_ANNOTATION = re.compile(
    r"\s*->\s*[\w.\[\], |\"']+(?=:\s*$)"
    r"|(?<=\w)\s*:\s*(?:[A-Za-z_][\w.]*(?:\[[\w.\[\], |\"']*\])?(?:\s*\|\s*[\w.\[\]]+)*)(?=\s*[,)=]|$)"
)


@dataclass(frozen=True, slots=True)
class Touched:
    """A file of a theme with the functions that change in it."""

    rule: TopicRule
    source: Source
    functions: tuple[str, ...]
    lines: tuple[Changed, ...]


def touched(source: Source) -> Iterator[Touched]:
    """The themes that a file's changed code belongs to."""
    path = source.file.path
    if is_interface(path) or path.endswith(".tf"):  # what infrastructure does is told by its resources
        return
    rules = [rule for rule in topic_rules() if source.has_any(rule.has) or any(word in path for word in rule.has)]
    lines: list[Changed] | None = None
    for rule in rules:
        if rule.unless.search(path):
            continue
        in_path = bool(rule.path.search(path))
        if not in_path and not any(map(rule.within.search, source.heads)):
            continue
        lines = _telling(source) if lines is None else lines
        mine = [line for line in lines if in_path or rule.within.search(source.where(line))]
        if any(_speaks(rule, line, source.where(line) if in_path else "") for line in mine):
            yield Touched(rule, source, _innermost(source.where(line) for line in mine), tuple(mine))


def unread(source: Source) -> Iterator[Finding]:
    """A finding where a file of a theme has lines that are too long to be read."""
    path = source.file.path
    if any(rule.path.search(path) for rule in topic_rules()) and not is_interface(path):
        changed = [(hunk.id, line) for hunk in source.hunks for line in hunk.lines if line.sign != " "]
        long = list(dict.fromkeys(hunk for hunk, line in changed if len(line.text) > _UNREADABLE))
        if long:
            text = f"Not all of {named(path)} was read: it has lines of more than {_UNREADABLE:,} characters."
            yield Finding("behaviour.unread", text, tuple(long)[:3], {"path": path}, weight=30)


def _innermost(names: Iterable[str]) -> tuple[str, ...]:
    """The functions, and of the classes only those of which no function is told."""
    found = list(dict.fromkeys(filter(None, names)))
    holders = {name.rpartition(".")[0] for name in found} | {name.partition(".")[0] for name in found if "." in name}
    return tuple(name for name in found if name not in holders)


def _speaks(rule: TopicRule, line: Changed, where: str) -> bool:
    """Whether a line is of the theme, by its own words or by those of where it stands."""
    text = f"{where}\n{line.bare}"
    return bool(rule.words.search(text)) and not rule.unless.search(text)


def findings(all_touched: Iterable[Touched]) -> Iterator[Finding]:
    """One finding for each theme, its files with the most changed lines first."""
    found = list(all_touched)
    for rule in topic_rules():
        files = [one for one in found if one.rule is rule]
        if files:
            yield _finding(rule, sorted(files, key=lambda one: (-len(one.lines), one.source.file.path)))


def _finding(rule: TopicRule, files: list[Touched]) -> Finding:
    paths = [one.source.file.path for one in files]
    functions = list(dict.fromkeys(name for one in files for name in one.functions))
    text = f"{rule.told.text} in {_paths(paths)}"
    if functions:
        text += f": {joined([*map(named, functions)], _MOST_FUNCTIONS)}"
    hunks = dict.fromkeys(line.hunk for one in files[:_MOST_FILES] for line in one.lines)
    data: dict[str, Value] = {
        "theme": rule.kind.partition(".")[2],
        "what": "touched",
        "path": paths[0],
        "paths": paths[:20],
        "where": functions[0] if functions else "",
        "places": functions[:20],
    }
    return Finding(rule.kind, f"{text}.", tuple(hunks)[:6], data, rule.told.weight)


def _paths(paths: list[str]) -> str:
    return listed(paths) if len(paths) <= _MOST_FILES else f"{counted(len(paths), 'file')}, most in {listed(paths[:2])}"


def _telling(source: Source) -> list[Changed]:
    """The changed lines that change what the code does."""
    blocks = [list(block) for _, block in groupby(_not_moved(source), key=lambda line: line.block)]
    lines = [line for block in blocks if not _is_layout(block) for line in block if not _is_quiet(line)]
    same = _without_annotations(lines)
    lines = [line for line in lines if not same[_normal(line)]]
    blocks = [list(block) for _, block in groupby(lines, key=lambda line: line.block)]
    renamed = _renames(blocks)
    return [line for block in blocks if not _is_rename(block, renamed) for line in block]


def _is_quiet(line: Changed) -> bool:
    bare = line.bare.strip()
    if _QUIET.match(bare) or _LOG.match(bare):
        return True
    return not re.search(r"\w", bare) or (bare.endswith(",") and bool(_ONLY_NAMES.match(bare)) and " " not in bare)


def _without_annotations(lines: list[Changed]) -> Counter[str]:
    """The lines that are on both sides when nothing is looked at but what runs."""
    before = Counter(_normal(line) for line in lines if line.sign == "-")
    after = Counter(_normal(line) for line in lines if line.sign == "+")
    return Counter({text: 1 for text, count in before.items() if after[text] == count})


def _normal(line: Changed) -> str:
    return "".join(_ANNOTATION.sub("", line.code.strip()).split()).rstrip(",;").replace('"', "'")


def _not_moved(source: Source) -> Iterator[Changed]:
    return (line for line in source.lines if not line.moved)


def _is_layout(block: list[Changed]) -> bool:
    """Whether a run of lines says on both sides the same, in other lines."""
    old = "".join(_normal(line) for line in block if line.sign == "-")
    new = "".join(_normal(line) for line in block if line.sign == "+")
    return re.sub(r",|(?<=\()\(|\)(?=\))", "", old) == re.sub(r",|(?<=\()\(|\)(?=\))", "", new)


def _renames(blocks: list[list[Changed]]) -> dict[str, str]:
    """The variables that have another name in the whole file: used more than once, and always by the same name."""
    counts = Counter(pair for block in blocks for pair in _differences(block) or ())
    left = {token for block in blocks for line in block if line.sign == "+" for token in _TOKEN.findall(line.code)}
    return {old: new for (old, new), count in counts.items() if count > 1 and old not in left}


def _is_rename(block: list[Changed], renamed: dict[str, str]) -> bool:
    """Whether the lines differ only in the names of variables that are renamed."""
    pairs = _differences(block)
    return pairs is not None and all(renamed.get(old) == new for old, new in pairs)


def _differences(block: list[Changed]) -> list[tuple[str, str]] | None:
    """The variables in which the two sides of a run of lines differ; None where they differ otherwise."""
    old = [_TOKEN.findall(line.code) for line in block if line.sign == "-"]
    new = [_TOKEN.findall(line.code) for line in block if line.sign == "+"]
    if not old or [len(tokens) for tokens in old] != [len(tokens) for tokens in new]:
        return None
    pairs = []
    for before, after in zip(old, new, strict=True):
        for place, (one, other) in enumerate(zip(before, after, strict=True)):
            if one != other and not _is_variable(one, other, before, place):
                return None
            pairs += [(one, other)] if one != other else []
    return pairs


def _is_variable(one: str, other: str, tokens: list[str], place: int) -> bool:
    """Whether a name is a variable's here: neither called, nor a member, a module or a constant."""
    follows = tokens[place + 1] if place + 1 < len(tokens) else ""
    leads = tokens[place - 1] if place else ""
    return (
        one.isidentifier()
        and other.isidentifier()
        and follows not in ("(", "::")
        and leads not in (".", "@", ">")
        and not one.isupper()
        and one[0].islower()
        and other[0].islower()
        and one not in ("true", "false", "and", "or", "not", "is", "in")
    )
