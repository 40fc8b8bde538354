"""Who looked at the commits: reviewers that they name, requests by which they came, and who merged them."""

from dataclasses import replace

import pytest

from relman_desktop.facts.book import Facts
from relman_desktop.risk import Background
from relman_desktop.risk.past.kinds import kind_of
from relman_desktop.risk.past.past import CommitPast, FilePast, Past
from relman_desktop.risk.questions.reviewed import Sign, signs_of
from relman_desktop.sources.change import Commit
from tests.facts.changes import a_change
from tests.risk.questions.cases import CODE, a_case, a_person_commit, stands

BY_BO = "Reviewed-by: Bo <bo@example.org>"
ROBOTS = (
    *(
        "Zuul",
        "Jenkins",
        "bors",
        "homu",
        "mergify",
        "mergify[bot]",
        "k8s-ci-robot",
        "Kubernetes Prow Robot",
        "dependabot",
    ),
    *("Renovate Bot", "github-actions", "GitHub Actions", "gitlab-bot", "Kodiak", "OpenShift Merge Robot"),
)
REQUEST = "Merge pull request #12 from ada/cart"


def review(*commits: Commit, **more: object):  # type: ignore[no-untyped-def]
    return stands(a_case(a_change(CODE, commits=commits), Facts(), **more), "review")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("Reviewed-by: Bo <bo@example.org>", Sign.PERSON),
        ("Why.\n\nApproved-by: Bo Diddley", Sign.PERSON),
        ("Acked-by: Bo <bo@example.org>\nSigned-off-by: Ada <ada@example.org>", Sign.PERSON),
        ("Reviewed-by: Ada <ada@example.org>", Sign.NONE),
        ("Reviewed-by: A. Byron <ada@example.org>", Sign.NONE),
        ("Reviewed-by: dependabot[bot]", Sign.NONE),
        ("Reviewed-by:", Sign.NONE),
        ("Reviewed-by: Bo", Sign.NONE),
        ("Reviewed-by: <bo@example.org>", Sign.PERSON),
        ("Reviewed-by: 王 小明", Sign.PERSON),
        ("Reviewed-by: Grace Hopper\nCo-authored-by: Grace Hopper <g@example.org>", Sign.NONE),
        ("Reviewed-by: Bo <bo@example.org>\nCo-authored-by: Grace Hopper <g@example.org>", Sign.PERSON),
        ("Signed-off-by: Bo <bo@example.org>", Sign.NONE),
        ("Co-authored-by: Bo <bo@example.org>", Sign.NONE),
        ("It says Reviewed-by: Bo in the docs", Sign.NONE),
        ("Change-Id: I0123456789012345678901234567890123456789", Sign.REQUEST),
        ("Part-of: <https://gitlab.example.org/a/b/-/merge_requests/7>", Sign.REQUEST),
        ("", Sign.NONE),
    ],
)
def test_what_a_commit_says(body: str, sign: Sign) -> None:
    commit = a_person_commit(1, body)
    assert signs_of([commit])[commit.oid] is sign


@pytest.mark.parametrize(
    "named",
    [
        *("pending", "Pending Review", "nobody", "Nobody Yet", "none", "TBD", "To Be Determined", "self", "me", "N/A"),
        *("@ada", "me <ada@home.example>", "none <none@example.org>", "<nobody@example.org>", "The Team", "QA Team"),
        *("Ada L. <ada.l@corp.example>", "A. Lovelace", "Ada", "ADA LOVELACE", "Ádá Lovelace <x@example.org>"),
        *("Countess <12345+ada@users.noreply.github.com>", "Countess <alovelace@example.org>"),
        *(
            "Jenkins",
            "Zuul <zuul@review.example.org>",
            "CI",
            "GPT-4",
            "ChatGPT <a@b.cd>",
            "CodeRabbit <x@coderabbit.ai>",
        ),
        *(
            "Claude Opus 4 <noreply@example.com>",
            "GitHub Copilot <copilot@github.com>",
            "k8s-ci-robot <k8s@example.org>",
        ),
        *("Renovate Bot <bot@renovateapp.com>", "Bo <bo@nowhere>", "12 34"),
    ],
)
def test_nobody_programs_and_the_author_under_another_name_are_no_other_person(named: str) -> None:
    commit = replace(a_person_commit(1, f"Reviewed-by: {named}"), author="Ada Lovelace", email="ada@example.com")
    assert signs_of([commit])[commit.oid] is Sign.NONE


def test_the_names_under_which_an_author_writes_elsewhere_in_the_range_are_theirs() -> None:
    one = replace(a_person_commit(1), author="Ada Lovelace", email="countess@home.example")
    other = replace(a_person_commit(2, "Reviewed-by: X Y <countess@home.example>"), author="Ada Lovelace")
    assert signs_of([one, other])[other.oid] is Sign.NONE
    third = replace(
        a_person_commit(3, "Reviewed-by: X Y <countess@home.example>"), author="Grace Hopper", email="g@x.org"
    )
    assert signs_of([one, other, third])[third.oid] is Sign.PERSON, "those who review each other are two"


