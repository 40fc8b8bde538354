"""What a ticket becomes in a target: everything in its place, once, and said where it is not."""

import json
from dataclasses import replace

import pytest

from relman_desktop.export.targets.prepared import Prepared
from relman_desktop.export.targets.preparing import prepare
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.targets.target import Over

from .making import AROUND, OUR_ID, TEXTS, VALUES, part, prepared, system, theirs_of, ticket

NAMES = list(shipped())
WORDS = [  # one of each text, found again whatever marks stand around it
    "column is read by nobody", "costs 3 GB", "Stop the workers", "Restore the backup", "Open /health",
    "still read it", "CHG-2026-0042", "Grace Hopper", "orders, reports", "PAY-12",
]  # fmt: skip


def whole(made: Prepared) -> str:
    """All that is sent, as text."""
    return json.dumps([made.fields, [one.text for one in made.asides]], ensure_ascii=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_ticket_is_sent(name: str) -> None:
    made = prepared(name)
    assert made.wrong == ()
    assert [one for one in WORDS if one not in whole(made)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_state_is_never_sent_and_that_is_said(name: str) -> None:
    made = prepared(name, state="deploying")
    assert "deploying" not in whole(made)
    assert [one.ours for one in made.left] == ["state"]


@pytest.mark.parametrize("name", NAMES)
def test_notes_stand_in_no_text_that_more_people_read(name: str) -> None:
    made = prepared(name)
    assert "night shift" not in json.dumps(made.fields)
    notes = [one for one in made.asides if one.title == "Notes"]
    assert [one.where for one in notes] == [Over.COMMENT] and "night shift" in notes[0].text


def test_a_target_without_comments_gets_no_notes_and_that_is_said() -> None:
    target = shipped()["servicenow"]
    calls = {name: call for name, call in target.calls.items() if name != "comment"}
    made = prepared(replace(target, calls=calls))
    assert "night shift" not in whole(made)
    assert [one.ours for one in made.left] == ["state", "notes"]


@pytest.mark.parametrize("name", NAMES)
def test_our_id_is_in_the_record_once(name: str) -> None:
    assert json.dumps(prepared(name).fields).count(OUR_ID) == 1


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_ticket_says_what_it_lacks(name: str) -> None:
    made = prepare(ticket(**dict.fromkeys(TEXTS, "")), shipped()[name], system(name))
    assert "title is empty" in " ".join(made.wrong)
    assert made.asides == () and made.left == ()


def test_servicenow_holds_each_text_in_its_own_field_with_the_line_ends_of_a_form() -> None:
    made = prepared("servicenow")
    assert made.fields["implementation_plan"].startswith("1. Stop the workers\r\n2. Run migrate 0042")
    assert made.fields["short_description"] == "Drop the column legacy_id of orders"
    assert (made.fields["type"], made.fields["risk"], made.fields["impact"]) == ("Normal", "Moderate", "1 - High")
    assert (made.fields["assigned_to"], made.fields["assignment_group"]) == ("Ada Lovelace", "Payments")
    assert made.fields["correlation_id"] == OUR_ID
    assert "Grace Hopper" in made.fields["description"] and "Ada" not in made.fields["description"]
    assert {"state", "work_notes"}.isdisjoint(theirs_of(made))


def test_the_fold_says_what_it_is_then_the_details_then_the_rest_under_headings() -> None:
    text = str(part(prepared("gitlab"), "description").text)
    order = [
        "read by nobody",
        "**Risk level:** medium",
        "## Justification",
        "## Deployment steps",
        "## Work tickets",
        OUR_ID,
    ]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert text.endswith(OUR_ID)


def test_short_values_stand_last_where_the_table_says_so() -> None:
    target = shipped()["gitlab"]
    assert target.fold
    text = part(prepared(replace(target, fold=replace(target.fold, details=False))), "description").text
    assert text.index("read by nobody") < text.index("**Risk level:**") < text.index(OUR_ID)


def test_steps_are_tasks_where_they_can_be_ticked() -> None:
    text = part(
        prepared("gitlab", deployment="1. Stop\n   - all of them\n2. Go\n\n```\n1. no step\n```"), "description"
    ).text
    assert "1. [ ] Stop\n   - all of them\n2. [ ] Go" in text and "\n1. no step" in text
    assert "[ ]" not in part(prepared("redmine"), "description").text


def test_what_a_list_says_beside_the_steps_is_no_task() -> None:
    text = part(prepared("gitlab", rollback="Lost:\n\n- the column\n\n1. Restore"), "description").text
    assert "- the column" in text and "1. [ ] Restore" in text


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_nobody_is_told_who_is_called_as_a_package(name: str) -> None:
    fold = {"github": "body", "gitlab": "description"}[name]
    told = "Upgrades @prisma and @scope/name. Ask ada@example.com"
    text = part(prepared(name, description=told, services="@orders"), fold).text
    assert "`@prisma`" in text and "`@scope/name`. Ask" in text and "`@orders`" in text
    assert "ada@example.com" in text.replace("\\", "")
    assert "Upgrades @prisma" in prepared("servicenow", description=told).fields["description"]


def test_two_of_ours_in_one_field_stand_under_each_other() -> None:
    made = prepared("freshservice")
    held = part(made, "planning_fields.rollout_plan.description")
    assert held.holds == ("deployment", "validation")
    assert held.text.index("Stop the workers") < held.text.index("Validation steps") < held.text.index("/health")


def test_what_is_lost_there_is_told_and_nothing_else() -> None:
    held = part(prepared("freshservice"), "planning_fields.rollout_plan.description")
    assert held.said == ("It has no plan for tests: they stand at the end of the rollout plan.",)
    assert part(prepared("freshservice", validation=""), held.theirs).said == ()
    assert "templates" in part(prepared("servicenow", change_type="standard"), "type").said[0]
    assert part(prepared("servicenow"), "type").said == ()
    assert "high and critical are one" in part(prepared("servicenow", risk="high"), "risk").said[0]
    assert part(prepared("servicenow", risk="low"), "risk").said == ()


def test_labels_of_several_rows_are_one_list() -> None:
    target = shipped()["gitlab"]
    more = replace(target.taking("risk")[0], ours="our_id", choices={})
    made = prepared(replace(target, fields=(*target.fields, more)))
    assert made.fields["labels"] == ["risk::medium", OUR_ID]
    assert OUR_ID not in made.fields["description"]


def test_who_is_not_known_there_stands_in_the_text_instead_and_that_is_said() -> None:
    made = prepared("jira-cloud")
    assert "assignee" not in theirs_of(made)
    assert " Ada Lovelace" in json.dumps(made.fields["description"])
    assert any("Ada Lovelace" in one for one in made.said)
    named = prepared("jira-cloud", said={"choices": {"assignee=Ada Lovelace": "5b10ac8d82e05b22cc7d4ef5"}})
    assert named.fields["assignee"] == {"accountId": "5b10ac8d82e05b22cc7d4ef5"}
    assert part(named, "assignee").text == "Ada Lovelace"


def test_a_setting_that_is_not_filled_in_keeps_it_from_being_sent() -> None:
    made = prepared("redmine", said={"values": {"tracker": "Change"}})
    assert any("project" in one for one in made.wrong)
    assert "project_id" not in made.fields


def test_nothing_is_asked_of_the_impact_that_is_not_known() -> None:
    assert "impact" not in theirs_of(prepared("servicenow", around=replace(AROUND, impact=0)))


@pytest.mark.parametrize(("markup", "heading"), [("textile", "h2. Notes"), ("commonmark", "## Notes")])
def test_a_comment_is_in_the_markup_of_the_site(markup: str, heading: str) -> None:
    made = prepared("redmine", said={"values": {**VALUES, "markup": markup}}, notes="Tell **them**.")
    (notes,) = (one for one in made.asides if one.title == "Notes")
    assert heading in notes.text and notes.markup == markup


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gitlab", {"mapping": {"description": "#not-sent"}}),
        ("servicenow", {"mapping": {"our_id": "#not-sent", "description": "#not-sent"}}),
        ("redmine", {"fixed": {"description": "See the wiki."}}),
        ("azure", {"mapping": {"our_id": "#not-sent"}}),
    ],
)
def test_a_ticket_that_no_search_would_find_again_cannot_be_sent(name: str, said: dict[str, dict[str, str]]) -> None:
    assert any("second record" in fault for fault in prepared(name, said=said).wrong)
    assert not any("second record" in fault for fault in prepared(name).wrong)


