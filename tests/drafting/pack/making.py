"""Changes with facts, commits, tickets and answers for the tests of the pack, and stand-ins for its two helpers."""

import random
import re
from dataclasses import replace

from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.redaction.record import Redaction
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact, Place
from relman_desktop.jobs import Cancel
from relman_desktop.sources.work.item import Found, WorkItem
from tests.facts.changes import Texts, a_change, a_commit

PATHS = (
    "config/app.yml",
    "settings.toml",
    "db/migrations/0001_first.sql",
    "db/migrations/0002_second.sql",
    "deploy/k8s/app.yaml",
    ".github/workflows/ci.yml",
    "Dockerfile",
    "pyproject.toml",
    "poetry.lock",
    "src/shop/orders.py",
    "src/shop/billing.py",
    "src/shop/deep/inside/export.py",
    "web/index.ts",
    "vendor/lib/thing.js",
    "dist/app.min.js",
    "tests/test_orders.py",
    "docs/guide.md",
    "a folder/with a name.py",
    "lonely.py",
)
_WORDS = (
    "order",
    "total",
    "return",
    "if",
    "import os",
    "# note",
    "drop column",
    "timeout: 30",
    "def export():",
    "",
    "}",
)


class Characters:
    """Counts a token for so many characters."""

    name = "characters"
    exact = True

    def __init__(self, each: int = 4) -> None:
        self._each = each

    def count(self, text: str) -> int:
        return -(-len(text) // self._each)


class Stubborn(Characters):
    """Counts more for a text than for its parts together, as no tokenizer should."""

    def count(self, text: str) -> int:
        return super().count(text) + len(text) ** 2 // 200_000


class Words(Characters):
    """Counts pieces, as a tokenizer does."""

    def count(self, text: str) -> int:
        return sum(1 for _ in re.finditer(r"[^\W\d_]{1,6}|\d{1,3}|\s+|[^\w\s]|_", text))


class Masker:
    """Masks `SECRETxyz`; knows what it masked."""

    def __init__(self) -> None:
        self._values: dict[str, list[str]] = {}

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        return tuple(
            Redaction(f"[[SECRET_{number}]]", "test", refs[0], len(refs))
            for number, refs in enumerate(self._values.values(), 1)
        )

    def redact(self, text: str, ref: str, path: str = "") -> str:
        def masked(found: re.Match[str]) -> str:
            self._values.setdefault(found[0], []).append(ref)
            return f"[[SECRET_{[*self._values].index(found[0]) + 1}]]"

        return re.sub(r"SECRET[a-z]+", masked, text)

    def learn(self, text: str, path: str = "") -> None:
        """Nothing is learnt ahead."""

    def leaked(self, body: bytes) -> tuple[str, ...]:
        return tuple(value for value in self._values if value.encode() in body)


def some_texts(seed: int, most_files: int = 12, most_lines: int = 120) -> dict[str, Texts]:
    """Files with random lines and random differences."""
    dice = random.Random(seed)
    return {path: _sides(dice, most_lines) for path in dice.sample(PATHS, dice.randint(1, most_files))}


def _sides(dice: random.Random, most_lines: int) -> Texts:
    old = [_line(dice) for _ in range(dice.choice((0, 3, 20, most_lines)))]
    fate = dice.random()
    if not old or fate < 0.15:
        return None, "".join(_line(dice) for _ in range(dice.choice((1, 5, most_lines))))
    if fate < 0.3:
        return "".join(old), None
    rate = dice.choice((0.02, 0.1, 0.5))
    new = [line for line in old if dice.random() > rate]
    new = [part for line in new for part in ((line,) if dice.random() > rate else (line, _line(dice)))]
    return "".join(old), "".join(new) + ("" if new != old else "one more\n")


def _line(dice: random.Random) -> str:
    return " " * dice.choice((0, 4)) + " ".join(dice.choices(_WORDS, k=dice.randint(0, 6))) + f" {dice.randint(0, 9)}\n"


def a_material(files: dict[str, Texts], seed: int = 0) -> Material:
    """A change of these files, with something of everything else."""
    dice = random.Random(seed)
    commits = tuple(
        a_commit(number, f"Change {dice.choice(_WORDS)} {number}", "Because.\n\nSigned-off-by: A <a@b.c>")
        for number in range(1, dice.randint(2, 30))
    )
    change = a_change(files, commits=commits)
    hunks = [hunk.id for file in change.files for hunk in change.hunks(file, Cancel())]
    cited = [(file.id,) for file in change.files] + [(hunk,) for hunk in hunks[:40]] + [("R1",)]
    facts = tuple(
        Fact(
            f"X{number}",
            dice.choice(("migration.file", "notes.entry", "surface.removed")),
            "Something. " * 5,
            one,
            {},
            w,
        )
        for number, (one, w) in enumerate(zip(cited, range(99, 0, -1), strict=False), 1)
    )
    work = tuple(
        WorkItem(
            f"W{number}",
            f"PAY-{number}",
            "jira",
            (Found("closing", "C1"),),
            title=f"Ticket {number}",
            body="Text\n" * 9,
        )
        for number in range(1, 4)
    )
    places = {"R1": Place("src/other.py", 7, 'row["legacy_id"]')}
    return Material(change, Facts(facts, places), work, {"Why?": "For the customers."})


def shuffled(material: Material, seed: int) -> Material:
    """The same with the order of its mappings changed."""
    places = [*material.facts.places.items()]
    random.Random(seed).shuffle(places)
    return replace(material, facts=replace(material.facts, places=dict(places)))
