"""Advice: said where there is something to say, with its evidence; silent where there is not."""

from dataclasses import replace

import pytest

from relman_desktop.advice import Advice, advise
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.facts.fact import Value
from relman_desktop.loaded import Loaded
from relman_desktop.ticket import Claim, Layout, Ticket
from tests.advice.test_signals import QUESTION, a_ticket, drafted
from tests.drafting.team.making import a_material

BY_HAND = "1. Stop the web\n2. Back up the database\n3. Copy the files over\n4. Apply the migrations\n5. Start the web"
WHOLE = {
    "deployment": "1. `make deploy`",
    "rollback": "1. Run `make rollback`; go back if errors are above 2 %",
    "validation": "1. `make smoke`\n2. Watch the error rate in Grafana",
    "justification": "It serves the sprint goal.",
}
Told = tuple[str, str, dict[str, Value]]


def a_command(purpose: str, command: str, line: int, path: str = "Makefile") -> Told:
    return f"command.{purpose}", "It says how.", {"command": command, "path": path, "line": line, "way": ""}


def the(kind: str, material: Material, ticket: Ticket) -> Advice:
    found = [one for one in advise(material, ticket) if one.kind == kind]
    assert len(found) == 1, advise(material, ticket)
    return found[0]


def kinds(material: Material, ticket: Ticket) -> list[str]:
    return [one.kind for one in advise(material, ticket)]


def test_a_ticket_that_has_all_is_told_nothing() -> None:
    assert advise(a_material(), a_ticket(**WHOLE)) == ()


def test_an_empty_ticket_is_told_nothing() -> None:
    assert advise(a_material(), a_ticket()) == ()
    assert advise(a_material(), a_ticket(title="Refunds", notes="1. a\n2. b")) == ()


def test_steps_by_hand_are_counted_and_the_repositorys_commands_named_for_them() -> None:
    facts = (a_command("backup", "make backup", 3), a_command("migrate", "make migrate", 6))
    told = the("manual_steps", a_material(facts=facts), a_ticket(**{**WHOLE, "deployment": BY_HAND}))
    assert told.text.startswith("All 5 deployment steps are done by hand; ")
    assert "`make backup` (Makefile:3) may do step 2" in told.text
    assert "`make migrate` (Makefile:6) may do step 4" in told.text
    assert told.evidence == ("X1", "X2")
    assert (told.field, told.part) == ("deployment", "deployment_steps")


def test_steps_by_hand_cite_what_their_sentences_rest_on() -> None:
    steps = tuple(Claim(text, (f"F{number}",), layout=Layout.STEP) for number, text in enumerate("abcd", 1))
    ticket = a_ticket(**WHOLE).with_claims("deployment", steps)
    told = the("manual_steps", a_material(), ticket)
    assert told.evidence == ("F1", "F2", "F3", "F4")
    assert "by hand" in told.text


def test_a_command_that_the_ticket_names_already_is_not_offered() -> None:
    facts = (a_command("backup", "make backup", 3),)
    ticket = a_ticket(**{**WHOLE, "deployment": BY_HAND, "notes": "We once had `make backup`."})
    assert "make backup" not in the("manual_steps", a_material(facts=facts), ticket).text


def test_few_steps_by_hand_are_nothing_to_talk_about() -> None:
    few = "1. Stop the web\n2. `make a`\n3. `make b`\n4. Start the web"
    assert "manual_steps" not in kinds(a_material(), a_ticket(**{**WHOLE, "deployment": few}))


def test_a_long_list_of_commands_may_be_one_script() -> None:
    many = "\n".join(f"{number}. `make step{number}`" for number in range(1, 13))
    told = the("many_steps", a_material(), a_ticket(**{**WHOLE, "deployment": many}))
    assert "12 steps" in told.text


def test_checks_by_eye_are_told_with_what_could_be_the_first_automated_one() -> None:
    by_eye = {**WHOLE, "validation": "1. Open the shop\n2. Place an order\n3. Watch the error rate"}
    told = the("no_automated_check", a_material(facts=(a_command("check", "make smoke", 9),)), a_ticket(**by_eye))
    assert told.text.startswith("All 3 validation steps are made by eye; `make smoke` (Makefile:9)")
    assert told.evidence == ("X1",)
    profile = '[[testing]]\nkind = "end-to-end"\ncommand = "make e2e"\nwhen = "after"\n'
    told = the("no_automated_check", a_material(profile), a_ticket(**by_eye))
    assert "`make e2e`" in told.text
    assert told.evidence == ("N1",)


