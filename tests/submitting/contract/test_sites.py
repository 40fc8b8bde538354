"""What a site tells of its own fields, and what becomes of a ticket by it."""

import re
from typing import Any

import pytest

from relman_desktop.errors import InputError
from relman_desktop.export.targets.table import targets
from relman_desktop.export.targets.target import Sort
from relman_desktop.jobs import Cancel, silent
from relman_desktop.submitting.answer import Unsubmitted
from relman_desktop.submitting.asking import can_ask
from relman_desktop.submitting.outcome import What
from relman_desktop.submitting.testing import test_system
from relman_desktop.ticket import Ticket
from tests.submitting.servers import SYSTEMS, TOKEN, SystemServer
from tests.submitting.servers.redmine import CUSTOM, RedmineSystem

from .exporting import REAL, Server, each_with, every_served, export, number_of, ready, schema_of, target_of


def test_there_is_a_server_for_each_target_and_each_can_be_asked() -> None:
    assert targets().keys() == SYSTEMS.keys()
    assert all(map(can_ask, targets().values()))


@pytest.mark.parametrize("name", ["redmine", "gitlab", "github", "itop", "azure", "jira-cloud"])
def test_a_project_that_is_not_there_fails_the_test_of_the_system(name: str) -> None:
    with SYSTEMS[name]() as server:
        wrong = {"github": "repository", "itop": "organization"}.get(name, "project")
        system = server.system(values={**server.values, wrong: "Refunds"})
        report = test_system(target_of(server), system, server.token, Cancel(), silent)
    assert not report.works
    assert "Refunds" in " ".join(line.said for line in report.lines) or any(
        line.what == "Project" for line in report.lines if line.mark == "fail"
    )


def labels(choices: Any) -> set[str]:
    return {one.label for one in choices}


KNOWN = {  # a field of the site, what it is, and what one may choose there
    "servicenow": ("risk", Sort.CHOICE, {"High", "Moderate", "Low"}),
    "jira-cloud": ("customfield_10044", Sort.CHOICE, {"Critical", "High", "Medium", "Low"}),
    "jira-server": ("customfield_10045", Sort.CHOICE, {"Standard", "Normal", "Emergency"}),
    "jsm": ("assignee", Sort.PERSON, {"Ada Lovelace", "ada@example.com", "Grace Hopper"}),
    "freshservice": ("risk", Sort.NUMBER, {"Low", "Medium", "High", "Very High"}),
    "redmine": ("tracker_id", Sort.CHOICE, {"Bug", "Feature", "Support"}),
    "glpi": ("_users_id_assign", Sort.PERSON, {"Ada Lovelace", "Grace Hopper"}),
    "itop": ("agent_id", Sort.PERSON, {"Agatha Christie", "Ada Lovelace"}),
    "gitlab": ("assignee_ids", Sort.PERSON, {"Ada Lovelace", "Grace Hopper"}),
    "github": ("assignees", Sort.PERSON, {"ada", "grace"}),
    "azure": ("Microsoft.VSTS.Common.Risk", Sort.CHOICE, {"1 - High", "2 - Medium", "3 - Low"}),
}


@every_served
def test_a_site_tells_its_fields_with_their_choices(server: SystemServer) -> None:
    schema = schema_of(server)
    theirs, sort, offered = KNOWN[server.target]
    assert schema.fields[theirs].sort is sort
    assert labels(schema.fields[theirs].choices) & offered == offered - {"ada@example.com"}
    assert schema.asked_at.startswith("20")
    assert not [one for one in server.received if one.method != "GET" and server.target != "itop"]  # nothing is written


@every_served
def test_who_may_not_ask_is_told_so_or_hears_less(server: SystemServer) -> None:
    server.rights.discard("ask")
    try:
        schema = schema_of(server)
    except (Unsubmitted, InputError) as error:
        assert TOKEN not in str(error)
        assert "\n" not in str(error)
    else:
        assert not schema.complete


@each_with(("a list", "nothing", "deep", "binary", "endless", "cut", "login page", "redirect", "echo"), "failure")
def test_a_site_that_tells_nonsense_leaves_a_sentence(server: SystemServer, failure: str) -> None:
    server.misbehave(failure, on="any", times=100)
    with pytest.raises((Unsubmitted, InputError)) as raised:
        schema_of(server)
    assert TOKEN not in str(raised.value)
    assert "\n" not in str(raised.value)


