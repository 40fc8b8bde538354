"""The chance of a fault: what counts, what does not, and reasons that sum to the points."""

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.risk.background import Background
from relman_desktop.risk.case import Case
from relman_desktop.risk.likelihood import Chance, likelihood
from relman_desktop.risk.past.kinds import kind_of
from relman_desktop.risk.past.past import FilePast, Rate
from relman_desktop.risk.past.reading import read_past
from relman_desktop.ticket import ChangeRef, Ticket

from .cases import a_case, a_file


def _points(chance: Chance) -> int:
    return sum(one.points for one in chance.contributions)


def _ids(case: Case) -> dict[str, str]:
    return dict(case.material.change.ids_by_path)


def test_the_riskiest_commit_comes_first_with_its_reasons_and_the_others_are_one_reason() -> None:
    chance = likelihood(a_case([a_file("src/a.py", 3)], [a_file("src/b.py", 900)], [a_file("src/c.py", 40)]))
    assert [one.id for one in chance.commits] == ["C2", "C3", "C1"]
    assert [one.name for one in chance.contributions][-1] == "other_commits"
    assert chance.contributions[-1].evidence == ("C3", "C1")
    assert chance.contributions[1].text == "The riskiest commit adds 900 lines outside of tests and documentation."
    assert chance.contributions[1].evidence == ("C2", "F2")
    assert chance.chance and chance.chance > chance.commits[0].chance


def test_a_commit_of_tests_has_no_chance_and_neither_has_a_change_of_them() -> None:
    tests = [a_file("tests/test_a.py", 500)]
    code = [a_file("src/a.py", 50)]
    assert likelihood(a_case(code, tests)).contributions == likelihood(a_case(code)).contributions
    alone = likelihood(a_case(tests))
    assert (alone.chance, alone.contributions, alone.commits) == (0.0, (), ())
    assert "more than tests" in alone.notes[-1]


def test_documentation_weighs_nothing_and_a_change_of_it_alone_has_no_chance() -> None:
    pages = [a_file("CHANGELOG.md", 900, fixes=0b1111), a_file("docs/guide.md", 40)]
    chance = likelihood(a_case([a_file("src/a.py", 3), *pages], pages))
    assert chance.contributions == likelihood(a_case([a_file("src/a.py", 3)])).contributions
    assert [(one.id, one.weight) for one in chance.files[1:]] == [("F2", 0.0), ("F3", 0.0)]
    for past in (True, False):
        alone = likelihood(a_case(pages, past=past))
        assert (alone.chance, alone.contributions, alone.commits) == (0.0, (), ())
        assert "tests and documentation" in alone.notes[-1]


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("docs/conf.py", True),  # source by the data, in a folder of documentation
        ("CMakeLists.txt", True),  # a build file by the data, a text by its suffix
        ("shop/templates/cart.html", True),  # documentation by the data, a part of the product by ours
        ("web/style.css", True),
        ("docs/openapi.json", False),
        ("changelog.d/12.bugfix", False),  # of no kind by the data
        ("LICENSE", False),
    ],
)
def test_documentation_is_what_ours_calls_so_but_for_what_the_data_know_to_run(path: str, counts: bool) -> None:
    file = FilePast(path, kind_of(path), 10, 2)
    assert bool(likelihood(a_case([file])).commits) is counts


def test_a_commit_and_its_revert_count_nothing() -> None:
    kept, tried = [a_file("src/a.py", 5)], [a_file("src/b.py", 700)]
    case = a_case(tried, kept, tried, reverts={1: 3}, holds=kept)
    undone = likelihood(case)
    assert [one.id for one in undone.commits] == ["C2"]
    assert undone.chance == likelihood(a_case(kept)).chance
    assert undone.notes == ("C3 and C1 count nothing: the second takes the first back.",)


def test_a_revert_that_the_change_does_not_bear_out_takes_nothing_away() -> None:
    kept, tried = [a_file("src/a.py", 5)], [a_file("src/b.py", 700)]
    for claim in ([a_file("README.md", 1)], [a_file("src/b.py", 0, 3)]):
        case = a_case(claim, kept, tried, reverts={1: 3}, holds=[*kept, *tried])
        assert likelihood(case).commits[0].id == "C3"
        assert not likelihood(case).notes


def test_a_revert_is_not_hidden_by_another_commit_to_the_same_file() -> None:
    tried, other = [a_file("src/b.py", 700, 0)], [a_file("src/b.py", 5, 0)]
    hidden = a_case([a_file("src/b.py", 0, 0)], other, tried, reverts={1: 3}, holds=[a_file("src/b.py", 705, 0)])
    assert likelihood(hidden).commits[0].id == "C3"
    real = a_case([a_file("src/b.py", 0, 700)], other, tried, reverts={1: 3}, holds=other)
    assert [one.id for one in likelihood(real).commits] == ["C2"]


