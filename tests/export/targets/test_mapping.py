"""Where each of ours goes on a site that has fields of its own."""

from relman_desktop.export.targets.mapping import ATTACHMENT, COMMENT, NOT_SENT
from relman_desktop.export.targets.rows import fixed_rows, mapping_rows
from relman_desktop.export.targets.schema import Schema, SiteField
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.targets.target import Choice, Over, Sort

from .making import part, prepared, site, system, theirs_of

RISKS = tuple(Choice(str(at), name) for at, name in enumerate(("Minor", "Low", "High", "Very high")))
CHANGES = site(
    SiteField("customfield_10001", "Implementation plan"),
    SiteField("customfield_10002", "  backout  PLAN "),
    SiteField("customfield_10003", "Change reason", Sort.CHOICE, choices=(Choice("1", "Repair"),)),
    SiteField("customfield_10004", "Change risk", Sort.CHOICE, choices=RISKS),
    SiteField("customfield_10005", "Change start date", Sort.MOMENT),
    SiteField("labels", "Labels", Sort.LABELS),
    SiteField("summary", "Summary", Sort.LINE, limit=255, required=True),
    SiteField("description", "Description"),
    complete=True,
)


def test_a_field_is_found_by_the_name_that_people_read() -> None:
    made = prepared("jira-server", CHANGES, risk="low")
    assert (
        made.fields["customfield_10001"].startswith("1. Stop the workers") or "Stop" in made.fields["customfield_10001"]
    )
    assert "Restore the backup" in made.fields["customfield_10002"]
    assert made.fields["customfield_10004"] == {"value": "Low"}
    assert made.fields["customfield_10005"] == "2026-12-01T19:00:00.000+0000"
    assert "Restore" not in made.fields["description"]


def test_what_the_site_has_no_field_for_is_folded_and_told() -> None:
    made = prepared("jira-server", CHANGES, risk="low")
    assert "Open /health" in made.fields["description"]
    told = next(one for one in made.said if one.startswith("The site has no"))
    assert "“Test plan”" in told and "validation steps" in told and "“Backout plan”" not in told


def test_a_field_of_choices_takes_no_text() -> None:
    made = prepared("jira-server", CHANGES, risk="low")
    assert "costs 3 GB" in made.fields["description"] and "customfield_10003" not in theirs_of(made)
    assert "“Change reason” takes no text on this site, so “Justification” goes elsewhere." in made.said


def test_steps_are_not_put_into_one_line() -> None:
    backout = SiteField("customfield_1", "Backout plan", Sort.LINE)
    made = prepared("jira-server", site(backout, SiteField("customfield_2", "Test plan", Sort.LINE)))
    assert made.fields["customfield_2"] == "1. Open /health" and "customfield_1" not in theirs_of(made)
    assert "Restore the backup" in made.fields["description"]
    assert "“Backout plan” holds one line on this site, so “Rollback steps” goes elsewhere." in made.said


def test_without_the_sites_fields_all_of_that_is_folded_and_asking_is_advised() -> None:
    made = prepared("jira-server")
    assert theirs_of(made) == {"summary", "description", "project", "issuetype", "labels"}
    assert any("Ask the site for its fields" in one for one in made.said)


def test_two_fields_of_one_name_are_not_guessed_between() -> None:
    twice = site(SiteField("customfield_1", "Test plan"), SiteField("customfield_2", "Test plan"))
    assert {"customfield_1", "customfield_2"}.isdisjoint(theirs_of(prepared("jira-server", twice)))


def test_a_choice_that_the_site_has_not_is_wrong_and_names_those_it_has() -> None:
    made = prepared("jira-server", CHANGES, risk="medium")
    assert made.wrong == (
        "“Change risk” has no choice “Medium” for the risk level; it has “Minor”, “Low”, “High” and “Very high”: "
        "choose one for it in the system's mapping.",
    )
    assert "customfield_10004" not in made.fields
    chosen = prepared("jira-server", CHANGES, said={"choices": {"risk=medium": "low"}}, risk="medium")
    assert chosen.wrong == () and chosen.fields["customfield_10004"] == {"value": "Low"}


def test_a_choice_is_known_by_its_label_before_its_value() -> None:
    turned = site(SiteField("risk", "Risk", Sort.CHOICE, choices=(Choice("4", "Very High"), Choice("1", "low"))))
    made = prepared("servicenow", turned, risk="low")
    assert part(made, "risk").text == "low" and made.fields["risk"] == "low"


