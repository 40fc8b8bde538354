"""Personal data: fields that begin or cease to be stored, and what is written to a log."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...sources.change import FileChange, Kind
from ...wording import listed
from ..fact import Finding, Value
from .quantities import parts
from .rules import is_interface, personal, personal_rules, personal_words
from .source import Changed, Source

_MOST_CITED = 5
_WORD = re.compile(r"[A-Za-z_]\w*")
_OLD = re.compile(r"(?:^|/)(?:old|archived?|legacy)[-_]?migrat", re.IGNORECASE)
_MIGRATED = ("sql", "python", "ruby", "php", "elixir")  # whose migrations name columns; others hold copies of models
_SUFFIXES = {"sql": "sql", "prisma": "prisma"}
_SENTENCES = {
    "stored": ("New personal data are stored: {names} ({paths}).", 40),
    "removed": ("Personal data are no longer stored: {names} ({paths}).", 35),
    "logged": ("Personal data are now written to the log: {names} ({paths}).", 40),
}


@dataclass(frozen=True, slots=True)
class Datum:
    """A name of personal data that a file begins or ceases to store or to log."""

    what: str
    name: str
    file: FileChange
    hunk: str


def detect(source: Source, written_in: str) -> Iterator[Datum]:
    """The personal data of a file's changed lines."""
    if not source.has_any(personal_words()):
        return
    if is_interface(source.file.path) or _OLD.search(source.file.path):
        return
    kind = _SUFFIXES.get(source.file.path.rpartition(".")[2].lower(), written_in)
    written = [text for _, text, _ in source.with_any(personal_words())]
    rules = [
        rule.pattern
        for rule in personal_rules()
        if (source.file.kind is not Kind.MIGRATION or kind in _MIGRATED)
        and kind in rule.languages
        and (not rule.path or rule.path.search("/" + source.file.path))
    ]
    if any(is_personal(found["name"]) for rule in rules for text in written for found in rule.finditer(text)):
        yield from _declared(source, rules)
    if any(personal("logged").search(text) for text in written):
        yield from _logged(source)


def _declared(source: Source, rules: list[re.Pattern[str]]) -> Iterator[Datum]:
    found = {sign: dict(_names(source.lines, rules, sign)) for sign in "+-"}
    for name, line in found["+"].items():
        if name not in found["-"] and not _named(source.text("old"), name):
            yield Datum("stored", name, source.file, line.hunk)
    for name, line in found["-"].items():
        if source.is_both and name not in found["+"] and not _named(source.text("new"), name):
            yield Datum("removed", name, source.file, line.hunk)


def _names(lines: Iterable[Changed], rules: list[re.Pattern[str]], sign: str) -> Iterator[tuple[str, Changed]]:
    for line in lines:
        if line.sign == sign and not line.moved:
            for found in filter(None, (rule.search(line.code) for rule in rules)):
                if is_personal(found["name"]):
                    yield found["name"], line


def _logged(source: Source) -> Iterator[Datum]:
    logged = personal("logged")
    found: dict[str, dict[str, Changed]] = {"+": {}, "-": {}}
    for line in (line for line in source.lines if not line.moved):
        if call := logged.search(line.code):
            said = line.bare[call.start("rest") :]
            inside = re.findall(r"[{(]\s*([\w.]+?)(?:\(\))?\s*[)}]", line.code[call.start("rest") :])
            for word in (*_WORD.findall(said), *(part for text in inside for part in text.split("."))):
                if is_personal(word) and not personal("vague").fullmatch(word):
                    found[line.sign].setdefault(word, line)
    for name, line in found["+"].items():
        if name not in found["-"]:
            yield Datum("logged", name, source.file, line.hunk)


def is_personal(name: str) -> bool:
    """Whether a name is that of a person's data, such as `email` or `birthDate`."""
    snake = "_".join(parts(name))
    return bool(personal("names").search(snake)) and not personal("unless").search(snake)


def findings(data: Iterable[Datum]) -> Iterator[Finding]:
    """One finding for what is stored, what no longer is, and what is logged."""
    every = list(data)
    for what, (text, weight) in _SENTENCES.items():
        some = [datum for datum in every if datum.what == what]
        if some:
            names, paths = _unique(one.name for one in some), _unique(one.file.path for one in some)
            value: dict[str, Value] = {
                "theme": "personal_data",
                "what": what,
                "name": names[0],
                "names": names,
                "path": paths[0],
                "paths": paths[:20],
            }
            hunks = tuple(dict.fromkeys(one.hunk for one in some))[:_MOST_CITED]
            told = text.format(names=listed(names), paths=listed(paths, 3))
            yield Finding(f"behaviour.personal_data_{what}", told, hunks, value, weight)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _named(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