def test_a_revert_that_adds_lines_counts() -> None:
    tiny, more = [a_file("src/t.py", 1, 0)], [a_file("src/t.py", 0, 1), a_file("src/pay.py", 800)]
    chance = likelihood(a_case(more, tiny, reverts={1: 2}, holds=[a_file("src/pay.py", 800)]))
    assert [one.id for one in chance.commits] == ["C1", "C2"]


def test_lines_that_no_commit_has_are_a_piece_of_their_own() -> None:
    docs, tests, merged = [a_file("docs/a.md", 1)], [a_file("tests/test_a.py", 9)], a_file("src/pay.py", 800)
    risky = a_file("src/b.py", 2000, fixes=0b11111111)
    beside = likelihood(a_case([risky], holds=[risky, a_file("src/pay.py", 30)]))
    assert beside.contributions[-1].name == "no_commit"
    assert beside.contributions[-1].evidence == ("F2",)
    assert "touches 1 file, with 30 lines added" in beside.contributions[-1].text
    alone = likelihood(a_case([risky]))
    assert (beside.chance or 0) > (alone.chance or 1)
    for small in (docs, tests):
        chance = likelihood(a_case(small, holds=[*small, merged]))
        assert chance.chance and chance.chance > 0.1
        assert chance.contributions[1].text == "What no commit tells adds 800 lines outside of tests and documentation."
        assert not chance.notes


def test_a_file_that_commits_rename_has_no_lines_of_nobody() -> None:
    moved = FilePast("src/c.py", "src", 1, 1, status="R", old_path="src/b.py")
    case = a_case([moved], [a_file("src/b.py", 300)], holds=[a_file("src/c.py", 301, 1)])
    assert [one.name for one in likelihood(case).contributions][-1] == "other_commits"


def test_a_diff_is_scored_by_its_own_card_and_says_so() -> None:
    files = [a_file("src/a.py", 300), a_file("docs/a.md", 5)]
    chance = likelihood(a_case(files, past=False))
    assert chance.chance and 0 < chance.chance < 1
    assert chance.commits == ()
    assert chance.contributions[1].text == "The change adds 300 lines outside of tests and documentation."
    assert "no history was read" in chance.notes[0]
    assert not any("fixes" in one.name for one in chance.contributions)


def test_more_faults_in_this_repository_s_own_past_raise_the_chance() -> None:
    files = [a_file("src/a.py", 50)]
    rates = [Rate(faulty, 1000, "2025-11-01") for faulty in (5, 50, 200, 600)]
    chances = [likelihood(a_case(files, rate=rate)).chance or 0 for rate in rates]
    assert chances == sorted(set(chances))
    told = likelihood(a_case(files, rate=rates[2])).contributions[0]
    assert told.name == "base_rate"
    assert "200 of 1,000 commits until 2025-11-01" in told.text


def test_files_weigh_what_their_commits_would_lose_without_them() -> None:
    shared = 0b0111
    case = a_case(
        [
            a_file("src/a.py", 400, fixes=shared | 0b1000),
            a_file("src/b.py", 4, fixes=shared),
            a_file("tests/test_b.py", 90),
        ]
    )
    files = likelihood(case).files
    weights = {one.id: one.weight for one in files}
    assert [one.id for one in files] == ["F1", "F2", "F3"]
    assert weights["F1"] > weights["F2"] > weights["F3"] == 0.0
    assert files[0].text == "400 lines added and 2 deleted by 1 commit, 4 fixes touched it in the year before."


def test_the_changelog_of_the_sample_is_no_risk(loaded: Loaded) -> None:
    ticket = Ticket("t", ChangeRef("", "", "", "", ""))
    chance = likelihood(Case(loaded.material(ticket), ticket, Background(read_past(loaded.opened, Cancel()))))
    paths = {one.id: one.path for one in loaded.change.files}
    weights = {paths[one.id]: one.weight for one in chance.files}
    assert weights["CHANGELOG.md"] == 0.0
    assert paths[chance.files[0].id].endswith(".py") and chance.files[0].weight > 0


def test_a_quick_history_counts_with_what_a_year_would_have_shown() -> None:
    files = [a_file("src/a.py", 50)]
    year, quarter = (Rate(100, 1000, "2025-11-01", days=days, pace=0.3) for days in (365, 91))
    as_much = Rate(152, 1000, "2025-11-01")  # 100 / (91 / 365) ** 0.3
    chances = [likelihood(a_case(files, rate=rate)).chance or 0 for rate in (year, quarter, as_much)]
    assert chances[0] < chances[1] == pytest.approx(chances[2], abs=0.002)
