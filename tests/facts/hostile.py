"""Files that attack whoever reads them: at every path that a detector looks at, each body that has hurt a parser.

python tests/facts/hostile.py [--paths TEXT] [--bodies TEXT]      the slowest, with the seconds of the processor
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

from relman_desktop.facts import find_facts
from relman_desktop.facts.book import EvidenceBook, Facts
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change
from tests.facts.changes import a_change

_MB = 1 << 20

_DATA = Path(__file__).parents[1] / "data" / "hostile"
PATHS = (_DATA / "paths.txt").read_text("utf-8").split()
_WORDS = (_DATA / "words.txt").read_text("utf-8").split()


def _mixed(seed: int) -> str:
    """A megabyte of words that detectors look for, in no order; the same each time."""
    chosen = random.Random(seed)
    return "\n".join(" ".join(chosen.choices(_WORDS, k=12)) for _ in range(12_000))


_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))

BODIES: dict[str, Callable[[], str]] = {
    "one line of 10 MB": lambda: "x = '" + "a" * (10 * _MB) + "'\n",
    "one line of 10 MB of words": lambda: "a(b, " * (2 * _MB) + "\n",
    "nested brackets": lambda: "[" * 200_000 + "]" * 200_000,
    "nested objects": lambda: '{"a":' * 100_000 + "1" + "}" * 100_000,
    "nested blocks": lambda: "".join(f"{' ' * (n % 500)}a{n}:\n" for n in range(20_000)),
    "nested elements": lambda: '<?xml version="1.0"?>' + "<a>" * 100_000 + "</a>" * 100_000,
    "entity bomb": lambda: f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "ha">{_ENTITIES}]><project>&e11;</project>',
    "alias bomb": lambda: (
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    ),
    "dotted key": lambda: "a." * 100_000 + "a = 1\n",
    "open string": lambda: 'a = "' + "\\" * 200_001 + "\n" + "b = '''" + "c\n" * 100_000,
    "open comment": lambda: "/*" * 200_000 + "<!--" * 50_000,
    "spaces": lambda: ("a" + " " * 50_000 + "b\n") * 20,
    "quotes": lambda: "'\"`" * 200_000,
    "arguments": lambda: "f(" + ", ".join(f"a{n}=os.environ['B{n}']" for n in range(20_000)) + ")\n",
    "half a surrogate": lambda: "\udcff\udc80 = 1\n" * 10_000,
    "mixed words": lambda: _mixed(1),
    "invalid syntax": lambda: "}}}} <<<< ==== >>>> def ( class { end do : - - - ]]] 'x \n" * 500,
}


def changes(path: str, body: str) -> tuple[Change, ...]:
    """The body as a new file, and at the end of one that was there."""
    return a_change({path: (None, body)}), a_change({path: ("a = 1\n", "a = 1\n" + body)}, origin="diff")


def study(change: Change) -> Facts:
    """The facts of a change, each evidence of which is there."""
    facts = find_facts(change, Cancel())
    book = EvidenceBook(change, facts)
    cited = dict.fromkeys(one for fact in facts.items for one in fact.evidence)
    assert all(book.get(one, Cancel()) for one in cited)
    return facts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--paths", default="")
    parser.add_argument("--bodies", default="")
    words = parser.parse_args()
    spent: list[tuple[float, str, str]] = []
    for name, make in BODIES.items():
        body = make() if words.bodies in name else ""
        for path in PATHS if body else ():
            if words.paths in path:
                for change in changes(path, body)[:1]:
                    began = time.process_time()
                    study(change)
                    spent.append((time.process_time() - began, path, name))
    for seconds, path, name in sorted(spent, reverse=True)[:40]:
        print(f"{seconds:7.2f} s  {path:<55} {name}")


if __name__ == "__main__":
    main()
