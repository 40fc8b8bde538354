"""Advice on a ticket: said where there is something to say, with evidence and what would help."""

from collections.abc import Mapping
from dataclasses import replace

from relman_desktop.advice import Advice, advise
from relman_desktop.beginning import new_ticket
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.facts import find_facts
from relman_desktop.fields import BY_NAME
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.sources.profile.profile import Profile, TeamEntry
from relman_desktop.ticket import Ticket
from tests.advice.test_signals import a_ticket
from tests.facts.changes import a_change

CODE = {"src/orders.py": ("x = 1\n", "x = 2\n")}
MAKEFILE = {"Makefile": ("deploy:\n\t./ship.sh\nmigrate:\n\tpython manage.py migrate\n",) * 2}
GOOD = a_ticket(
    justification="Our goal is fewer lost orders.",
    deployment="1. Run `make deploy`",
    rollback="1. Switch the traffic back to blue.",
    validation="1. `curl -f https://x.example/health`\n2. The error rate stays under 1 %",
)


def material_of(texts: Mapping[str, tuple[str | None, str | None]], *entries: TeamEntry) -> Material:
    change = a_change(dict(texts))
    return Material(change, find_facts(change, Cancel()), profile=Profile(tuple(entries)).numbered())


def kinds(material: Material, ticket: Ticket) -> list[str]:
    return [one.kind for one in advise(material, ticket)]


def only(material: Material, ticket: Ticket, kind: str) -> Advice:
    (found,) = [one for one in advise(material, ticket) if one.kind == kind]
    return found


def test_a_ticket_with_nothing_to_say_about_is_left_in_peace() -> None:
    assert advise(material_of(CODE), GOOD) == ()


def test_a_change_of_documents_says_nothing_of_how_a_team_deploys() -> None:
    assert advise(material_of({"docs/a.md": ("a\n", "b\n")}), a_ticket()) == ()


def test_many_steps_by_hand_name_the_command_of_the_repository_that_does_one() -> None:
    steps = "1. Apply the migrations\n2. Deploy the program\n3. Tell the support team"
    found = only(material_of(CODE | MAKEFILE), GOOD.with_text("deployment", steps), "manual")
    assert found.text.startswith("All 3 deployment steps are done by hand.")
    assert "`make migrate` (Makefile:3) looks like it does step 1" in found.text
    assert "`make deploy` (Makefile:1) looks like it does step 2" in found.text
    assert found.evidence[0] == "deployment" and all(one.startswith("X") for one in found.evidence[1:])


def test_few_steps_by_hand_among_many_others_are_no_friction() -> None:
    steps = "\n".join(f"{n}. Run `make part{n}`" for n in range(1, 9)) + "\n9. Tell them\n10. Look\n11. Say so"
    assert "manual" not in kinds(material_of(CODE), GOOD.with_text("deployment", steps))


def test_a_long_deployment_names_its_longest_step() -> None:
    steps = "1. Run `make a` (about 15 min)\n2. Run `make b` (about 50 min)"
    found = only(material_of(CODE), GOOD.with_text("deployment", steps), "slow")
    assert found.text.startswith("The deployment steps take 65 minutes as told. Step 2 takes 50 of them")


def test_validation_by_hand_names_the_teams_own_tests() -> None:
    entry = TeamEntry("testing", {"kind": "end-to-end", "command": "npm run e2e", "when": "after"})
    ticket = GOOD.with_text("validation", "1. Look at the page\n2. The error rate stays under 1 %")
    found = only(material_of(CODE, entry), ticket, "checks")
    assert "The team's end-to-end tests could be one: `npm run e2e`." in found.text
    assert found.evidence == ("validation", "N1")
    assert only(material_of(CODE), GOOD.with_text("validation", ""), "checks").text.startswith("No validation step")


def test_a_goal_that_is_not_reached_is_asked_about_and_never_made_up() -> None:
    ticket = GOOD.with_text("justification", "It is better.")
    goals = [TeamEntry("goals", {"text": f"Goal {n}"}) for n in range(6)]
    found = only(material_of(CODE, *goals), ticket, "goal")
    assert found.text.startswith("The justification does not reach any of the 6 goals and priorities")
    assert found.evidence == ("justification", "N1", "N2", "N3", "N4")
    assert "[[goals]]" in only(material_of(CODE), ticket, "goal").text
    answered = ticket.with_answer(BY_NAME["justification"].questions[-1], "Fewer lost orders")
    assert "goal" not in kinds(material_of(CODE, *goals), answered)


DROPS = {
    "orders/migrations/0002_drop.py": (
        None,
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
        "    dependencies = [('orders', '0001_initial')]\n"
        "    operations = [migrations.RemoveField('order', 'legacy_id')]\n",
    )
}


def test_a_redeploy_is_way_back_enough_until_data_goes() -> None:
    ticket = GOOD.with_text("rollback", "1. Redeploy the previous version.")
    assert "way back" not in kinds(material_of(CODE), ticket)
    found = only(material_of(CODE | DROPS), ticket, "way back")
    assert "nothing more, but the data changes too: " in found.text and "legacy_id" in found.text
    assert "[[backups]]" in found.text and len(found.evidence) > 1
    entry = TeamEntry("backups", {"what": "database", "restore": "make restore"})
    told = only(material_of(CODE | DROPS, entry), ticket, "way back")
    assert "The team's profile says how its data comes back: `make restore`." in told.text and "N1" in told.evidence
    assert only(material_of(CODE), GOOD.with_text("rollback", ""), "way back").text.startswith("No rollback step")


def test_alerts_are_missed_only_where_no_step_looks_at_any() -> None:
    ticket = GOOD.with_text("validation", "1. `curl -f https://x.example/health`")
    about = TeamEntry("monitoring", {"metric": "lost orders", "where": "Grafana", "paths": ("src/",)})
    other = TeamEntry("monitoring", {"metric": "mails sent", "paths": ("mail/",)})
    found = only(material_of(CODE, about, other), ticket, "alerts")
    assert "The team watches `lost orders` in `Grafana`" in found.text and found.evidence == ("validation", "N1")
    assert "an alert may be missing" in only(material_of(CODE, other), ticket, "alerts").text
    assert "[[monitoring]]" in only(material_of(CODE), ticket, "alerts").text


def test_all_evidence_of_advice_on_the_sample_leads_somewhere(loaded: Loaded) -> None:
    ticket = new_ticket("t", loaded.reference)
    material = loaded.material(ticket)
    for name, proposal in draft_ticket(material).proposals.items():
        ticket = ticket.with_claims(name, proposal.usable)
    drafted = replace(ticket, team=material.profile.numbers)
    told = (*advise(material, drafted), *advise(material, a_ticket()))
    assert {one.kind for one in told} >= {"way back", "checks", "alerts", "goal"}
    for one in told:
        assert one.text.endswith(".") and "\n" not in one.text
        assert all(cited in BY_NAME or material.book.get(cited, Cancel()) for cited in one.evidence)
