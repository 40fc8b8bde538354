"""The same change tells the same, whatever was read before: random histories, read in any order."""

import os
import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.jobs import Cancel
from relman_desktop.risk.past.past import Past
from relman_desktop.risk.past.reading import read_past
from relman_desktop.sources.opening import open_range

from ...sources.past.imported import Made, imported

NAMES = ("a.py", "lib/b.py", "tests/test_a.py", "README.md")
TEXTS = tuple("".join(f"{word} {number}\n" for number in range(9)) for word in ("one", "two", "three", "four", "five"))
MESSAGES = ("Fix it", "Add more", "Revert it", "Fixes a leak\n\nIt was wrong.")


@st.composite
def histories(draw: st.DrawFn) -> list[Made]:
    """Histories with branches, wrong clocks, moved and deleted files. Each commit states its whole tree."""
    trees: list[dict[str, str]] = []
    history: list[Made] = []
    for place in range(draw(st.integers(3, 9))):
        parents = [draw(st.integers(max(0, place - 3), place - 1))] if place else []
        if place > 1 and draw(st.integers(0, 4)) == 0 and place - 1 not in parents:
            parents.append(place - 1)
        before = trees[parents[0]] if parents else {}
        tree = {name: draw(st.sampled_from(TEXTS)) for name in draw(st.sets(st.sampled_from(NAMES), min_size=1))}
        if before and draw(st.booleans()):  # move a file and leave the rest
            moved = draw(st.sampled_from(sorted(before)))
            tree = {(f"moved/{place}.py" if name == moved else name): text for name, text in before.items()}
        gone = [name for name in before if name not in tree]
        day = draw(st.integers(0, 900))
        who = draw(st.sampled_from(("ada@x.org", "bob@x.org")))
        message = draw(st.sampled_from(MESSAGES)) + f" {place}"
        history.append(Made(message, dict(tree), {}, gone, day, who, parents=parents))
        trees.append(tree)
    return history


def told(root: Path, base: str, head: str, home: str) -> Past:
    with patch.dict(os.environ, RELMAN_HOME=home):
        past = read_past(open_range(root, f"{base}..{head}", Cancel()), Cancel())
    assert past
    for one in past.commits:
        one.features()
    return past


@settings(max_examples=8, deadline=None)
@given(histories(), st.data())
def test_what_is_told_does_not_depend_on_what_was_read_before(history: list[Made], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        repo, oids = imported(Path(folder), history)
        trees = {oid: repo.git("rev-parse", f"{oid}^{{tree}}") for oid in oids}
        ranges = [(base, head) for base in oids for head in oids if trees[base] != trees[head]]
        if not ranges:
            return
        chosen = data.draw(st.lists(st.sampled_from(ranges), min_size=2, max_size=4))
        shared = os.path.join(folder, "shared")
        for number, (base, head) in enumerate(chosen):
            fresh = told(repo.root, base, head, os.path.join(folder, f"home-{number}"))
            assert told(repo.root, base, head, shared) == fresh
            features = [one.features() for one in fresh.commits]
            assert [one.features() for one in told(repo.root, base, head, shared).commits] == features