def test_a_choice_of_another_language_is_known_by_its_value() -> None:
    german = site(SiteField("risk", "Risiko", Sort.CHOICE, choices=(Choice("4", "Niedrig"), Choice("2", "Hoch"))))
    assert prepared("servicenow", german, risk="high").fields["risk"] == "Hoch"


def test_a_word_that_is_no_level_of_ours_may_be_a_choice_there() -> None:
    made = prepared("jira-server", CHANGES, risk="very high")
    assert made.fields["customfield_10004"] == {"value": "Very high"}
    assert prepared("servicenow", risk="terrible").wrong[0].startswith("“Risk” has no choice “terrible”")


def test_the_person_says_where_it_goes() -> None:
    mapping = {"validation": "u_checks", "services": "cmdb_ci", "justification": "", "rollback": COMMENT}
    mapping |= {"risk_analysis": ATTACHMENT, "validator": NOT_SENT}
    made = prepared("servicenow", said={"mapping": mapping})
    assert made.fields["u_checks"] == "1. Open /health" and made.fields["cmdb_ci"] == "orders, reports"
    assert {"test_plan", "justification", "backout_plan"}.isdisjoint(theirs_of(made))
    assert "JUSTIFICATION\r\nIt costs 3 GB" in made.fields["description"]
    assert {one.title: one.where for one in made.asides} == {
        "Notes": Over.COMMENT,
        "Rollback steps": Over.COMMENT,
        "Risk and impact": Over.ATTACHMENT,
    }
    assert [one.ours for one in made.left] == ["validator", "state"]
    assert "Grace" not in str(made.fields)


def test_a_field_that_was_chosen_and_is_gone_is_told() -> None:
    made = prepared("jira-server", CHANGES, said={"mapping": {"validation": "customfield_9"}}, risk="low")
    assert any("“customfield_9”" in one for one in made.said)
    assert "Open /health" in made.fields["description"]


def test_what_the_site_wants_and_nothing_fills_is_wrong_until_it_is_fixed() -> None:
    wants = Schema(
        {**CHANGES.fields, "customfield_7": SiteField("customfield_7", "Cost centre", Sort.CHOICE, required=True)}
    )
    made = prepared("jira-server", wants, risk="low")
    assert made.wrong == (
        "The site wants “Cost centre”, and nothing goes there: map a field of the ticket to it, or fix a value.",
    )
    fixed = prepared("jira-server", wants, said={"fixed": {"customfield_7": "4711"}}, risk="low")
    assert fixed.wrong == () and fixed.fields["customfield_7"] == {"value": "4711"}


def test_what_is_fixed_stands_there_whatever_the_ticket_says() -> None:
    made = prepared("servicenow", said={"fixed": {"test_plan": "See the wiki.", "category": "Software"}})
    assert (made.fields["test_plan"], made.fields["category"]) == ("See the wiki.", "Software")
    assert "1. Open /health" in made.fields["description"]


def test_rows_say_where_all_goes_and_who_says_so() -> None:
    said = system("jira-server", mapping={"services": "labels", "change_id": NOT_SENT}, choices={"risk=low": "Minor"})
    rows = {row.ours: row for row in mapping_rows(shipped()["jira-server"], said, CHANGES)}
    assert (rows["deployment"].theirs, rows["deployment"].origin) == ("customfield_10001", "site")
    assert (rows["validation"].theirs, rows["validation"].their_label) == ("", "In the description")
    assert (rows["change_id"].theirs, rows["change_id"].origin) == (NOT_SENT, "person")
    assert (rows["title"].theirs, rows["title"].limit) == ("summary", 255)
    choices = {row.key: (row.theirs, row.origin) for row in rows["risk"].choices}
    assert choices["risk=low"] == ("Minor", "person") and choices["risk=medium"] == ("", "table")
    assert rows["risk"].choices[0].offered == RISKS
    offered = [one.theirs for one in rows["rollback"].offered]
    assert offered[:4] == ["", COMMENT, ATTACHMENT, NOT_SENT] and "customfield_10003" in offered
    assert not {"", COMMENT} & {one.theirs for one in rows["title"].offered}
    assert "state" not in rows


def test_rows_of_what_is_fixed_begin_with_what_the_site_wants() -> None:
    wants = Schema({**CHANGES.fields, "z": SiteField("z", "Zone", required=True), "a": SiteField("a", "Area")})
    rows = fixed_rows(shipped()["jira-server"], system("jira-server", fixed={"b": "1"}), wants)
    assert [(row.theirs, row.value) for row in rows][:2] == [("z", ""), ("b", "1")]
