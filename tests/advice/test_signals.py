"""What a ticket shows of how its team deploys, read from its texts, whoever wrote them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.advice import Point, Signals, measured, signals, trend, trend_sentences
from relman_desktop.advice.steps import steps_of
from relman_desktop.fields import BY_NAME
from relman_desktop.ticket import ChangeRef, Claim, Entry, Layout, Ticket

GOAL = BY_NAME["justification"].questions[-1]


def a_ticket(ticket_id: str = "t", **texts: str) -> Ticket:
    ticket = Ticket(ticket_id, ChangeRef("/r", "a..b", "1", "2", ""))
    for name, text in texts.items():
        ticket = ticket.with_text(name, text)
    return ticket


BY_HAND = """Before:

1. Tell the support team (10 min).
2. Back up the database by hand, which takes 1 hour.

After:

3. Run `make deploy`
   and wait for it:
   ```
   anything at all --now
   ```
4. Wait until the pods are ready.
5. The release pipeline publishes the image.
6. Copy the configuration to the server."""


def test_steps_by_hand_are_those_without_a_command_and_that_nothing_else_does() -> None:
    steps = steps_of(Entry(BY_HAND))
    assert [step.number for step in steps if step.is_manual] == [1, 2, 6]
    assert steps[2].commands == ("make deploy", "anything at all --now")
    told = signals(a_ticket(deployment=BY_HAND))
    assert (told.steps, told.manual, told.minutes) == (6, 3, 70)


@pytest.mark.parametrize(
    ("step", "is_manual"),
    [
        ("Run `sudo systemctl restart app`", False),
        ("`$ kubectl rollout status deploy/app`", False),
        ("Set `SESSION_SECRET` in `config/production.yml`", True),
        ("Deploy `v4.2.0` to the `eu-west` cluster", True),
        ("Edit `.github/workflows/deploy.yml`", True),
        ("Argo CD syncs it", False),
        ("`./bin/release.sh`", False),
        ("Run `anytool --apply now`", False),
    ],
)
def test_what_is_done_by_hand(step: str, is_manual: bool) -> None:
    assert steps_of(Entry(f"1. {step}"))[0].is_manual is is_manual


def test_a_command_that_a_claim_quotes_is_one_whatever_it_is_called() -> None:
    claim = Claim("Restart it: `synctl restart`", ("X4", "R2"), "synctl restart", layout=Layout.STEP)
    (step,) = steps_of(a_ticket().with_claims("deployment", (claim,)).entry("deployment"))
    assert not step.is_manual and step.evidence == ("X4", "R2")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("one\ntwo\n", 2),
        ("- a\n- [ ] b\n\n  more of b\n* c", 3),
        ("1) a\n10) b\n- not c", 2),
        ("Steps:\none", 1),
    ],
)
def test_steps_are_numbered_or_items_or_lines(text: str, number: int) -> None:
    assert len(steps_of(Entry(text))) == number


def test_checks_that_a_program_can_do_and_steps_that_look_at_figures() -> None:
    text = (
        "1. `curl -f https://x.example/health`\n2. Run the smoke tests\n3. Look at the page\n"
        "4. The error rate in Grafana stays under 1 %\n5. Look as a user at what is new: Emit run metrics"
    )
    told = signals(a_ticket(validation=text, rollback="1. Go back when the alert fires"))
    assert (told.checks, told.automated_checks, told.watched) == (5, 2, 2)


@pytest.mark.parametrize(
    ("rollback", "steps", "only_redeploys"),
    [
        ("", 0, False),
        ("1. Redeploy the previous version, `v1`.\n2. Restart what runs the code.", 2, True),
        ("1. Redeploy `v1`.\n2. Restore the backup of the database.", 2, False),
        ("1. Switch the traffic back to blue.", 1, False),
        ("1. Migrate `orders` back to 0041.", 1, False),
    ],
)
def test_a_way_back_that_is_more_than_a_redeploy(rollback: str, steps: int, only_redeploys: bool) -> None:
    told = signals(a_ticket(rollback=rollback))
    assert (told.rollback_steps, told.only_redeploys) == (steps, only_redeploys)


def test_a_goal_is_reached_by_citing_one_by_an_answer_or_by_the_persons_words() -> None:
    claim = Claim("It serves faster payments.", ("N2", "W1"), layout=Layout.PARAGRAPH)
    ticket = a_ticket().with_claims("justification", (claim,))
    assert not signals(ticket).reaches_goal
    assert not signals(replace(ticket, team={"N2": "monitoring 1a2b"})).reaches_goal
    assert signals(replace(ticket, team={"N2": "goals 1a2b"})).reaches_goal
    assert not signals(replace(ticket.with_text("justification", ""), team={"N2": "goals 1a2b"})).reaches_goal
    assert signals(a_ticket().with_answer(GOAL, "Fewer lost orders")).reaches_goal
    assert signals(a_ticket(justification="This is our goal for Q3: fewer lost orders.")).reaches_goal
    told = Claim("Authors name the goal of this.", ("C1",), layout=Layout.PARAGRAPH)
    assert not signals(a_ticket().with_claims("justification", (told,))).reaches_goal


# Over the tickets


def with_manual(*numbers: int) -> list[Ticket]:
    return [
        a_ticket(f"t{at}", deployment="\n".join(f"{n + 1}. Copy a file" for n in range(number)), change_id=f"CHG-{at}")
        for at, number in enumerate(numbers)
    ]


def test_a_trend_says_in_words_what_its_points_draw() -> None:
    points = trend(with_manual(9, 7, 4))
    assert [(point.name, point.signals.manual) for point in points] == [("CHG-0", 9), ("CHG-1", 7), ("CHG-2", 4)]
    assert {line.name: line.values for line in measured(points)}["manual"] == (9, 7, 4)
    assert "Manual steps fell from 9 to 4 over the last 3 tickets." in trend_sentences(points)
    assert "None of the last 3 tickets reached a business goal." in trend_sentences(points)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((2, 5), "Manual steps rose from 2 to 5 over the last 2 tickets."),
        ((3, 3, 3), "Manual steps stayed at 3 over the last 3 tickets."),
        ((3, 9, 3), "Manual steps are 3 again over the last 3 tickets, and were between 3 and 9 on the way."),
        ((5, 9, 3), "Manual steps fell from 5 to 3 over the last 3 tickets, and were between 3 and 9 on the way."),
    ],
)
def test_the_course_of_a_signal(numbers: tuple[int, ...], sentence: str) -> None:
    assert sentence in trend_sentences(trend(with_manual(*numbers)))


def test_one_ticket_and_empty_ones_show_no_direction() -> None:
    assert trend_sentences(trend(with_manual(3))) == ()
    assert trend([a_ticket(), a_ticket(title="A title only")]) == ()
    assert trend_sentences(()) == () and measured(()) == ()


def test_what_no_ticket_tells_is_not_drawn() -> None:
    quiet = Signals(2, 0, None, 0, 0, False, 0, False, 0)
    assert [line.name for line in measured([Point("a", "a", quiet)])] == ["steps"]


@given(st.text(alphabet="1. -*`\n\tabcd)#min 09:", max_size=300))
def test_any_text_is_read(text: str) -> None:
    told = signals(a_ticket(deployment=text, rollback=text, validation=text, justification=text))
    assert 0 <= told.manual <= told.steps and 0 <= told.automated_checks <= told.checks


@pytest.mark.parametrize(
    "piece", ["1. a\n", "`", "```\n", "- ", "9 min ", "migrate ", "run ", "set ", "`a b ` ", "(", "a --"]
)
def test_a_long_field_is_read_quickly(piece: str) -> None:
    text = "1. " + piece * (100_000 // len(piece))
    assert signals(a_ticket(deployment=text, rollback=text, validation=text)).steps <= 400