def test_tests_before_the_deployment_are_acknowledged() -> None:
    by_eye = "1. Before the deployment, run the unit tests\n2. Open the shop\n3. Watch the error rate"
    told = the("no_automated_check", a_material(), a_ticket(**{**WHOLE, "validation": by_eye}))
    assert told.text.startswith("The tests run before the deployment; after it, both checks are made by eye")


GOALS = """
[[goals]]
text = "Fewer customers give up at the checkout"
words = ["checkout"]
paths = ["orders/checkout.py"]
"""


def test_a_justification_without_a_goal_is_told_which_may_fit_or_that_none_is_written_down() -> None:
    ticket = a_ticket(**{**WHOLE, "justification": "It is good to have."})
    told = the("no_goal", a_material(GOALS), ticket)
    assert "“Fewer customers give up at the checkout” may fit" in told.text
    assert told.evidence[0] == "N1"
    elsewhere = '[[goals]]\ntext = "Nobody waits for a parcel"\npaths = ["parcels/**"]\n'
    told = the("no_goal", a_material(elsewhere), ticket)
    assert told.text.startswith("The justification does not name the goal in the profile yet.")
    assert told.evidence == ("N1",)
    told = the("no_goal", a_material(), ticket)
    assert told.text.startswith("No business goal is written down")
    assert (told.evidence, told.part) == ((), "goals")


@pytest.mark.parametrize("answer", ["Fewer lost orders", "None, it is maintenance"])
def test_whoever_answered_the_question_about_the_goal_is_not_asked_again(answer: str) -> None:
    ticket = a_ticket(**{**WHOLE, "justification": "It is good to have."}).with_answer(QUESTION, answer)
    assert "no_goal" not in kinds(a_material(GOALS), ticket)


def test_a_security_fix_needs_no_goal() -> None:
    material = a_material(GOALS, facts=(("notes.security", "It fixes CVE-1.", {}),))
    assert "no_goal" not in kinds(material, a_ticket(**{**WHOLE, "justification": "It fixes CVE-1."}))


def verdict(said: str) -> tuple[Told, ...]:
    text = "The previous version does not run unchanged after this deployment: it still reads `a`."
    reason: Told = ("rollback.reads_dropped", "It reads a.", {"clause": "it still reads `a`", "verdict": said})
    if said == "conditional":
        reason[2]["action"] = "Read it first."
    return (("rollback.verdict", text, {"verdict": said, "reasons": ["it still reads `a`"]}), reason)


def test_no_way_back_weighs_most_and_says_what_is_known() -> None:
    ticket = a_ticket(**{**WHOLE, "rollback": "", "deployment": BY_HAND})
    told = advise(a_material(facts=(*verdict("unsafe"), a_command("restore", "make restore", 8))), ticket)[0]
    assert told.kind == "no_way_back"
    assert "it still reads `a`" in told.text
    assert "`make restore` (Makefile:8)" in told.text
    assert told.evidence == ("X3", "X1", "X2")


def test_the_previous_version_alone_is_enough_where_it_runs() -> None:
    ticket = a_ticket(**{**WHOLE, "rollback": "Redeploy the previous version if errors are above 2 %."})
    conditional = (*verdict("conditional"), a_command("restore", "make restore", 8))
    told = the("thin_way_back", a_material(facts=conditional), ticket)
    assert "Read it first." in told.text  # rather than a restore, which loses what was written since
    assert told.evidence == ("X2", "X1")
    assert advise(a_material(facts=verdict("safe")), ticket) == ()
    assert advise(a_material(), ticket) == ()


def test_a_removed_alert_is_told_unless_another_comes() -> None:
    removed: Told = ("surface.alert_removed", "It is gone.", {"name": "OrdersFailing"})
    told = the("not_watched_any_more", a_material(facts=(removed,)), a_ticket(**WHOLE))
    assert "`OrdersFailing`" in told.text
    assert told.evidence == ("X1",)
    added: Told = ("surface.alert_added", "It is new.", {"name": "OrdersBroken"})
    assert advise(a_material(facts=(removed, added)), a_ticket(**WHOLE)) == ()


def test_what_the_team_watches_belongs_into_the_validation() -> None:
    profile = '[[monitoring]]\nmetric = "error rate"\n'
    ticket = a_ticket(**{**WHOLE, "validation": "1. `make smoke`"})
    told = the("team_watches", a_material(profile), ticket)
    assert "“error rate”" in told.text
    assert told.evidence == ("N1",)


def test_new_endpoints_that_nothing_watches_are_named() -> None:
    ticket = a_ticket(**{**WHOLE, "validation": "1. `make smoke`"})
    new: Told = ("surface.endpoint_added", "It is new.", {"route": "/refunds"})
    told = the("unwatched", a_material(facts=(new,)), ticket)
    assert told.text.startswith("1 endpoint is new (`/refunds`)")
    assert told.evidence == ("X1",)


