"""Commits of tests in a real repository, wherever they stand in the range, raise nothing."""

from pathlib import Path

import pytest

from relman_desktop.drafting.proposal import Material
from relman_desktop.facts.book import Facts
from relman_desktop.jobs import Cancel
from relman_desktop.risk.assessing import assess
from relman_desktop.risk.assessment import Assessment, Axis
from relman_desktop.risk.background import Background
from relman_desktop.risk.case import Case
from relman_desktop.risk.past.reading import read_past
from relman_desktop.sources.opening import open_range
from relman_desktop.ticket import ChangeRef, Ticket

from ..sources.past.imported import Made, imported
from ..sources.repos import a_repository

BEFORE = [Made(f"Change {number}", write={"src/app.py": f"x = {number}\n"}, day=number) for number in range(4)]
RISKY = [
    Made("Add pay", write={"src/pay.py": "".join(f"def f{n}():\n    return {n}\n" for n in range(300))}, day=20),
    Made("Use it", write={"src/app.py": "import pay\n"}, day=21),
]


def _tests(number: int, day: float) -> Made:
    return Made("Fix failing tests", write={f"tests/test_{number}.py": "assert 1\n"}, day=day)


def assessed(folder: Path, history: list[Made], base: int) -> Assessment:
    """The range after the commit at a place of a history."""
    folder.mkdir()
    repo, oids = imported(folder, history)
    opened = open_range(repo.root, f"{oids[base]}..{oids[-1]}", Cancel())
    background = Background(read_past(opened, Cancel()))
    return assess(Case(Material(opened.change, Facts(())), Ticket("t", ChangeRef("", "", "", "", "")), background))


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("number", [9])
@pytest.mark.parametrize("later", [0, 400])
def test_commits_of_tests_anywhere_in_a_range_raise_nothing(
    tmp_path: Path, place: int, number: int, later: int
) -> None:
    day = [19, 20.5, 22][place] + later  # also by a clock that is wrong
    more = [*RISKY[:place], *(_tests(n, day + n / 100) for n in range(number)), *RISKY[place:]]
    less = assessed(tmp_path / "less", [*BEFORE, *RISKY], 3)
    then = assessed(tmp_path / "more", [*BEFORE, *more], 3)
    assert (then.chance or 0) <= (less.chance or 0)
    assert then.points(Axis.LIKELIHOOD) <= less.points(Axis.LIKELIHOOD)
    assert (then.score, then.likelihood, then.impact) <= (less.score, less.likelihood, less.impact)
    by_id = {one.id: one.chance for one in less.commits}
    assert sorted(by_id.values()) == sorted(one.chance for one in then.commits)


PAY = {"src/pay.py": "".join(f"def f{n}():\n    return {n}\n" for n in range(400))}


def test_going_back_with_a_commit_of_tests_is_no_less_than_going_back(tmp_path: Path) -> None:
    back = [*BEFORE, Made("Add pay", write=PAY), Made("Test it", write={"tests/test_a.py": "1\n"}, parents=[3])]
    then = assessed(tmp_path / "a", back, 4)
    assert then.chance and then.chance > 0.05 and not any("more than tests" in note for note in then.notes)
    assert any(one.text.startswith("What leaves production ") for one in then.contributions)


def test_source_that_is_written_while_merging_counts(tmp_path: Path) -> None:
    merged = [
        *BEFORE,
        Made("Test one", write={"tests/test_a.py": "1\n"}, parents=[3]),
        Made("Test another", write={"tests/test_b.py": "1\n"}, parents=[3]),
        Made("Merge", write={**PAY, "tests/test_b.py": "1\n"}, parents=[4, 5]),
    ]
    then = assessed(tmp_path / "a", merged, 3)
    assert then.chance and then.chance > 0.1
    assert any(one.text == "What came by merging adds 800 lines outside of tests." for one in then.contributions)


def test_what_is_not_known_of_the_history_is_told(tmp_path: Path) -> None:
    imported(tmp_path, [*BEFORE, *RISKY])
    (tmp_path / "shallow").mkdir()
    repo = a_repository(tmp_path / "shallow", "shallow")
    repo.git("fetch", "-q", "--depth=3", f"file://{tmp_path / 'shop'}", "main:refs/heads/got")
    opened = open_range(repo.root, "got~1..got", Cancel())
    case = Case(
        Material(opened.change, Facts(())),
        Ticket("t", ChangeRef("", "", "", "", "")),
        Background(read_past(opened, Cancel())),
    )
    assert any("history is shallow" in note for note in assess(case).notes)
