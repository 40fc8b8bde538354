"""The corpus of small changes with the facts that they must and must not give, and how well we do on it.

    python tests/facts/corpus.py              precision and recall of each topic
    python tests/facts/corpus.py NAME...      what is found in the cases whose names hold one of these

A case is a file `tests/data/corpus/<topic>/<name>.toml`:

    title = "What it shows, in a sentence"
    trap = true                      # it looks like one and is not; default false
    scope = ["migration"]            # topics or kinds of which it names every fact; default: those of its folder

    [[file]]                         # a file of the repository
    path = "orders/models.py"
    old = '''...'''                  # before; left out where it is added
    new = '''...'''                  # after; left out where it is deleted, or where commits write it
    same = '''...'''                 # instead of both, where it does not change

    [[commit]]                       # from the oldest; the last one brings every `new` (default: one commit)
    subject = "Drop the legacy id"
    body = ""
    [[commit.file]]                  # what this commit writes; without `text` it deletes
    path = "a.py"
    text = '''...'''

    [[fact]]                         # a fact that must be found, in any order
    kind = "migration.drop_column"
    at = "orders/migrations/0042.py" # a file that its evidence stands in, if given
    says = "legacy_id"               # what its sentence holds, if given
    data = { table = "orders" }      # what its data holds at least, if given

Whatever else is found in the scope is false.
"""

import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from relman_desktop.facts import find_facts
from relman_desktop.facts.book import EvidenceBook, Facts
from relman_desktop.facts.fact import Fact
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change
from relman_desktop.sources.opening import open_range

ROOT = Path(__file__).parents[1] / "data" / "corpus"
SCOPES = {
    "database": ["migration"],
    "rollback": ["rollback"],
    "dependencies": ["dependency"],
    "configuration": ["config"],
    "delivery": ["delivery"],
    "surface": ["surface"],
    "behaviour": ["behaviour"],
    "proof": ["tests"],
    "commands": ["command"],
    "weight": ["change.summary"],
}
_WHO = "Ada Lovelace <ada@example.com> {} +0000"
_FIRST_DAY = 1_700_000_000  # 2023-11-14


@dataclass(frozen=True)
class Case:
    """One change of the corpus."""

    path: Path

    @property
    def name(self) -> str:
        return f"{self.topic}/{self.path.stem}"

    @property
    def topic(self) -> str:
        return self.path.parent.name

    @cached_property
    def told(self) -> dict[str, Any]:
        return tomllib.loads(self.path.read_text("utf-8"))

    @property
    def is_trap(self) -> bool:
        return bool(self.told.get("trap"))

    @property
    def expected(self) -> list[dict[str, Any]]:
        facts: list[dict[str, Any]] = self.told.get("fact", [])
        return facts

    def in_scope(self, fact: Fact) -> bool:
        scope = self.told.get("scope", SCOPES.get(self.topic, [self.topic]))
        return fact.topic in scope or fact.kind in scope

    def change(self, folder: Path) -> Change:
        """The case as a real range of a real repository, made in an empty folder."""
        root = folder / "shop"
        subprocess.run(["git", "init", "-q", "--template=", "--initial-branch=main", root], check=True)
        stream = b"".join(self._history())
        subprocess.run(["git", "-C", root, "fast-import", "--quiet"], input=stream, check=True)
        return open_range(root, "v1.0.0..v1.1.0", Cancel()).change

    def _history(self) -> Iterator[bytes]:
        files: list[dict[str, str]] = self.told.get("file", [])
        yield from _commit(0, "First", "", {one["path"]: one.get("same", one.get("old")) for one in files})
        yield b"reset refs/tags/v1.0.0\nfrom refs/heads/main\n\n"
        commits: list[dict[str, Any]] = self.told.get("commit", [{"subject": "Change it"}])
        made = {one["path"] for commit in commits for one in commit.get("file", [])}
        for number, commit in enumerate(commits, 1):
            texts = {one["path"]: one.get("text") for one in commit.get("file", [])}
            if number == len(commits):
                texts |= {one["path"]: one.get("new") for one in files if "same" not in one and one["path"] not in made}
            yield from _commit(number, commit["subject"], commit.get("body", ""), texts)
        yield b"reset refs/tags/v1.1.0\nfrom refs/heads/main\n\n"


