"""Goals are told where something links them to the change, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.team.linking import How, links
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.ticket import Status

from .making import a_commit, a_material, a_ticket, about, claims, steps

GOAL = '[[goals]]\ntext = "Fewer failed checkouts"\nmeasure = "failed checkouts below 1 %"\n'
WORDED = GOAL + 'words = ["payment provider"]\n'


def how(material: Material) -> list[How]:
    return [link.how for link in links(material, "goals")]


def test_a_goal_that_nothing_speaks_of_is_not_told() -> None:
    material = a_material(WORDED, work=(a_ticket(body="It takes two days."),), commits=(a_commit(1, "Fix a test"),))
    assert not links(material, "goals")
    assert not any("goal" in text for text in steps(material, "justification"))
    asked = [one.question for one in draft_ticket(material).questions]
    assert "How does this change get us closer to a business goal?" in asked


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It is for our goal: fewer failed checkouts.", How.NAMED),
        ("The payment providers hang.", How.SPOKEN_OF),
        ("Refunds of failed checkouts are slow.", How.SPOKEN_OF),  # two of its three words in one sentence
        ("A test failed. The page has a checkout.", None),  # one in each
    ],
)
def test_a_ticket_links_a_goal_by_its_words(body: str, expected: How | None) -> None:
    assert how(a_material(WORDED, work=(a_ticket(body=body),))) == ([expected] if expected is not None else [])


def test_only_a_goal_that_somebody_names_is_told_as_served() -> None:
    named = a_material(GOAL, work=(a_ticket(body="For fewer failed checkouts."),))
    (claim,) = [one for one in claims(named, "justification") if "goal" in one.text]
    assert claim.text.startswith("It serves the business goal “Fewer failed checkouts” (measured by failed checkouts")
    assert (claim.status, claim.evidence) == (Status.SUPPORTED, ("N1", "W1"))
    spoken_of = a_material(WORDED, work=(a_ticket(body="The payment provider hangs."),))
    (claim,) = [one for one in claims(spoken_of, "justification") if "goal" in one.text]
    assert "may serve" in claim.text and claim.text.endswith("PAY-12 speaks of “payment provider”.")
    assert claim.status is Status.WEAK and "yours to say" in claim.reasons[0]


def test_an_answer_names_a_goal_too() -> None:
    question = "How does this change get us closer to a business goal?"
    material = a_material(GOAL, answers={question: "Fewer failed checkouts"})
    assert how(material) == [How.NAMED]
    assert links(material, "goals")[0].evidence == ("A1",)


def test_changed_files_link_by_the_teams_paths() -> None:
    profile = '[[priorities]]\ntext = "Payments first"\npaths = ["orders/checkout.py"]\n'
    text = about(steps(a_material(profile), "justification"), "priority")
    assert text.endswith("it changes `orders/checkout.py`, which the team counts to it.")


def test_words_of_a_name_in_code_are_found_whole_and_apart() -> None:
    profile = '[[priorities]]\ntext = "x"\nwords = ["graphql"]\n[[priorities]]\ntext = "y"\nwords = ["checkout view"]\n'
    commits = (a_commit(1, "Speed up GraphQL in CheckoutView"),)
    assert len(links(a_material(profile, commits=commits, files={"a.py": ("a\n", "b\n")}), "priorities")) == 2


def test_a_sprint_of_another_time_is_not_told() -> None:
    sprint = '[[sprint_goals]]\ntext = "Refunds"\nwords = ["refund"]\nfrom = {}\nuntil = {}\n'
    work = (a_ticket(body="Refunds hang."),)
    assert links(a_material(sprint.format("2026-08-24", "2026-09-04"), work=work), "sprint_goals")
    assert not links(a_material(sprint.format("2026-07-01", "2026-07-14"), work=work), "sprint_goals")


def test_the_measure_of_a_linked_goal_is_looked_at() -> None:
    material = a_material(WORDED, work=(a_ticket(body="The payment provider hangs."),))
    assert "failed checkouts below 1 %" in about(steps(material, "validation"), "is measured by")


@given(st.lists(st.text(), max_size=4), st.text(), st.text())
def test_whatever_anybody_writes_is_linked_or_not_and_nothing_breaks(words: list[str], goal: str, body: str) -> None:
    from relman_desktop.sources.profile.profile import Profile, TeamEntry

    entry = TeamEntry("goals", {"text": goal, "words": tuple(words)}, ".relman.toml", 3)
    material = a_material(work=(a_ticket(body=body),))
    object.__setattr__(material, "profile", Profile((entry,)).numbered())
    for link in links(material, "goals"):
        assert link.evidence
