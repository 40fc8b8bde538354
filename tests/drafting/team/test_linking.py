"""Goals are told where something links them to the change, and only there."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.team.linking import How, links
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.sources.work.item import Found, WorkItem
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
    assert claim.text == SENTENCE.replace("It serves", "PAY-12 names")
    assert (claim.status, claim.evidence) == (Status.SUPPORTED, ("N1", "W1"))
    spoken_of = a_material(WORDED, work=(a_ticket(body="The payment provider hangs."),))
    (claim,) = [one for one in claims(spoken_of, "justification") if "goal" in one.text]
    assert "may serve" in claim.text and claim.text.endswith("PAY-12 speaks of “payment provider”.")
    assert claim.status is Status.WEAK and "yours to say" in claim.reasons[0]


ASKED = "How does this change get us closer to a business goal?"
SENTENCE = "It serves the business goal “Fewer failed checkouts” (measured by failed checkouts below 1 %)."


def about_goals(material: Material) -> list[str]:
    """What is told of goals, besides what a ticket's own words are."""
    return [text for text in steps(material, "justification") if "goal" in text and "It says" not in text]


def test_an_answer_that_is_the_goal_says_that_the_change_serves_it() -> None:
    material = a_material(GOAL, answers={ASKED: "Fewer failed checkouts"})
    assert how(material) == [How.ANSWERED]
    assert links(material, "goals")[0].evidence == ("A1",)
    assert steps(material, "justification") == [SENTENCE]  # and not once more in the answer's own words
    several = a_material(GOAL, answers={ASKED: "- Something else\n- fewer failed checkouts."})
    assert how(several) == [How.ANSWERED]


@pytest.mark.parametrize(
    "answer",
    [
        "It does not: Fewer failed checkouts is not touched.",
        "None. Fewer failed checkouts is what the other team works on",
        "Perhaps fewer failed checkouts, I am not sure",
    ],
)
def test_an_answer_that_is_more_than_the_goal_stands_by_itself(answer: str) -> None:
    material = a_material(WORDED, work=(a_ticket(body="The payment provider hangs."),), answers={ASKED: answer})
    told = steps(material, "justification")
    assert told[-1] == answer and not any("serve" in text for text in told)


def test_an_answer_to_another_question_serves_no_goal() -> None:
    material = a_material(GOAL, answers={"What is the impact if we don't deploy?": "Fewer failed checkouts"})
    assert not any("It serves" in text for text in steps(material, "justification"))


@pytest.mark.parametrize(
    "body",
    [
        "This is not about the goal: Fewer failed checkouts. No effect on it.",
        "It doesn’t bring fewer failed checkouts.",
        "Fewer failed checkouts is out of scope.",
        "It has no effect on\nfewer failed checkouts.",
        "## Out of scope\n\n- Refunds\n- Fewer failed checkouts\n",
        "**Non-goals**\nFewer failed checkouts",
        "Not part of this:\n\n- Fewer failed checkouts",
        "Dies dient nicht dem Ziel: Fewer failed checkouts",
        "PAY-9 instead of this one brings fewer failed checkouts.",
        "<!-- Which goal? For example: Fewer failed checkouts -->\nIt takes two days.",
    ],
)
def test_a_ticket_that_rules_a_goal_out_does_not_link_it(body: str) -> None:
    material = a_material(GOAL, work=(a_ticket(body=body),))
    assert not about_goals(material)
    assert ASKED in [one.question for one in draft_ticket(material).questions]


@pytest.mark.parametrize(
    "body",
    [
        "Does it bring fewer failed checkouts?",
        "- [ ] Fewer failed checkouts",
        "Fewer failed checkouts. No effect on it.",
        "It might bring fewer failed checkouts.",
        "~~Fewer failed checkouts~~",
    ],
)
def test_a_ticket_that_leaves_a_goal_open_leaves_it_to_the_person(body: str) -> None:
    material = a_material(GOAL, work=(a_ticket(body=body),))
    assert [text[:12] for text in about_goals(material)] == ["It may serve"]
    assert ASKED in [one.question for one in draft_ticket(material).questions]


@pytest.mark.parametrize(
    "body",
    [
        "## Goal\n\nFewer failed checkouts\n",
        "Customers cannot pay.\n\nFor fewer failed checkouts.",
        "## Out of scope\n\n- Refunds\n\n## Why\n\n- Fewer failed checkouts",
        "Not part of this:\n\n- Refunds\n\nFewer failed checkouts is what we want.",
    ],
)
def test_a_ticket_that_names_a_goal_is_told_to_name_it(body: str) -> None:
    material = a_material(GOAL, work=(a_ticket(body=body),))
    assert [text[:30] for text in about_goals(material)] == ["PAY-12 names the business goal"]
    assert ASKED not in [one.question for one in draft_ticket(material).questions]