@every_served
def test_an_answer_of_other_types_is_no_schema_of_nonsense(
    server: SystemServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part of what it tells is of another type than it should be."""
    real = server.answer

    def twisted(asked: Any) -> Any:
        from dataclasses import replace

        reply = real(asked)
        is_asked = server.does(asked) in ("ask", "find") and not isinstance(reply.body, bytes)
        return replace(reply, body=_twisted(reply.body, 0)) if is_asked else reply

    monkeypatch.setattr(server, "answer", twisted)
    try:
        schema = schema_of(server)
    except (Unsubmitted, InputError):
        return
    assert all(isinstance(one.name, str) and len(one.name) <= 400 for one in schema.fields.values())


def _twisted(told: Any, depth: int) -> Any:
    if isinstance(told, dict):
        return {name: _twisted(one, depth + 1) for name, one in told.items()}
    if isinstance(told, list) and depth < 3:
        return [None, 7, *(_twisted(one, depth + 1) for one in told)]
    wrong: dict[type, Any] = {str: ["x" * 5_000], int: {"a": 1}, bool: "yes", list: {"0": None}}
    return wrong.get(type(told), 1.5)


def test_a_tracker_that_the_project_has_not_is_told_with_those_that_it_has() -> None:
    with RedmineSystem() as server, pytest.raises(InputError, match="no tracker “Change”; it has “Bug”, “Feature”"):
        schema_of(server, values={"project": "payments", "tracker": "Change"})


def test_an_issue_type_that_the_project_has_not_is_told_with_those_that_it_has() -> None:
    with SYSTEMS["jira-cloud"]() as server, pytest.raises(InputError, match="no issue type “Change”; it has “Task”"):
        schema_of(server, values={"project": "PAY", "issue_type": "Change"})


@pytest.mark.parametrize("is_admin", [True, False])
def test_redmines_own_fields_are_filled_by_their_names(ticket: Ticket, is_admin: bool) -> None:
    with RedmineSystem() as server:
        server.custom = {number: field for number, field in CUSTOM.items() if is_admin or not field.get("max_length")}
        server.is_admin = is_admin
        prepared = ready(server, ticket)
        outcome = export(server, prepared)
        assert outcome.what is What.CREATED
        assert outcome.differences == ()
        values = server.records[number_of(outcome, server)].fields["custom"]
        whole = server.all_texts(number_of(outcome, server))
    assert "CVE-2025-64459" in values[7]
    assert values.get(8) == ("High" if is_admin else None)  # of which nobody else knows what it takes
    assert ticket.entry("rollback").text.split(":")[0] in whole
    assert len(values.get(9, "")) <= 300


def test_a_dictionary_of_parents_is_read_with_the_childs_own_first() -> None:
    with SYSTEMS["servicenow"]() as server:
        schema = schema_of(server)
    assert schema.complete
    assert schema.fields["description"].limit == 4_000  # of the task, from which it comes
    assert "Of the task" not in labels(schema.fields["risk"].choices)
    assert schema.fields["short_description"].required


def test_pages_are_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    more = {f"customfield_{number}": (f"Field {number}", "string", "textarea") for number in range(20_000, 20_120)}
    with SYSTEMS["jira-cloud"]() as server:
        server.screen |= more  # type: ignore[attr-defined]
        assert len(schema_of(server).fields) > 120
        paths = [one.path for one in server.received if "issuetypes/10002" in one.path]
    assert [re.findall(r"startAt=(\d+)", path) for path in paths] == [["0"], ["50"], ["100"]]


@pytest.mark.slow
@pytest.mark.parametrize("server", [REAL], indirect=True)
def test_a_real_redmine_tells_its_fields(server: Server, ticket: Ticket) -> None:
    export(server, ready(server, ticket))  # what all projects have shows in an issue only
    schema = schema_of(server)
    assert labels(schema.fields["tracker_id"].choices) == {"Bug", "Feature", "Support"}
    assert "Ada Lovelace" in labels(schema.fields["assigned_to_id"].choices)
    assert schema.named("Acceptance criteria")
    assert not schema.complete  # she is no administrator