@pytest.mark.parametrize(
    ("subject", "sign"),
    [
        ("Faster cart (#123)", Sign.REQUEST),
        ("Faster cart (!12)", Sign.REQUEST),
        ("Fix #123", Sign.NONE),
        ("Take (#123) back", Sign.NONE),
    ],
)
def test_a_squashed_request_ends_with_its_number(subject: str, sign: Sign) -> None:
    commit = a_person_commit(1, subject=subject)
    assert signs_of([commit])[commit.oid] is sign


def test_what_a_merge_brought_in_is_known_by_the_merge() -> None:
    commits = (
        a_person_commit(5, parents="4", subject="Straight to the branch"),
        a_person_commit(4, parents="13", subject=REQUEST, author="Bo"),
        a_person_commit(3, parents="2"),
        a_person_commit(2, parents="1"),
        a_person_commit(1, parents="0"),
    )
    signs = signs_of(commits)
    assert [int(signs[f"{number:040d}"]) for number in (1, 2, 3, 5)] == [0, 2, 2, 0]


@pytest.mark.parametrize(
    ("merger", "subject", "body", "sign"),
    [
        ("Bo", REQUEST, "", Sign.PERSON),
        ("Ada", REQUEST, "", Sign.REQUEST),
        ("Ada", REQUEST, "Approved-by: Bo <bo@example.org>", Sign.PERSON),
        ("github-merge-queue[bot]", REQUEST, "", Sign.REQUEST),
        *((robot, REQUEST, "", Sign.REQUEST) for robot in ROBOTS),
        ("Bo", "Merge branch 'cart' into 'main'", "See merge request shop/cart!12", Sign.PERSON),
        ("Bo", 'Merge "Faster cart"', "", Sign.PERSON),
        ("Bo", "Merge branch 'main' into cart", "", Sign.NONE),
    ],
)
def test_who_merged_a_request(merger: str, subject: str, body: str, sign: Sign) -> None:
    merge = a_person_commit(3, body, parents="12", subject=subject, author=merger)
    signs = signs_of((merge, a_person_commit(2, parents="1"), a_person_commit(1, parents="0")))
    assert signs[f"{2:040d}"] is sign


def test_requests_are_found_below_a_merge_of_branches() -> None:
    commits = (
        a_person_commit(5, parents="14", subject="Merge branch 'develop'", author="Bo"),
        a_person_commit(4, parents="23", subject=REQUEST, author="Bo"),
        a_person_commit(3, parents="2"),
        a_person_commit(2, parents="1", subject="On develop"),
        a_person_commit(1, parents="0"),
    )
    signs = signs_of(commits)
    assert signs[f"{3:040d}"] is Sign.PERSON and signs[f"{2:040d}"] is Sign.NONE


def test_only_a_person_who_looked_at_all_of_it_makes_a_yes() -> None:
    named = [a_person_commit(number, BY_BO) for number in (1, 2)]
    assert (one := review(*named)).answer == "yes" and one.points == 0 and one.evidence == ("C1", "C2")
    assert "All 2 commits" in one.text
    squashed = a_person_commit(3, subject="Cart (#3)")
    assert (one := review(*named, squashed)).answer == "partly"
    assert "3 of 3 commits" in one.text and "2 show that another person looked" in one.text
    assert "another person looked is not shown" in review(squashed).text


def test_what_shows_less_than_half_is_asked() -> None:
    bare = [a_person_commit(number) for number in (1, 2, 3)]
    one = review(a_person_commit(4, BY_BO), *bare)
    assert (one.source, one.answer, one.points) == ("unanswered", "", one.most)
    assert "1 of 4 commits came by a request or names a reviewer; C1, C2 and C3" in one.text
    assert review(*bare).text == "Nothing here shows that anybody but its authors looked at the change."
    assert review(a_person_commit(4, BY_BO), *bare[:1]).answer == "partly"


def test_a_commit_of_tests_alone_needs_no_reviewer() -> None:
    named, tests = a_person_commit(1, BY_BO), a_person_commit(2)
    files = {named.oid: "src", tests.oid: "test"}
    past = Past(tuple(CommitPast(oid, (FilePast(f"{kind}/a", kind, 1, 0),), {}) for oid, kind in files.items()))
    assert review(named, tests, background=Background(past)).answer == "yes"
    assert review(named, tests).answer == "partly", "nothing tells what the second one touches"
    assert review(tests, background=Background(past)).answer == ""


@pytest.mark.parametrize("path", ["conftest.py", "cypress/a.cy.js", "src/testdata/a.json", "fixtures/x.json", "t/a.py"])
def test_a_commit_of_what_either_definition_calls_a_test_needs_no_reviewer(path: str) -> None:
    named, tests = a_person_commit(1, BY_BO), a_person_commit(2)
    files = {named.oid: FilePast("src/a.py", "src", 1, 0), tests.oid: FilePast(path, kind_of(path), 1, 0)}
    past = Past(tuple(CommitPast(oid, (file,), {}) for oid, file in files.items()))
    answer = review(named, tests, background=Background(past)).answer
    assert answer == ("partly" if path == "t/a.py" else "yes")


def test_a_diff_file_names_nobody() -> None:
    assert stands(a_case(a_change(CODE, origin="diff")), "review").source == "unanswered"