def test_a_goals_own_words_rule_nothing_out() -> None:
    material = a_material(
        '[[goals]]\ntext = "No refund without support"\n', work=(a_ticket(body="Goal: no refund without support."),)
    )
    assert how(material) == [How.NAMED]


def test_a_ticket_that_is_only_mentioned_does_not_speak_for_the_change() -> None:
    mentioned = WorkItem("W1", "#12", "", (Found("mention", "C1"),), body="For fewer failed checkouts.")
    assert how(a_material(GOAL, work=(mentioned,))) == [How.SPOKEN_OF]


def test_of_many_tickets_those_are_read_that_the_change_is_for() -> None:
    mentioned = (WorkItem(f"W{n}", f"#{n}", "", (Found("mention", "C1"),), body="It waits.") for n in range(1, 300))
    given = WorkItem("W300", "PAY-12", "jira", (Found("given", "items.csv"),), body="For fewer failed checkouts.")
    assert links(a_material(GOAL, work=(*mentioned, given)), "goals")[0].evidence == ("W300",)


def test_what_is_told_of_a_ticket_later_is_read() -> None:
    material = a_material(GOAL, work=(a_ticket(),))
    assert not how(material)
    assert how(replace(material, work=(a_ticket(body="For fewer failed checkouts."),))) == [How.NAMED]
    assert not how(material)


def test_a_single_everyday_word_links_nothing() -> None:
    profile = '[[goals]]\ntext = "Nobody loses text"\nwords = ["image", "editor", "checkout"]\n'
    badge = (a_commit(1, "Show the image badge"),)
    assert not how(a_material(profile, commits=badge, files={"docs/image.md": ("a\n", "b\n")}))
    assert not how(a_material(profile, commits=badge, work=(a_ticket(body="An image."),), files={"a": ("a\n", "b\n")}))
    both = (a_commit(1, "Show the image in the editor"),)
    assert how(a_material(profile, commits=both, files={"a.py": ("a\n", "b\n")})) == [How.MENTIONED]


def test_what_was_answered_to_something_else_proves_no_goal() -> None:
    told = "Refunds of failed checkouts are quick now."
    material = a_material(WORDED, answers={"Can you explain this in layman's terms?": told})
    assert not about_goals(material)


def test_once_a_goal_is_chosen_the_guesses_go() -> None:
    profile = WORDED + '[[goals]]\ntext = "Support has time"\nmeasure = "hours"\nwords = ["refund"]\n'
    material = a_material(profile, work=(a_ticket(body="Refunds wait."),))
    assert "may serve" in about(steps(material, "justification"), "Support has time")
    assert any("hours" in one for one in steps(material, "validation"))
    chosen = replace(material, answers={ASKED: "Fewer failed checkouts"})
    assert about_goals(chosen) == [SENTENCE]
    assert not any("hours" in one for one in steps(chosen, "validation"))


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


def test_a_sprint_of_the_day_of_the_draft_is_told() -> None:
    sprint = '[[sprint_goals]]\ntext = "Refunds"\nwords = ["refund"]\nfrom = 2026-11-16\nuntil = 2026-11-27\n'
    material = a_material(sprint, work=(a_ticket(body="Refunds hang."),))
    assert not links(material, "sprint_goals")  # its commits are of September
    assert links(replace(material, today=date(2026, 11, 26)), "sprint_goals")
    assert not links(replace(material, today=date(2026, 11, 10)), "sprint_goals")


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


@pytest.mark.parametrize(
    ("goal", "words", "body", "is_linked"),
    [
        ("Convert more contractors", "", "Conversion of contractions in text.", False),
        ("Grow", '"contractors"', "Contractions in text are read.", False),
        ("Grow", '"contractors"', "A contractor sees the invoice.", True),
        ("Quick deliveries", "", "Make the delivery quick.", True),
        ("Grow", '"authentication"', "Users authenticate by a key.", True),
        ("Grow", '"state machine"', "The station machines hang.", False),
    ],
)
def test_words_that_only_begin_alike_link_nothing(goal: str, words: str, body: str, is_linked: bool) -> None:
    profile = f'[[goals]]\ntext = "{goal}"\nwords = [{words}]\n'
    assert bool(how(a_material(profile, work=(a_ticket(title="Mend it", body=body),)))) == is_linked
