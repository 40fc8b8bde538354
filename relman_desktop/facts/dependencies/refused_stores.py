"""Data stores of which the program itself now refuses some versions: code that ends with words about them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Line
from ...wording import named, shorten
from ..fact import Finding, Value
from ..production import is_production, is_program

_STORES = {  # as people write them, by their names in small letters
    "postgresql": "PostgreSQL",
    "postgres": "PostgreSQL",
    "mysql": "MySQL",
    "mariadb": "MariaDB",
    "sqlite": "SQLite",
    "redis": "Redis",
    "valkey": "Valkey",
    "mongodb": "MongoDB",
    "elasticsearch": "Elasticsearch",
    "opensearch": "OpenSearch",
    "sql server": "SQL Server",
    "clickhouse": "ClickHouse",
    "rabbitmq": "RabbitMQ",
}
_STORE = re.compile(rf"\b({'|'.join(_STORES)})\b", re.IGNORECASE)
_DEMANDS = re.compile(
    r"\bversions?\b[^\n]{0,80}\b(?:not|un|no longer )\s?supported\b|\bunsupported\b[^\n]{0,40}\bversion"
    r"|\bminimum\b|\bat least\b|\bor (?:higher|later|newer|above|greater)\b|\brequires?\b[^\n]{0,40}\d|\btoo old\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\bversion|\d+\.\d|\b\d{1,2}\b", re.IGNORECASE)
_FAILS = re.compile(
    r"\braise\b|\bthrow\b|\bpanic\w*!?\(|\bfatal\w*\b|\bexit\w*!?\(|\babort\b|\bdie\(|\bbail!|\bErr\(|\bErrorf?\(|"
    r"errors\.New\(|\w*(?:Error|Exception)\(",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"""(["'`])((?:(?!\1)[^\\\n]|\\.){12,300})\1""")
_INSERTED = re.compile(r"(?:#|\$)?\{\s*([@$\w.]{1,60})\s*\}")
_REMARKS = ("#", "//", "/*", "*", "--", '"""', "<!--")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_ABOVE = 3  # lines between what ends the program and its words
_LONGEST_LINE, _LONGEST_QUOTE = 400, 200
_WEIGHT = 60


@dataclass(frozen=True, slots=True)
class _Demand:
    store: str
    words: str
    hunk: str

    @property
    def gist(self) -> tuple[str, ...]:
        """What it demands, however it is said."""
        return self.store, *_NUMBER.findall(self.words)


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`dependency.store_demanded`, one for each file and store."""
    for file in change.files:
        if not is_production(file) or not is_program(file.path) or not file.added:
            continue
        cancel.check()
        hunks = change.hunks(file, cancel)
        before = {one.gist for one in _demands(hunks, "-")}
        told: dict[str, _Demand] = {}
        for one in _demands(hunks, "+"):
            if one.gist not in before:
                told.setdefault(one.store, one)
        text = (change.content.text(file, "new", cancel) or "") if told else ""
        yield from (_finding(file, one, text) for one in told.values())


def _demands(hunks: Sequence[Hunk], sign: str) -> Iterator[_Demand]:
    for hunk in hunks:
        shown = [line for line in hunk.lines if line.sign in (sign, " ") and len(line.text) <= _LONGEST_LINE]
        lines = [line for line in shown if not line.text.lstrip().startswith(_REMARKS)]
        for at, line in enumerate(lines):
            if line.sign == sign and _STORE.search(line.text) and _DEMANDS.search(line.text):
                yield from _in_line(hunk, lines[max(0, at - _ABOVE) : at + 1])


def _in_line(hunk: Hunk, near: Sequence[Line]) -> Iterator[_Demand]:
    """What the last of some lines says, where it or one above it ends the program."""
    for quoted in _QUOTED.finditer(near[-1].text):
        words = quoted[2]
        store = _STORE.search(words)
        if store and _DEMANDS.search(words) and _VERSION.search(words) and _ends(near):
            yield _Demand(_STORES[store[1].lower()], words, hunk.id)


def _ends(near: Sequence[Line]) -> bool:
    """Whether the last line ends the program, or goes on with a call above it that does."""
    for above, line in enumerate(reversed(near)):
        if above and not line.text.rstrip().endswith(("(", ",", "\\", "{", "+", ".")):
            return False
        if _FAILS.search(line.text):
            return True
    return False


def _finding(file: FileChange, one: _Demand, text: str) -> Finding:
    words = shorten(_INSERTED.sub(lambda use: _value(use[1], text) or use[0], one.words), _LONGEST_QUOTE)
    said = f"The program now refuses some versions of {one.store} ({named(file.path)}): “{words}”"
    data: dict[str, Value] = {"name": one.store, "path": file.path, "words": words}
    return Finding("dependency.store_demanded", said, (one.hunk,), data, _WEIGHT)


def _value(name: str, text: str) -> str | None:
    """The number that a constant of the file stands for."""
    found = re.search(
        rf"(?m)^[ \t\w:]{{0,60}}{re.escape(name)}\b\s*(?::\s*\w+\s*)?[:=]*\s*[\"']?(\d[\d.]{{0,12}})\b", text
    )
    return found[1] if found else None