def _commit(number: int, subject: str, body: str, texts: Mapping[str, str | None]) -> Iterator[bytes]:
    message = f"{subject}\n\n{body}".strip().encode()
    who = _WHO.format(_FIRST_DAY + 60 * number).encode()
    yield b"commit refs/heads/main\nauthor %s\ncommitter %s\ndata %d\n%s\n" % (who, who, len(message), message)
    for path, text in texts.items():
        if text is None:
            yield b"D %s\n" % path.encode() if number else b""
        else:
            data = text.encode()
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)
    yield b"\n"


@dataclass(frozen=True)
class Outcome:
    """What was found in a case."""

    case: Case
    change: Change
    facts: Facts
    missed: tuple[dict[str, Any], ...]
    false: tuple[Fact, ...]


def outcome(case: Case, folder: Path) -> Outcome:
    """Find the facts of a case and hold them against what it expects."""
    change = case.change(folder)
    facts = find_facts(change, Cancel())
    left = [fact for fact in facts.items if case.in_scope(fact)]
    missed = []
    for wanted in case.expected:
        found = next((fact for fact in left if _is(wanted, fact, EvidenceBook(change, facts))), None)
        if found:
            left.remove(found)
        elif not any(_is(wanted, fact, EvidenceBook(change, facts)) for fact in facts.items if not case.in_scope(fact)):
            missed.append(wanted)
    return Outcome(case, change, facts, tuple(missed), tuple(left))


def _is(wanted: Mapping[str, Any], fact: Fact, book: EvidenceBook) -> bool:
    return (
        fact.kind == wanted["kind"]
        and wanted.get("says", "") in fact.text
        and all(fact.data.get(name) == value for name, value in wanted.get("data", {}).items())
        and ("at" not in wanted or any(wanted["at"] == path for path in _paths(fact, book)))
    )


def _paths(fact: Fact, book: EvidenceBook) -> Iterator[str]:
    for one in fact.evidence:
        if file := book.change.file(one.partition(".")[0]):
            yield from (file.path, file.old_side_path)
        elif place := book.facts.places.get(one):
            yield place.path


def cases() -> list[Case]:
    """All cases, by topic and name."""
    return [Case(path) for path in sorted(ROOT.glob("*/*.toml"))]


def main(names: list[str]) -> None:
    chosen = [case for case in cases() if not names or any(name in case.name for name in names)]
    counts: dict[str, Counter[str]] = {}
    for case in chosen:
        with tempfile.TemporaryDirectory() as folder:
            result = outcome(case, Path(folder))
            _show(result, all_of_it=bool(names))
        count = counts.setdefault(case.topic, Counter())
        count += Counter(cases=1, expected=len(case.expected), missed=len(result.missed), false=len(result.false))
        if case.is_trap:
            count += Counter(traps=1, fell=bool(result.false or result.missed))
    _print_table(counts)


def _show(result: Outcome, *, all_of_it: bool) -> None:
    if all_of_it:
        print(f"{result.case.name}: {result.case.told['title']}")
        for fact in result.facts.items:
            mark = "!" if fact in result.false else "+" if result.case.in_scope(fact) else " "
            print(f"  {mark} {fact.weight:>3} {fact.kind}: {fact.text} {list(fact.evidence)} {dict(fact.data)}")
    for wanted in result.missed:
        print(f"{result.case.name}: missed {wanted}")
    for fact in result.false:
        print(f"{result.case.name}: false {fact.kind}: {fact.text}")


def _print_table(counts: Mapping[str, Counter[str]]) -> None:
    print("topic          cases traps  fell  facts  found  false  precision  recall")
    for topic, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        found = count["expected"] - count["missed"]
        precision = found / (found + count["false"]) if found + count["false"] else 1
        recall = found / count["expected"] if count["expected"] else 1
        print(
            f"{topic:<15}{count['cases']:>6}{count['traps']:>6}{count['fell']:>6}{count['expected']:>7}{found:>7}"
            f"{count['false']:>7}{precision:>11.1%}{recall:>8.1%}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
