"""The cards: what their points come to, and what the shipped ones promise."""

from pathlib import Path

import pytest

from relman_desktop.risk.likelihood.card import Card, read_weights, weights
from relman_desktop.risk.likelihood.parts import alone, heaviest
from relman_desktop.risk.likelihood.scoring import scored
from relman_desktop.risk.past.past import CommitPast

from .cases import KNOWN, a_file

TEXT = """
[scale]
zero = 25.0
factor = 6.5
[range]
together = 0.4
[recalibration]
usual = 0.2
slope = 0.5
least = 0.03
most = 0.5
[history]
log_odds = -1.0
[[history.terms]]
name = "lines_added"
column = "la"
transform = "log"
unit = "line"
text = "{which} adds {value}."
none = "{which} adds nothing."
weight = 0.5
reference = 2.0
[[history.terms]]
name = "is_fix"
column = "fix"
transform = "any"
unit = "fix"
text = "{which} is a fix."
none = "{which} is no fix."
weight = 1.0
reference = 0.25
[diff]
log_odds = -1.0
[[diff.terms]]
name = "folders"
column = "nd"
transform = "as it is"
most = 3.0
unit = "folder"
text = "{which} is spread over {value}."
none = ""
weight = 0.1
reference = 1.0
"""
CARDS = [weights().history, weights().diff]


def test_the_points_of_a_commit_can_be_checked_by_hand() -> None:
    past = CommitPast("x", (a_file("src/a.py", 1095), a_file("src/b.py", 0)), {"fix": 1.0})
    one = scored("C1", past, frozenset(), read_weights(TEXT).history, 0.3)
    assert one
    # log(1 + 1095) = 7.0: 6.5 * 0.5 * 5.0 = 16.2; 6.5 * 1.0 * 0.75 = 4.9; 25 + 6.5 * (-1.0 + 0.3) = 20.4
    assert [points for _, points in one.terms] == [16, 5]
    assert (one.constant, one.points) == (20, 41)
    assert one.chance == pytest.approx(0.92140, abs=1e-5)  # log-odds (41 - 25) / 6.5


def test_what_is_over_the_most_of_a_term_counts_as_the_most() -> None:
    (term,) = read_weights(TEXT).diff.terms
    assert term.log_odds({"nd": 90.0}) == term.log_odds({"nd": 3.0}) == pytest.approx(0.2)
    assert term.value({"nd": 90.0}) == "90 folders"


@pytest.mark.parametrize(
    ("faulty", "commits", "shift"),
    [(20, 100, 0.009), (40, 200, 0.005), (100, 200, 0.693), (0, 2000, -1.045), (1999, 2000, 0.693), (5, 100, -0.734)],
)
def test_a_repository_s_own_share_shifts_the_log_odds_within_what_was_seen(
    faulty: int, commits: int, shift: float
) -> None:
    assert read_weights(TEXT).shift(faulty, commits) == pytest.approx(shift, abs=1e-3)


@pytest.mark.parametrize("card", CARDS)
def test_a_shipped_card_has_few_terms_and_none_that_lowers_the_chance(card: Card) -> None:
    assert 0 < len(card.terms) <= 12
    assert all(term.weight >= 0 for term in card.terms)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("found", [0.0, 1.0, 1234.0])
def test_every_term_of_a_shipped_card_reads_as_a_sentence(card: Card, found: float) -> None:
    for term in card.terms:
        text = term.sentence({term.column: found}, "Commit C1")
        assert text.endswith(".")
        assert "{" not in text
        assert ("Commit C1" in text) == (term.of == "commit")


def test_every_column_of_the_shipped_cards_is_told_of_a_commit() -> None:
    features = CommitPast("x", (a_file("src/a.py"),), KNOWN).features()
    assert {term.column for card in CARDS for term in card.terms} <= set(features)


@pytest.mark.parametrize("column", ["la", "ld", "nf", "nd", "nfix365", "la_src", "ld_src", "nf_src"])
def test_a_column_loses_as_much_as_it_has_less_without_a_file(column: str) -> None:
    paths = [("src/a.py", 0b1101), ("src/b/c.py", 0b0110), ("src/b/d.py", 0b0001), ("README.md", 0b10000), ("e.py", 0)]
    files = tuple(a_file(path, 3 + at, 7 - at, fixes) for at, (path, fixes) in enumerate(paths))
    past = CommitPast("x", files, {})
    less = [past.features()[column] - past.features({file.path})[column] for file in files]
    assert alone(files, column) == less
    assert {file.path for file in heaviest(files, column, 8)} >= {
        file.path for file, one in zip(files, less, strict=True) if one
    }


def test_the_docs_name_every_term_with_its_weight() -> None:
    page = (Path(__file__).parents[3] / "docs/risk.md").read_text("utf-8")
    for term in (term for card in CARDS for term in card.terms):
        assert f"| `{term.name}` | `{term.column}` | {term.weight:.4f} |" in page