def test_a_new_metric_is_told_where_the_alerts_do_not_speak_of_it() -> None:
    alert: Told = ("watch.alert", "", {"name": "A", "expr": "rate(old_total[5m]) > 1", "path": "a.yml", "line": 3})
    metric: Told = ("surface.metric_added", "It is new.", {"name": "refunds_total"})
    assert "refunds_total" in the("unwatched", a_material(facts=(alert, metric)), a_ticket(**WHOLE)).text
    covered: Told = ("watch.alert", "", {**alert[2], "expr": "rate(refunds_total[5m]) > 1"})
    assert advise(a_material(facts=(covered, metric)), a_ticket(**WHOLE)) == ()
    many = tuple(alert for _ in range(5))  # there may be more than the facts tell of
    assert advise(a_material(facts=(*many, metric)), a_ticket(**WHOLE)) == ()


def test_a_way_back_without_a_sign_is_told_the_teams_threshold() -> None:
    ticket = a_ticket(**{**WHOLE, "rollback": "1. `make rollback`"})
    profile = '[[monitoring]]\nmetric = "error rate"\nthreshold = "above 2 %"\n'
    told = the("no_trigger", a_material(profile), ticket)
    assert "“error rate” is above 2 %" in told.text
    assert told.evidence == ("N1",)


def test_kinds_of_tests_that_nothing_tells_of_are_asked_for_last() -> None:
    profile = '[[testing]]\nkind = "unit"\ncommand = "make test"\n'
    told = advise(a_material(profile), a_ticket(**WHOLE))
    assert [one.kind for one in told] == ["test_kinds"]
    assert "integration tests (parts together) and end-to-end tests" in told[0].text


def test_what_is_computed_of_the_risk_tells_of_no_tests() -> None:
    profile = '[[testing]]\nkind = "unit"\ncommand = "make test"\n'
    ticket = a_ticket(**WHOLE, risk_analysis="2 questions are open: integration tests and end-to-end tests.")
    assert kinds(a_material(profile), ticket) == ["test_kinds"]


def test_documentation_alone_needs_neither_a_way_back_nor_a_watch() -> None:
    docs = a_material(files={"docs/a.md": ("a\n", "b\n")})
    ticket = a_ticket(deployment="1. Merge it", validation="1. Read the page\n2. Read it again")
    assert advise(docs, ticket) == ()


def test_at_most_five_are_told_the_weightiest_first() -> None:
    facts = (
        *verdict("unsafe"),
        ("surface.alert_removed", "", {"name": "A"}),
        ("tests.none", "1 file.", {"weight": 45}),
    )
    ticket = a_ticket(deployment=BY_HAND, validation="1. Open it\n2. Try it", justification="Why not.")
    told = kinds(a_material(facts=facts), ticket)
    assert told == ["no_way_back", "not_watched_any_more", "manual_steps", "no_goal", "no_automated_check"]


def test_the_samples_ticket_is_a_good_one_and_cites_what_there_is(with_team: Loaded) -> None:
    ticket = drafted(with_team)
    told = advise(with_team.material(ticket), ticket)
    assert [one.kind for one in told] == ["test_kinds"]
    shortened = replace(ticket.with_text("rollback", "").with_text("validation", "1. Open the shop\n2. Place an order"))
    material = with_team.material(shortened)
    told = advise(material, shortened)
    assert [one.kind for one in told][:3] == ["no_way_back", "no_automated_check", "team_watches"]
    known = {*(one.id for one in material.facts.items), *(one.id for one in material.profile.entries)}
    assert all(one in known for advice in told for one in advice.evidence)


def test_hostile_names_stay_names() -> None:
    hostile = "`x` [a](http://b.example) <b>\u202e"
    facts = (("surface.alert_removed", "", {"name": hostile}), a_command("backup", hostile, 1, hostile))
    ticket = a_ticket(deployment=BY_HAND, validation="1. Open it", justification="Why not.", rollback="1. Undo it")
    material = a_material(
        f'[[goals]]\ntext = {"` <script> “x” ”"!r}\nwords = ["Do it"]\n'.replace("'", '"'), facts=facts
    )
    for one in advise(material, ticket):
        assert one.text.count("`") % 2 == 0
        assert "\u202e" not in one.text
        assert "\n" not in one.text


def test_the_draft_of_any_template_is_read(loaded: Loaded) -> None:
    bare = replace(loaded.material(Ticket("t", loaded.reference)), profile=a_material().profile)
    ticket = Ticket("t", loaded.reference)
    for name, proposal in draft_ticket(bare).proposals.items():
        ticket = ticket.with_claims(name, proposal.usable)
    assert all(one.text.endswith((".", "?")) for one in advise(bare, ticket))