@pytest.mark.parametrize("name", ["glpi", "servicenow"])
def test_a_state_is_sent_nowhere_whatever_the_mapping_says(name: str) -> None:
    made = prepared(name, said={"mapping": {"state": "status", "outcome": "close_notes"}}, state="approved")
    assert not {"status", "close_notes"} & theirs_of(made) and "state" in [one.ours for one in made.left]


def test_the_text_ends_with_the_commits_and_the_ids_of_ours() -> None:
    around = replace(AROUND, repo="orders", compare="https://github.com/acme/orders/compare/a...b")
    text = str(part(prepared("gitlab", around=around), "description").text)
    change, ids = text.rstrip().replace("<", "").replace(">", "").split("\n\n")[-2:]
    assert (
        change.strip()
        == "Change: CHG-2026-0042, orders v1..v2 (aaaaaaaaaa..bbbbbbbbbb), https://github.com/acme/orders/compare/a...b"
    )
    assert ids == f"Relman Desktop: {OUR_ID}" and text.count("CHG-2026-0042") == 1


def test_a_description_that_is_too_long_goes_elsewhere_whole() -> None:
    long = "It is this.\n\n" + "word " * 300_000
    made = prepared("gitlab", description=long)
    aside = next(one for one in made.asides if one.title == "Description")
    assert "It is this." in aside.text and "It is this." in str(part(made, "description").text)
